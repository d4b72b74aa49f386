import type { Registration } from '../../miniprogram/services/registrations';
import type { Season, SeasonCard, Site } from '../../miniprogram/services/seasons';
import type { Account } from '../../miniprogram/services/session';
import type { Reply } from './miniprogram-page';

const at = (text: string): number => Date.parse(text);

/** A working day in the middle of the window of `aSeasonCard`. */
export const NOW = at('2027-01-08T10:00+08:00');

export function aSeasonCard(change: Partial<SeasonCard> = {}): SeasonCard {
  return {
    id: 'fujian-2027-03',
    province: { code: '35', name: { zh: '福建', en: 'Fujian' } },
    sitting: { no: 79, month: '2027-03', name: { zh: '第79次考试', en: '79th sitting' }, levels: [1, 2] },
    windows: [{ opensAt: at('2027-01-04T09:00+08:00'), closesAt: at('2027-01-14T00:00+08:00') }],
    reviewEndsAt: at('2027-01-16T00:00+08:00'),
    paymentEndsAt: at('2027-01-18T00:00+08:00'),
    ticketFrom: at('2027-03-18T09:00+08:00'),
    examFrom: '2027-03-27',
    examTo: '2027-03-29',
    ...change,
  };
}

export function aSeason(change: Partial<Season> = {}): Season {
  return {
    ...aSeasonCard(),
    maxSubjects: 3,
    documentTypes: ['resident_id', 'passport'],
    subjects: [],
    photoRule: {
      minWidth: 144,
      minHeight: 192,
      minBytes: 1,
      maxBytes: 204_800,
      minRatio: 0.7,
      maxRatio: 0.8,
    },
    templates: [],
    hotline: { zh: '', en: '' },
    links: {},
    serverTime: NOW,
    ...change,
  };
}

/** A registration as its owner's phone gets it: a draft, unless something else is said. */
export function aRegistration(change: Partial<Registration> = {}): Registration {
  const card = aSeasonCard();
  return {
    id: '01hzzzzzzzzzzzzzzzzzzzzzzz',
    seasonId: card.id,
    state: 'draft',
    version: 3,
    revision: 1,
    position: { step: 'question', about: 'name' },
    missing: ['name'],
    missingNotices: [],
    fields: [{ field: 'name', required: true, answered: false }],
    answers: {},
    changed: null,
    photo: null,
    site: null,
    subjects: [],
    decision: null,
    actions: [{ action: 'edit', possible: true, reasons: [] }],
    deadlines: {
      windowOpen: true,
      nextOpensAt: null,
      siteClosesAt: card.windows[0]?.closesAt ?? 0,
      reviewEndsAt: card.reviewEndsAt,
      resubmissionEndsAt: null,
      paymentDueAt: card.paymentEndsAt,
      ticketFrom: card.ticketFrom,
    },
    deleteRequested: false,
    serverTime: NOW,
    ...change,
  };
}

/** An account with both addresses proven, as its owner's phone gets it. */
export function anAccount(change: Partial<Account> = {}): Account {
  return {
    id: '01hzzzzzzzzzzzzzzzzzzzzzzy',
    state: 'active',
    email: 's***@example.org',
    emailVerified: true,
    mobile: '138****8000',
    mobileVerified: true,
    hasPassword: false,
    locale: 'zh-CN',
    ...change,
  };
}

/** Who is signed in: nobody where there is no account. */
export function whoIs(account: Account | null): Reply {
  return { body: { account, serverTime: NOW } };
}

/** An answer of the API that is a failure. */
export function failedWith(status: number, code: string, details: Record<string, unknown> = {}): Reply {
  const error = { code, message: code, requestId: 'request-1', retryable: false, ...details };
  return { status, body: { error } };
}

/** A site with places for everybody that does not review. */
export function aSite(change: Partial<Site> = {}): Site {
  return {
    code: '359601',
    name: { zh: '厦门大学嘉庚学院', en: 'Tan Kah Kee College' },
    city: { zh: '漳州', en: 'Zhangzhou' },
    sample: false,
    reviews: false,
    maxSubjects: 2,
    schools: [],
    windows: null,
    notice: null,
    contact: { zh: '0596-0000000', en: '0596-0000000' },
    address: { zh: '漳州', en: 'Zhangzhou' },
    left: 120,
    subjects: [
      { code: '15', left: null },
      { code: '65', left: 30 },
      { code: '41', left: 0 },
    ],
    ...change,
  };
}

/** Subjects of the levels 1, 2 and 4; the last needs a certificate of 35. */
export const SUBJECTS: Season['subjects'] = [
  ['15', 1, 'MS Office应用', 'MS Office', 9000, null],
  ['65', 2, 'MS Office高级应用与设计', 'Advanced MS Office', 10_500, null],
  ['35', 3, '网络技术', 'Network technology', 10_500, null],
  ['41', 4, '网络工程师', 'Network engineer', 10_500, '35'],
].map(([code, level, zh, en, feeFen, requires]) => ({
  code: code as string,
  level: level as number,
  name: { zh: zh as string, en: en as string },
  minutes: 120,
  feeFen: feeFen as number,
  requires: requires as string | null,
}));
