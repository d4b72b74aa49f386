import { rejectionText } from '../../../bot/replies/rejection-text';
import type { Channel, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { localText } from '../../../shared/i18n/readable-params';
import type { Locale } from '../ports/accounts';
import type { HistoryEntry } from '../ports/registrations';
import type { Repositories } from '../ports/storage';

const EVENTS = ['review.submitted', 'review.approved', 'review.rejected', 'review.undone'] as const;

/** One submission, decision or decision taken back. */
export interface ReviewEvent {
  event: (typeof EVENTS)[number];
  at: number;
  revision: number;
  /** Name of the member who acted; null of the candidate, and of a member who has left. */
  who: string | null;
  /** Through what it was done. */
  via: Channel;
  /** Names of those for whom they acted, who were away. */
  onBehalfOf: string[];
  /** In words that are safe to show, or empty; null where own words of a rejection are kept no longer. */
  reason: string | null;
}

/** What happened to the registration in review, newest first. */
export async function reviewHistory(
  tx: Repositories,
  { registration, season, locale }: { registration: Registration; season: Season; locale: Locale },
): Promise<ReviewEvent[]> {
  const entries = (await tx.history.listOf(registration.id)).filter(isReviewEvent);
  const names = await namesOf(tx, entries);
  const words = wordsOf(registration, entries, season, locale);
  const events = entries.map(({ id, event, at, revision, actor, reason, onBehalfOf = [] }) => ({
    event,
    at,
    revision,
    who: names.get(actor.id) ?? null,
    via: actor.channel,
    onBehalfOf: onBehalfOf.flatMap((member) => names.get(member) ?? []),
    reason: words.get(id) ?? reasonOf({ event, reason }, season, locale),
  }));
  return events.reverse();
}

type ReviewEntry = HistoryEntry & { event: ReviewEvent['event'] };

function isReviewEvent(entry: HistoryEntry): entry is ReviewEntry {
  return (EVENTS as readonly string[]).includes(entry.event);
}

async function namesOf(tx: Repositories, entries: readonly ReviewEntry[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const staff = entries.filter(({ actor }) => actor.role !== 'candidate');
  const ids = new Set(staff.flatMap(({ actor, onBehalfOf = [] }) => [actor.id, ...onBehalfOf]));
  for (const id of ids) {
    const member = (await tx.staff.findByUserid(id)) ?? (await tx.staff.find(id));
    if (member) names.set(id, member.name);
  }
  return names;
}

/** A rejection's own words stand with the decision alone, sealed; history names it by code. */
function wordsOf(
  { decision }: Registration,
  entries: readonly ReviewEntry[],
  season: Season,
  locale: Locale,
): Map<string, string> {
  const kept = decision === null ? [] : [decision, ...(decision.before ? [decision.before] : [])];
  const found = kept.flatMap((one) => {
    const entry = entries.find(
      ({ event, revision, at }) =>
        event === 'review.rejected' && revision === one.revision && at >= one.decidedAt,
    );
    return entry && one.outcome === 'rejected' ? [[entry.id, rejectionText(one, season, locale)]] : [];
  });
  return new Map(found as [string, string][]);
}

function reasonOf(
  { event, reason }: Pick<ReviewEntry, 'event' | 'reason'>,
  season: Season,
  locale: Locale,
): string | null {
  if (event === 'review.undone') return reason ?? '';
  if (event !== 'review.rejected') return '';
  const coded = season.rejectReasons.find(({ code }) => code === reason);
  return coded ? localText(coded.text, locale) : null;
}
