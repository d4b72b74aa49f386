import type { Filled } from '../../../shared/domain/canned-answers';
import type { LocalText, Season } from '../../../shared/domain/season';
import { cannedAnswer } from './canned-values';
import type { Context } from '../context';
import { roadsOf, type RoadState } from './choose-road';
import { timelineOf, type Timeline, type TimelinePlace } from './conversation-timeline';
import { deskConversation } from './desk-conversation';
import { readBrief } from './gather-brief';
import { nextConversation, type NextConversation } from './next-conversation';
import { auditHandoff, deskActor } from './own-handoff';
import type { Locale } from '../ports/accounts';
import type { Handoff } from '../ports/chat';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { isAway } from '../staff/staff-leave';
import type { BriefLine } from './write-brief';
import {
  isOwner,
  maskedPerson,
  pressingOf,
  supportCase,
  type Pressing,
  type SupportCase,
} from './support-case';

/** One conversation as the desk's page shows it: masked throughout (PR8). */
export interface ConversationSheet {
  handoff: Handoff;
  /** Of what is shown: another one says that something is new. */
  mark: string;
  person: string | null;
  owner: { name: string; isMember: boolean } | null;
  /** State, step, what is missing, what failed: twelve lines at most. */
  brief: BriefLine[];
  /** There is a registration: its answers can be corrected, and links can lead to its pages. */
  hasRegistration: boolean;
  pressing: Pressing[];
  timeline: Timeline;
  /** How the owner can write; empty for everybody else and once it has ended. */
  roads: RoadState[];
  /** Who else of the desk there is to pass it on to. */
  colleagues: { id: string; name: string; isThere: boolean }[];
  /** Prepared answers of the season. */
  canned: { id: string; title: LocalText }[];
  /** Where the member is wanted next. */
  next: NextConversation | null;
  /** What the member asked to begin with. */
  begun: Begun | null;
}

/** A text to begin with: a prepared answer filled for the candidate or what it lacks, or a line that did not arrive. */
export type Begun = (Filled | { ok: true; text: string }) & {
  /** Personal numbers in it are masked: our copy knows them no more (PR6). */
  masked?: boolean;
};

const MASKED = /\*{2}/;

/** Lines of talk on one page. */
const LINES = 60;

/**
 * Opens one conversation for a member of the desk, with the look on record (PR10); `absent`, `own`: none for them. `seen`:
 * nothing is new since the look with that mark, and nothing is shown.
 */
export function showConversation(
  context: Context,
  input: {
    handoffId: string;
    member: StaffMember;
    locale: Locale;
    before: TimelinePlace | null;
    begin?: { answerId: string | null; lineId: string | null };
    seenMark?: string | null;
  },
): Promise<ConversationSheet | 'absent' | 'own' | 'seen'> {
  const { handoffId, member, locale, before, begin, seenMark = null } = input;
  return context.unitOfWork.run(async (tx) => {
    const handoff = await deskConversation(tx, context, { handoffId, member });
    if (typeof handoff === 'string') return handoff;
    const found = await supportCase(tx, handoff);
    const season = await seasonForAnswers(tx, context, found);
    const mine = isOwner(found, member) && handoff.state === 'served';
    const [timeline, roads] = await Promise.all([
      timelineOf(tx, { found, before, limit: LINES, locale, now: context.clock.now() }),
      mine ? roadsFor(tx, context, { found, member }) : [],
    ]);
    const mark = markOf(context, { handoff, timeline, roads });
    if (mark === seenMark) return 'seen';
    const record = { handoff, to: handoff.state, action: 'handoff.viewed', actor: deskActor(member) };
    await auditHandoff(tx, context, record);
    const [colleagues, brief, next] = await Promise.all([
      colleaguesOf(tx, context, member),
      readBrief(tx, context, { handoff, locale, found }),
      nextConversation(tx, context, { member, exceptId: handoff.id }),
    ]);
    return {
      ...{ handoff, mark, timeline, roads, colleagues, brief, next },
      person: maskedPerson(found),
      hasRegistration: found.registration !== null && found.season !== null,
      owner: found.owner && { name: found.owner.name, isMember: isOwner(found, member) },
      canned: (season?.cannedAnswers ?? []).map(({ id, title }) => ({ id, title })),
      begun: begunWith(context, { ...found, season }, { ...begin, timeline }),
      pressing: handoff.state === 'closed' ? [] : pressingOf(found, context.clock.now()),
    };
  });
}

/** Any change of the conversation has another version; a road may also close by time. */
function markOf(
  { hash }: Pick<Context, 'hash'>,
  { handoff, timeline, roads }: Pick<ConversationSheet, 'handoff' | 'timeline' | 'roads'>,
): string {
  const shown = [handoff.id, handoff.version, timeline, roads.map(({ road, closed }) => [road, closed])];
  return hash.hash('desk_look', JSON.stringify(shown)).slice(0, MARK_LENGTH);
}

const MARK_LENGTH = 32;

/** The ways to the candidate as they stand at this instant. */
export async function roadsFor(
  tx: Repositories,
  context: Context,
  { found, member }: { found: SupportCase; member: StaffMember },
): Promise<RoadState[]> {
  const { account, chat, handoff } = found;
  const [identities, lines] = await Promise.all([
    tx.identities.listOf(handoff.accountId),
    tx.transcripts.lastOf(handoff.accountId, LINES),
  ]);
  const spoken = lines.findLast(({ from }) => from === 'candidate');
  return roadsOf({
    chat,
    userid: member.userid,
    lastChannel: spoken?.channel ?? null,
    hasApp: identities.some(({ kind }) => kind === 'openid'),
    hasMail: account?.emailVerifiedAt != null,
    now: context.clock.now(),
  });
}

/** Whose prepared answers serve: the registration's season; whoever has none yet is answered from the one that is under way. */
export async function seasonForAnswers(
  tx: Repositories,
  context: Context,
  found: Pick<SupportCase, 'season'>,
): Promise<Season | null> {
  if (found.season) return found.season;
  const [first, second] = await tx.seasons.listCurrent(context.clock.now());
  return second ? null : (first ?? null);
}

function begunWith(
  context: Context,
  { season, registration, account }: SupportCase,
  asked: { answerId?: string | null; lineId?: string | null; timeline: Timeline },
): Begun | null {
  const { answerId, lineId, timeline } = asked;
  if (answerId && season) {
    const locale = account?.locale ?? 'zh-CN';
    return cannedAnswer(answerId, { season, registration, locale, now: context.clock.now() });
  }
  const line = timeline.items.find((item) => item.kind === 'line' && item.id === lineId);
  return line?.kind === 'line' ? { ok: true, text: line.text, masked: MASKED.test(line.text) } : null;
}

/** Who else of the desk there is, and whether they are on duty and there. */
export async function colleaguesOf(
  tx: Repositories,
  context: Context,
  member: StaffMember,
): Promise<ConversationSheet['colleagues']> {
  const now = context.clock.now();
  const others = (await tx.staff.withRole('support')).filter(({ id }) => id !== member.id);
  return Promise.all(
    others.map(async ({ id, name, onDuty }) => ({
      ...{ id, name },
      isThere: onDuty && !(await isAway(tx, id, now)),
    })),
  );
}
