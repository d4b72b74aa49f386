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
    noticeWay: status.noticeWay,
    province: stack.season.province.name,
    milestones: milestonesOf(stack.season).filter(({ at }) => at > clock.now()),
    phones: phones.map((phone) => phoneState(world, phone)),
    staff: staffState(world),
    events: platform.timeline.events().slice(-NEWEST_EVENTS),
  };
}

function phoneState({ stack, cards }: DemoWorld, { key, candidate, persona, reachedAt }: Phone) {
  const { platform, season } = stack;
  const { chat } = candidate;
  return {
    key,
    nickname: candidate.nickname,
    storage: candidate.openid,
    session: chat.state,
    servicer: chat.servicer ?? null,
    left: chat.budget,
    entered: chat.enteredWith !== undefined,
    messages: candidate.messages().map(messageState),
    mails: platform.mails
      .filter(({ to }) => reachedAt.mail(to))
      .map(({ id, at, subject, text, html }) => ({ id, at, subject, text: text || plainText(html ?? '') })),
    sms: platform.sms.filter(({ to }) => reachedAt.sms(to)),
    notices: candidate.subscriptionMessages().map(({ msgid, at, templateId, page, data }) => ({
      msgid,
      at,
      kind: season.templates.find((template) => template.templateId === templateId)?.kind ?? '',
      page,
      data,
    })),
    cards: cards.filter(({ from }) => from !== candidate.openid),
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
