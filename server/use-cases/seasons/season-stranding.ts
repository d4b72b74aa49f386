import { siteClose } from '../../../shared/domain/calendar';
import type { StrandingCode } from '../../../shared/domain/data-problem';
import type { State } from '../../../shared/domain/lifecycle';
import type { Season } from '../../../shared/domain/season';
import type { SeatCount } from '../ports/registrations';

/** One reason to refuse an import, with how many people it hits. */
export interface Stranding {
  code: StrandingCode;
  path: string;
  /** Registrations or seats concerned. */
  count: number;
  params: Record<string, string | number>;
}

export type StateCounts = Partial<Record<State, number>>;

/** Everything the judgement may look at. */
export interface StrandingFacts {
  before: Season;
  after: Season;
  now: number;
  /** Live registrations of the season by state, also those without a site. */
  inSeason: StateCounts;
  atSite: ReadonlyMap<string, StateCounts>;
  seats: readonly SeatCount[];
}

const BEFORE_SUBMISSION: State[] = ['draft', 'saved', 'ready'];
const UNDER_REVIEW: State[] = ['pending', 'rejected', 'approved', 'paying'];
const UNPAID: State[] = ['ready', 'pending', 'rejected', 'approved', 'paying', 'part_paid'];

/** Every reason at once; an empty list means that nobody is stranded. */
export function strandings(facts: StrandingFacts): Stranding[] {
  return [
    ...changedIdentity(facts),
    ...changedSites(facts),
    ...lostSeats(facts),
    ...passedEnds(facts),
    ...shortenedHold(facts),
    ...changedNotices(facts),
  ];
}

function changedIdentity({ before, after, inSeason }: StrandingFacts): Stranding[] {
  const count = sum(inSeason);
  const found: Stranding[] = [];
  if (before.province.code !== after.province.code) {
    found.push({ code: 'strands.province_changed', path: 'province.code', count, params: {} });
  }
  if (before.sitting.no !== after.sitting.no) {
    found.push({ code: 'strands.sitting_changed', path: 'sitting.no', count, params: {} });
  }
  return found.filter((stranding) => stranding.count > 0);
}

function changedSites({ before, after, atSite }: StrandingFacts): Stranding[] {
  return before.sites.flatMap((site): Stranding[] => {
    const counts = atSite.get(site.code) ?? {};
    const kept = after.sites.find((candidate) => candidate.code === site.code);
    const params = { site: site.code, states: shownStates(counts) };
    const path = `sites.${site.code}`;
    if (!kept) {
      const count = sum(counts);
      return count > 0 ? [{ code: 'strands.site_removed', path, count, params }] : [];
    }
    const count = sum(counts, UNDER_REVIEW);
    if (kept.reviews === site.reviews || count === 0) return [];
    return [{ code: 'strands.reviews_changed', path: `${path}.reviews`, count, params }];
  });
}

function lostSeats({ after, seats }: StrandingFacts): Stranding[] {
  return seats.flatMap(({ siteCode, subjectCode, taken }): Stranding[] => {
    const site = after.sites.find((candidate) => candidate.code === siteCode);
    if (!site || taken === 0) return [];
    const params = { site: siteCode, subject: subjectCode ?? '', taken };
    const offered = subjectCode === null || subjectCode in site.subjects;
    const path = `sites.${siteCode}.${subjectCode === null ? 'capacity' : `subjects.${subjectCode}`}`;
    if (!offered) return [{ code: 'strands.subject_removed', path, count: taken, params }];
    const capacity = subjectCode === null ? site.capacity : (site.subjects[subjectCode] ?? null);
    if (capacity === null || capacity >= taken) return [];
    return [{ code: 'strands.capacity_below_taken', path, count: taken - capacity, params }];
  });
}

/** An end that was still ahead must not jump behind the present while people are on the way to it. */
function passedEnds(facts: StrandingFacts): Stranding[] {
  const { before, after, now, inSeason, atSite } = facts;
  const passes = (from: number, to: number) => from > now && to <= now;
  const found: Stranding[] = [];
  const add = (code: StrandingCode, path: string, counts: StateCounts, states: State[]) => {
    const count = sum(counts, states);
    if (count > 0) found.push({ code, path, count, params: { states: shownStates(counts) } });
  };
  if (passes(siteClose(before.windows), siteClose(after.windows))) {
    add('strands.close_passed', 'windows', inSeason, BEFORE_SUBMISSION);
  }
  for (const site of after.sites) {
    const earlier = before.sites.find((candidate) => candidate.code === site.code);
    if (!earlier || (earlier.windows === null && site.windows === null)) continue;
    const from = siteClose(earlier.windows ?? before.windows);
    if (passes(from, siteClose(site.windows ?? after.windows))) {
      add(
        'strands.close_passed',
        `sites.${site.code}.windows`,
        atSite.get(site.code) ?? {},
        BEFORE_SUBMISSION,
      );
    }
  }
  if (passes(before.reviewEndsAt, after.reviewEndsAt)) {
    add('strands.review_end_passed', 'reviewEndsAt', inSeason, ['pending', 'rejected']);
  }
  if (passes(before.paymentEndsAt, after.paymentEndsAt)) {
    add('strands.payment_end_passed', 'paymentEndsAt', inSeason, UNPAID);
  }
  return found;
}

/** A new or shorter hold would end registrations that were promised more time. */
function shortenedHold({ before, after, inSeason }: StrandingFacts): Stranding[] {
  const shorter = (from: number | null, to: number | null) => to !== null && (from === null || to < from);
  const held = sum(inSeason, ['saved', ...UNPAID]);
  return (['unpaidHoldMinutes', 'unsubmittedHoldMinutes'] as const)
    .filter((name) => shorter(before.policies[name], after.policies[name]) && held > 0)
    .map((name) => ({ code: 'strands.hold_shortened', path: `policies.${name}`, count: held, params: {} }));
}

/** A tick belongs to a version: other words under the same version would change what was agreed to (S14-S16, PR1). */
function changedNotices({ before, after, inSeason }: StrandingFacts): Stranding[] {
  return after.notices.flatMap((notice): Stranding[] => {
    const earlier = before.notices.find((one) => one.id === notice.id && one.version === notice.version);
    const same = !earlier || (sameText(earlier.body, notice.body) && sameText(earlier.title, notice.title));
    if (same) return [];
    const params = { version: notice.version };
    return [
      { code: 'strands.notice_text_changed', path: `notices.${notice.id}`, count: sum(inSeason), params },
    ];
  });
}

function sameText(one: { zh: string; en: string }, other: { zh: string; en: string }): boolean {
  return one.zh === other.zh && one.en === other.en;
}

function sum(counts: StateCounts, states?: readonly State[]): number {
  return Object.entries(counts).reduce(
    (total, [state, count]) => total + (!states || states.some((one) => one === state) ? count : 0),
    0,
  );
}

function shownStates(counts: StateCounts): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${state} ${count}`)
    .join(', ');
}
