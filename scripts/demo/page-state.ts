import { plainText } from '../../test/platform/hands/html';
import type { PhoneMenuItem, PhoneMessage } from '../../test/platform/kf/state';
import type { DemoWorld, Phone } from './demo-world';
import { milestonesOf } from './season';
import { isSupport, STAFF } from './staff';

const NEWEST_EVENTS = 300;

/** Everything the page draws, ready for JSON. */
export type PageState = ReturnType<typeof pageState>;

export function pageState(world: DemoWorld) {
  const { stack, phones, status } = world;
  const { platform, clock } = stack;
  return {
    now: clock.now(),
    pushed: clock.offset(),
    /** Addresses that begin so are shown as `/as/<person>/…`, in that person's own browser. */
    publicUrl: stack.publicUrl,
    server: status.server,
    busy: status.busy,
    province: stack.season.province.name,
    milestones: milestonesOf(stack.season).filter(({ at }) => at > clock.now()),
    phones: phones.map((phone) => phoneState(world, phone)),
    staff: staffState(world),
    events: platform.timeline.events().slice(-NEWEST_EVENTS),
  };
}

function phoneState({ stack }: DemoWorld, { key, candidate, persona }: Phone) {
  const { platform } = stack;
  const { chat, phone: number } = candidate;
  const mine = addressesOf(candidate.messages());
  return {
    key,
    nickname: candidate.nickname,
    number,
    session: chat.state,
    servicer: chat.servicer ?? null,
    left: chat.budget,
    entered: chat.enteredWith !== undefined,
    messages: candidate.messages().map(messageState),
    mails: platform.mails
      .filter(({ to }) => to.some((address) => mine.has(address.toLowerCase())))
      .map(({ id, at, subject, text, html }) => ({ id, at, subject, text: text || plainText(html ?? '') })),
    sms: platform.sms.filter(({ to }) => mine.has(to.replace(/^\+86/, ''))),
    notices: candidate.subscriptionMessages(),
    samples: samplesOf(persona),
  };
}

/** Answers at hand, for a visitor who has no synthetic number in mind. */
function samplesOf({ email, mobile, fields }: Phone['persona']) {
  const { documentNumber, name, ethnicity, occupation, education } = fields;
  return {
    email,
    mobile,
    documentNumber,
    name,
    ethnicity: { zh: ethnicity, en: 'Han' },
    occupation: { zh: occupation, en: 'Office staff' },
    education: { zh: education, en: 'Bachelor' },
    siteCode: '359202',
    subjects: '65',
  };
}

/** Addresses that this phone's owner typed: mails and SMS to them arrive here. */
function addressesOf(messages: readonly PhoneMessage[]): Set<string> {
  const typed = messages
    .filter(({ from }) => from === 'customer')
    .map(({ text }) => text)
    .join('\n');
  const mails = typed.match(/[\w.+-]+@[\w.-]+/g) ?? [];
  const numbers = typed.match(/1\d{10}/g) ?? [];
  return new Set([...mails.map((mail) => mail.toLowerCase()), ...numbers]);
}

function messageState({ msgid, at, from, type, text, menu, link, mediaId }: PhoneMessage) {
  return {
    id: msgid,
    at,
    from,
    type,
    text,
    ...(menu && { menu: { ...menu, items: menu.items.map(itemState) } }),
    ...(link && { link }),
    ...(mediaId && { picture: `/demo/media/${encodeURIComponent(mediaId)}` }),
  };
}

function itemState({ kind, label, url, pagepath }: PhoneMenuItem) {
  return { kind, label, ...(url && { url }), ...(pagepath && { pagepath }) };
}

function staffState({ stack }: DemoWorld) {
  const { pool } = stack.platform.snapshot();
  return STAFF.map((member) => {
    const { userid, name, title } = member;
    return {
      userid,
      name,
      title,
      support: isSupport(member),
      pool: isSupport(member) ? pool : [],
      cards: stack.reviewers.get(userid)?.cards() ?? [],
    };
  });
}
