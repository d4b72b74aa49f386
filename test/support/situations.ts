import type { Situation } from '../../bot/ports';
import type { State } from '../../shared/domain/lifecycle';
import type { Answers, Registration } from '../../shared/domain/registration';
import { NOTICE_IDS, type Season } from '../../shared/domain/season';
import { plainDateAt } from '../../shared/domain/time';
import { registrationFacts } from '../../server/use-cases/registrations/registration-facts';
import { residentIdOf } from './ids';
import { registrationAt } from './registrations';
import { OTHER_SITE, REVIEWING_SITE, sampleSeason } from './season';

/** Monday, inside every window of the sample. */
export const NOW = Date.parse('2026-12-28T10:00:00+08:00');

/** Everything is asked in the chat: most tests are about what is said there. */
export const SEASON: Season = sampleSeason({ now: NOW, policies: { chatCollects: 'all' } });
export const SAFE_SEASON: Season = { ...SEASON, policies: { ...SEASON.policies, chatCollects: 'safe' } };

export const RESIDENT_ID = residentIdOf({ birthDate: '2005-03-15', sequence: 1 });
export const CHILD_ID = residentIdOf({ birthDate: '2014-03-15', sequence: 2 });

/** Every mandatory answer of an adult student at a reviewing site. */
export const COMPLETE: Answers = {
  documentType: 'resident_id',
  documentNumber: RESIDENT_ID,
  sex: 'male',
  birthDate: '2005-03-15',
  name: '王小明',
  pinyinSubstitute: false,
  ethnicity: '01',
  occupation: 'student',
  education: 'bachelor',
  mobile: '13800138000',
  email: 'wang@example.com',
  student: false,
  siteCode: REVIEWING_SITE,
  subjects: ['65', '15'],
};

/** The complete answers without these. */
export function without(...names: (keyof Answers)[]): Answers {
  return Object.fromEntries(
    Object.entries(COMPLETE).filter(([name]) => !names.includes(name as keyof Answers)),
  );
}

export function registration(changes: Partial<Registration> = {}): Registration {
  const answers = changes.answers ?? COMPLETE;
  const state = changes.state ?? 'draft';
  const codes = state === 'draft' ? [] : (answers.subjects ?? []);
  const fee = (code: string) => SEASON.subjects.find((subject) => subject.code === code)?.feeFen ?? 0;
  return registrationAt(NOW - 7_200_000, {
    id: 'registration-1',
    accountId: 'account-1',
    seasonId: SEASON.id,
    state,
    answers,
    photoId: state === 'draft' || state === 'saved' ? null : 'photo-1',
    subjects: codes.map((code) => ({ code, feeFen: fee(code), state: state === 'paid' ? 'paid' : 'chosen' })),
    informationSubmittedAt: state === 'draft' ? null : NOW - 3_600_000,
    updatedAt: NOW - 3_600_000,
    ...changes,
  });
}

export interface SituationChanges extends Partial<Omit<Situation, 'registration'>> {
  /** Null: nobody has begun. Without it a draft with these answers. */
  registration?: Registration | null;
  answers?: Answers;
}

/** A candidate with account and ticks, standing where the registration says; facts and deadlines follow from it. */
export function situation(changes: SituationChanges = {}): Situation {
  const { answers, ...rest } = changes;
  const now = changes.now ?? NOW;
  const mine =
    changes.registration === undefined ? registration(answers ? { answers } : {}) : changes.registration;
  const season = changes.season === undefined ? (mine ? SEASON : null) : changes.season;
  const facts = mine && season ? registrationFacts(mine, season, now) : null;
  return {
    now,
    today: plainDateAt(now),
    channel: 'kf',
    locale: 'zh-CN',
    account: {
      id: 'account-1',
      email: 'w***@example.com',
      emailVerified: true,
      mobile: '138****8000',
      mobileVerified: true,
      loginLinkSent: false,
    },
    contact: { email: 'wang@example.com', mobile: '13800138000' },
    seasons: [season ?? SEASON],
    ticked: [...NOTICE_IDS],
    guardian: 'not_needed',
    heldAnswers: null,
    deadlines: facts?.deadlines ?? null,
    facts,
    seats: [],
    order: null,
    refunds: [],
    paid: [],
    tickets: [],
    handoff: null,
    supportOpen: true,
    messagesLeft: null,
    ...rest,
    registration: mine,
    season,
  };
}

const AT_OTHER_SITE: Answers = { ...COMPLETE, siteCode: OTHER_SITE };

/** One situation for every state of the lifecycle. */
export function inState(
  state: State,
  changes: SituationChanges & { site?: 'reviewing' | 'other' } = {},
): Situation {
  const { site = 'reviewing', ...rest } = changes;
  const answers = site === 'other' ? AT_OTHER_SITE : COMPLETE;
  const decision =
    state === 'rejected' || state === 'approved'
      ? {
          outcome: state,
          revision: 1,
          decidedAt: NOW - 60_000,
          decidedBy: 'reviewer-1',
          reasonCode: state === 'rejected' ? 'name_differs' : null,
          reasonWords: null,
          marked: state === 'rejected' ? ['name', 'photo'] : [],
        }
      : null;
  const base = registration({ state, answers, decision });
  const partly =
    state === 'part_paid'
      ? {
          subjects: base.subjects.map((subject, at) => ({
            ...subject,
            state: at === 0 ? ('paid' as const) : subject.state,
          })),
        }
      : {};
  const order = state === 'paying' ? { openOrderId: 'order-1' } : {};
  return situation({
    registration: { ...base, ...partly, ...order },
    order:
      state === 'paying'
        ? { state: 'open', amountFen: 19_500, expiresAt: NOW + 1_800_000, subjectCodes: ['65', '15'] }
        : null,
    paid:
      state === 'paid' || state === 'part_paid'
        ? [
            {
              orderId: 'order-1',
              subjectCodes: state === 'paid' ? ['65', '15'] : ['65'],
              amountFen: 10_500,
              paidAt: NOW - 60_000,
            },
          ]
        : [],
    ...rest,
  });
}
