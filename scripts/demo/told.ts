import type { Actor } from './play';

/** Whether a person was told something on any way open to them: chat, subscription message or mail. */
export function wasTold({ candidate, persona }: Actor, words: RegExp): boolean {
  const mails = candidate.mails(persona.email).map(({ subject, text }) => `${subject}\n${text}`);
  const texts = candidate
    .messages()
    .filter(({ from }) => from !== 'customer')
    .map(({ text }) => text);
  const notices = candidate.subscriptionMessages().map(({ data }) => Object.values(data).join('\n'));
  return [...mails, ...texts, ...notices].some((text) => words.test(text));
}
