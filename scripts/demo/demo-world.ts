import type { Candidate } from '../../test/platform/hands/candidate';
import { createPhoneApp, type PhoneApp } from '../../test/platform/hands/phone-app';
import { personaOf, type Persona } from '../../test/platform/hands/particulars';
import type { MiniPage } from './mini-sheet';
import type { Stack } from './stack';
import { createWebView, type WebView } from './web-view';

/** One candidate's phone on the page. */
export interface Phone {
  key: string;
  candidate: Candidate;
  web: WebView;
  app: PhoneApp;
  /** Made-up data that its owner may type. */
  persona: Persona;
  /** The page of the mini program that is open now. */
  page?: MiniPage;
}

/** The people on the page and their browsers. */
export interface DemoWorld {
  stack: Stack;
  phones: Phone[];
  newPhone(): Phone;
  phone(key: unknown): Phone;
  /** The browser of a phone or of a member of the staff. */
  webOf(person: string): WebView | undefined;
  /** What the server is doing, when it is not simply up. */
  status: { server: 'up' | 'starting' | 'down'; busy: boolean };
}

/** The script's people come before. */
const FIRST_PERSONA = 100;
/** Header with which the stand-in knows whose WeCom opens the page. */
const PERSON_HEADER = 'x-phone-of';

export function createWorld(stack: Stack): DemoWorld {
  const staffWeb = new Map<string, WebView>();
  for (const [userid] of stack.reviewers) {
    const identityHeaders = { [PERSON_HEADER]: encodeURIComponent(userid) };
    staffWeb.set(userid, viewOf(stack, userid, identityHeaders));
  }
  const phones: Phone[] = [];

  function newPhone(): Phone {
    const key = `phone-${phones.length + 1}`;
    const candidate = stack.platform.candidate({ nickname: `考生${phones.length + 1}` });
    const app = createPhoneApp(candidate, () => stack.publicUrl);
    const persona = personaOf(FIRST_PERSONA + phones.length, Buffer.alloc(0));
    const phone: Phone = { key, candidate, app, persona, web: viewOf(stack, key) };
    phones.push(phone);
    return phone;
  }

  return {
    stack,
    phones,
    newPhone,
    phone(key) {
      const found = phones.find((phone) => phone.key === key);
      if (!found) throw new Error('no such phone');
      return found;
    },
    webOf: (person) => staffWeb.get(person) ?? phones.find(({ key }) => key === person)?.web,
    status: { server: 'up', busy: false },
  };
}

function viewOf(stack: Stack, person: string, identityHeaders?: Record<string, string>): WebView {
  return createWebView({
    prefix: `/as/${person}`,
    publicUrl: () => stack.publicUrl,
    ...(identityHeaders && { identityUrl: stack.identityUrl, identityHeaders }),
  });
}
