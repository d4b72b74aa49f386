import type { Channel } from '../../../shared/domain/registration';
import type { State } from '../../../shared/domain/lifecycle';
import { MINUTE_MS } from '../../../shared/domain/time';
import type { WritingRoad } from './choose-road';
import { isDelayLine } from './delay-line';
import type { Locale } from '../ports/accounts';
import { handoffItems, type HandoffItem } from './handoff-items';
import type { TranscriptLine } from '../ports/chat';
import type { Delivery } from '../ports/messaging';
import type { HistoryEntry } from '../ports/registrations';
import type { Repositories } from '../ports/storage';
import { reviewHistory } from '../review/review-history';
import type { SupportCase } from './support-case';

/** What became of a line that the desk wrote. `written`: it stands in the mini program's chat; `untold`: and nowhere could be said so. */
export type SentState = 'written' | 'untold' | 'waiting' | 'sent' | 'unsure' | 'failed';

/** One thing that happened with a candidate, masked, as the desk reads it. */
export type TimelineItem =
  | HandoffItem
  | ({ at: number } & (
      | {
          kind: 'line';
          id: string;
          from: TranscriptLine['from'];
          channel: TranscriptLine['channel'];
          text: string;
          sent: SentState | null;
        }
      | {
          kind: 'event';
          event: string;
          to: State | null;
          who: string | null;
          reason: string;
          via: Channel | null;
        }
      | { kind: 'money'; what: 'paid' | 'paid_back' | 'refund_due' | 'refunded'; amountFen: number }
      | { kind: 'note'; who: string; text: string; handover: boolean }
    ));

/** Where the page before this one ends. */
export interface TimelinePlace {
  at: number;
  seq: number;
}

export interface Timeline {
  /** Oldest first. */
  items: TimelineItem[];
  /** Null when there is nothing earlier. */
  earlier: TimelinePlace | null;
}

/** Message id of a line that the desk writes: its road, and the mark of its form, by which its delivery is known. */
export function deskLineId(road: WritingRoad, mark: string): string {
  return `desk:${road}:${mark}`;
}

/** Key of the row by which a line of the desk leaves, or is told of where it only stands. */
export function writtenKey(road: WritingRoad, mark: string): string {
  return `support.written:${road}:${mark}`;
}

/** Key of the row that tells of a line of the mini program elsewhere; null of a line of which nobody is told. */
export function tellingKeyOf({ channel, messageId }: TranscriptLine): string | null {
  if (channel !== 'mini_program') return null;
  if (isDelayLine(messageId)) return messageId;
  const [, road, mark] = DESK_LINE.exec(messageId) ?? [];
  return road === 'app' && mark !== undefined ? writtenKey(road, mark) : null;
}

const DESK_LINE = /^desk:(\w+):(\w+)$/;
const NOTES = 200;
/** What was begun so short a time ago is on its way, whatever its record says until then. */
const SENDING_MS = MINUTE_MS;

interface Asked {
  found: SupportCase;
  before: TimelinePlace | null;
  limit: number;
  locale: Locale;
  now: number;
}

/**
 * Both chats, decisions, payments, what was done on pages, who served in every conversation so far and the desk's notes as one line of time. A page holds
 * so many lines of talk and whatever else happened since the first of them.
 */
export async function timelineOf(
  tx: Repositories,
  { found, before, limit, locale, now }: Asked,
): Promise<Timeline> {
  const { accountId } = found.handoff;
  const lines = await tx.transcripts.listBefore(accountId, { before, limit: limit + 1 });
  const shown = lines.slice(0, limit);
  const first = lines.length > limit ? shown.at(-1) : undefined;
  const [talk, events, money, handoffs, notes] = await Promise.all([
    Promise.all(shown.toReversed().map((line) => lineItem(tx, line, now))),
    eventItems(tx, found, locale),
    moneyItems(tx, found),
    handoffItems(tx, accountId),
    noteItems(tx, accountId),
  ]);
  const from = first?.at ?? -Infinity;
  const until = before?.at ?? Infinity;
  const rest = [...events, ...money, ...handoffs, ...notes].filter(({ at }) => at >= from && at < until);
  return {
    // Stable: of one instant, what happened comes before what was said, and lines keep their order.
    items: [...rest, ...talk].toSorted((left, right) => left.at - right.at),
    earlier: first ? { at: first.at, seq: first.seq } : null,
  };
}

async function lineItem(tx: Repositories, line: TranscriptLine, now: number): Promise<TimelineItem> {
  const { id, from, channel, text, at, messageId } = line;
  const [, road, mark] = DESK_LINE.exec(messageId) ?? [];
  const sent =
    mark === undefined
      ? null
      : sentState(await tx.deliveries.findByDetail(mark), { road: road as WritingRoad, now });
  return { kind: 'line', id, from, channel, text, at, sent };
}

/** A line of the mini program's chat stands there; what goes elsewhere has a record of its own once it was begun. */
export function sentState(
  delivery: Pick<Delivery, 'outcome' | 'at'> | null,
  { road, now }: { road: WritingRoad; now: number },
): SentState {
  if (road === 'app') return delivery?.outcome === 'undeliverable' ? 'untold' : 'written';
  if (!delivery) return 'waiting';
  switch (delivery.outcome) {
    case 'sent':
      return 'sent';
    case 'not_sent':
      return 'waiting';
    case 'unknown':
      return now - delivery.at < SENDING_MS ? 'waiting' : 'unsure';
    default:
      return 'failed';
  }
}

async function eventItems(
  tx: Repositories,
  { registration, season }: SupportCase,
  locale: Locale,
): Promise<TimelineItem[]> {
  if (!registration || !season) return [];
  const [entries, decided] = await Promise.all([
    tx.history.listOf(registration.id),
    reviewHistory(tx, { registration, season, locale }),
  ]);
  const reviewed = decided.map(({ event, at, who, reason, via }): TimelineItem => ({
    ...{ kind: 'event', event, at, who, via, reason: reason ?? '', to: null },
  }));
  const others = entries.filter(
    ({ event }) => !decided.some((one) => one.event === event) && !isMoney(event),
  );
  return [...reviewed, ...others.map(eventItem)];
}

function eventItem({ event, to, at, actor }: HistoryEntry): TimelineItem {
  const via = actor.role === 'candidate' ? actor.channel : null;
  return { kind: 'event', event, to, at, who: null, reason: '', via };
}

/** Told with its sum by the payment itself. */
function isMoney(event: string): boolean {
  return event === 'payment.received';
}

async function moneyItems(tx: Repositories, { registration }: SupportCase): Promise<TimelineItem[]> {
  if (!registration) return [];
  const [payments, refunds] = await Promise.all([
    tx.payments.listOf(registration.id),
    tx.refunds.listOf(registration.id),
  ]);
  return [
    ...payments.map(({ outcome, amountFen, learnedAt }): TimelineItem => ({
      ...{ kind: 'money', what: outcome === 'honoured' ? 'paid' : 'paid_back', amountFen, at: learnedAt },
    })),
    ...refunds.flatMap(({ amountFen, createdAt, settledAt, state }): TimelineItem[] => [
      { kind: 'money', what: 'refund_due', amountFen, at: createdAt },
      ...(settledAt !== null && state === 'succeeded'
        ? [{ kind: 'money', what: 'refunded', amountFen, at: settledAt } as const]
        : []),
    ]),
  ];
}

async function noteItems(tx: Repositories, accountId: string): Promise<TimelineItem[]> {
  const notes = await tx.deskNotes.listOf(accountId, NOTES);
  const names = new Map<string, string>();
  for (const staffId of new Set(notes.map((note) => note.staffId))) {
    names.set(staffId, (await tx.staff.find(staffId))?.name ?? '');
  }
  return notes.map(({ text, at, kind, staffId }) => ({
    ...{ kind: 'note', text, at, who: names.get(staffId) ?? '', handover: kind === 'handover' },
  }));
}
