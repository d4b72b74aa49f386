import type { Registration } from '../../miniprogram/services/registrations';
import type { Season, SeasonCard } from '../../miniprogram/services/seasons';
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
    photoRule: {},
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

/** An answer of the API that is a failure. */
export function failedWith(status: number, code: string, details: Record<string, unknown> = {}): Reply {
  const error = { code, message: code, requestId: 'request-1', retryable: false, ...details };
  return { status, body: { error } };
}
