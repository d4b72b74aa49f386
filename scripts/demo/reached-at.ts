import type { Candidate } from '../../test/platform/hands/candidate';
import type { Persona } from '../../test/platform/hands/particulars';

/** Where mails and SMS find the owner of a phone: what was typed there, in the chat or in the mini program. */
export interface ReachedAt {
  /** A call of the mini program that may carry an address. */
  heard(text: string): void;
  mail(addresses: readonly string[]): boolean;
  sms(number: string): boolean;
}

const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const MOBILE = /(?<!\d)1\d{10}(?!\d)/g;

export function createReachedAt(candidate: Candidate, persona: Persona): ReachedAt {
  const known = new Set<string>([persona.email.toLowerCase(), persona.mobile, candidate.phone]);
  let read = 0;

  function heard(text: string): void {
    for (const [address] of text.matchAll(MAIL)) known.add(address.toLowerCase());
    for (const [number] of text.matchAll(MOBILE)) known.add(number);
  }
  /** The chat only grows. */
  function readChat(): void {
    const messages = candidate.messages();
    for (const { from, text } of messages.slice(read)) if (from === 'customer') heard(text);
    read = messages.length;
  }

  return {
    heard,
    mail(addresses) {
      readChat();
      return addresses.some((address) => known.has(address.toLowerCase()));
    },
    sms(number) {
      readChat();
      return known.has(number.replace(/^\+86/, ''));
    },
  };
}
