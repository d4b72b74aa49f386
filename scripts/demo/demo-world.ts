import type { Candidate } from '../../test/platform/hands/candidate';
import { personaOf, type Persona } from '../../test/platform/hands/particulars';
import type { Bundle } from '../../test/platform/miniprogram-runner/bundle';
import type { ServedPhone } from '../../test/platform/miniprogram-runner/phone-server';
import { createReachedAt, type ReachedAt } from './reached-at';
import { servePersonsPhone, type NoticeWay, type SentCard } from './served-phones';
import { servicersClients, type ServicersClients } from './sidebar';
import type { Stack } from './stack';
import { createWebView, type WebView } from './web-view';

/** One candidate's phone on the page. */
export interface Phone {
  key: string;
  candidate: Candidate;
  web: WebView;
  /** WeChat with the mini program on it. */
  wechat: ServedPhone;
  reachedAt: ReachedAt;
  /** Made-up data that its owner may type. */
  persona: Persona;
}

/** The people on the page and their browsers. */
export interface DemoWorld {
  stack: Stack;
  phones: Phone[];
  /** Cards of the mini program that people sent to one another. */
  cards: SentCard[];
  newPhone(): Phone;
  phone(key: unknown): Phone;
  /** WeCom of those who serve the chat. */
  clients: ServicersClients;
  /** The browser of a phone or of a member of the staff. */
  webOf(person: string): WebView | undefined;
  /** What the server is doing, when it is not simply up, and how the next payment is told to it. */
  status: { server: 'up' | 'starting' | 'down'; noticeWay: NoticeWay };
}

/** The script's people come before. */
const FIRST_PERSONA = 100;
/** Header with which the stand-in knows whose WeCom opens the page. */
const PERSON_HEADER = 'x-phone-of';

export function createWorld({ stack, bundle }: { stack: Stack; bundle: Bundle }): DemoWorld {
  const staffWeb = new Map<string, WebView>();
  for (const [userid] of stack.reviewers) {
    const identityHeaders = { [PERSON_HEADER]: encodeURIComponent(userid) };
    staffWeb.set(userid, viewOf(stack, userid, identityHeaders));
  }
  const phones: Phone[] = [];
  const status: DemoWorld['status'] = { server: 'up', noticeWay: 'normal' };
  const cards: SentCard[] = [];
  const phoneWorld = { stack, bundle, cards, noticeWay: () => status.noticeWay };

  function newPhone(): Phone {
    const key = `phone-${phones.length + 1}`;
    const persona = personaOf(FIRST_PERSONA + phones.length, Buffer.alloc(0));
    const nickname = `考生${phones.length + 1}`;
    const candidate = stack.platform.candidate({ nickname, phone: persona.mobile });
    const phone: Phone = {
      key,
      candidate,
      persona,
      web: viewOf(stack, key),
      wechat: servePersonsPhone(phoneWorld, candidate),
      reachedAt: createReachedAt(candidate, persona),
    };
    phones.push(phone);
    return phone;
  }

  return {
    stack,
    phones,
    cards,
    clients: servicersClients(stack),
    newPhone,
    phone(key) {
      const found = phones.find((phone) => phone.key === key);
      if (!found) throw new Error('no such phone');
      return found;
    },
    webOf: (person) => staffWeb.get(person) ?? phones.find(({ key }) => key === person)?.web,
    status,
  };
}

function viewOf(stack: Stack, person: string, identityHeaders?: Record<string, string>): WebView {
  return createWebView({
    prefix: `/as/${person}`,
    publicUrl: () => stack.publicUrl,
    ...(identityHeaders && { identityUrl: stack.identityUrl, identityHeaders }),
  });
}
