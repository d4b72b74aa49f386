import { hasOpenPlaceholder } from '../../../shared/domain/canned-answers';
import { findPersonalNumbers, maskText } from '../../../shared/domain/masks';
import type { Context } from '../context';
import { WRITING_ROADS, type RoadState, type WritingRoad } from './choose-road';
import { deskLineId, writtenKey } from './conversation-timeline';
import { deskConversation } from './desk-conversation';
import { laneOf } from '../chat/leave-replies';
import { outboxRow } from '../outbox-rows';
import { auditHandoff, deskActor } from './own-handoff';
import type { Handoff, TranscriptLine } from '../ports/chat';
import type { StaffMember } from '../ports/review';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { roadsFor } from './show-conversation';
import { isOwner, supportCase, type SupportCase } from './support-case';
import { LOOK_MS, lookGroupOf } from './tell-to-look';

/** What the platform takes in one text (kf.md 4.1). */
export const MAX_TEXT_BYTES = 2048;

export interface Writing {
  handoffId: string;
  member: StaffMember;
  text: string;
  road: WritingRoad;
  /** Made with the form: the same form sent twice writes once. */
  mark: string;
  /** The member was told that the text holds personal numbers, and sends it all the same. */
  sure: boolean;
}

/**
 * - `own`: the member would write to themselves (domain.md 2).
 * - `empty`, `too_long`: nothing, or more than one message holds.
 * - `placeholder_left`: something in it was meant to be filled.
 * - `personal`: it holds numbers of a person; to be sent only on purpose (PR6).
 * - `road_closed`: that road takes nothing now; the present ones are told.
 * - `form_spent`: the form has sent another text or by another road; this one needs a form of its own.
 */
export type WritingRefusal =
  | 'absent'
  | 'own'
  | 'closed'
  | 'not_owner'
  | 'empty'
  | 'too_long'
  | 'placeholder_left'
  | 'personal'
  | 'road_closed'
  | 'form_spent'
  | 'changed';

export type Written =
  { ok: true; repeated: boolean } | { ok: false; why: WritingRefusal; roads: RoadState[] };

/** Sealed content of a `support.written` row. */
export interface LeavingWords {
  text: string;
  externalUserId: string | null;
  openKfId: string | null;
}

const TRIES = 3;

/**
 * The owner writes to the candidate. Whether the road is open is judged again now, whatever the page said when it was drawn;
 * nothing is kept of what is refused, and the page shows the text again. What leaves is the text as it stands; our copy is
 * masked.
 */
export async function writeToCandidate(context: Context, writing: Writing): Promise<Written> {
  const why = refusalOfText(writing);
  for (let left = TRIES; ; left -= 1) {
    const written = await context.unitOfWork.run((tx) => write(tx, context, { writing, why }));
    if (written.ok || written.why !== 'changed' || left <= 1) return written;
  }
}

/** What is wrong with words of the desk themselves, whatever road they are to take. */
export type TextRefusal = 'empty' | 'too_long' | 'placeholder_left' | 'personal';

export function refusalOfText({ text, sure }: Pick<Writing, 'text' | 'sure'>): TextRefusal | null {
  if (text.trim() === '') return 'empty';
  if (new TextEncoder().encode(text).length > MAX_TEXT_BYTES) return 'too_long';
  if (hasOpenPlaceholder(text)) return 'placeholder_left';
  return !sure && findPersonalNumbers(text).length > 0 ? 'personal' : null;
}

async function write(
  tx: Repositories,
  context: Context,
  { writing, why }: { writing: Writing; why: WritingRefusal | null },
): Promise<Written | Undone<Written>> {
  const { handoffId, member, road } = writing;
  const handoff = await deskConversation(tx, context, { handoffId, member });
  if (typeof handoff === 'string') return { ok: false, why: handoff, roads: [] };
  const earlier = await writtenBy(tx, writing);
  if (earlier === 'this') return { ok: true, repeated: true };
  if (earlier === 'other') return { ok: false, why: 'form_spent', roads: [] };
  const found = await supportCase(tx, handoff);
  if (handoff.state === 'closed') return { ok: false, why: 'closed', roads: [] };
  if (handoff.state !== 'served' || !isOwner(found, member))
    return { ok: false, why: 'not_owner', roads: [] };
  const roads = await roadsFor(tx, context, { found, member });
  if (why !== null) return { ok: false, why, roads };
  const wanted = roads.find((one) => one.road === road);
  // In WeCom only the servicer's own client writes.
  if (!wanted || wanted.closed !== null || road === 'wecom') return { ok: false, why: 'road_closed', roads };
  const kept = await keep(tx, context, { writing, found });
  return kept ? { ok: true, repeated: false } : undone<Written>({ ok: false, why: 'changed', roads });
}

/**
 * What the form has sent already: `other` also when that cannot be told, because of a text with personal numbers only the
 * masked one is kept. Then its writer looks at the page before anything is sent twice or lost.
 */
async function writtenBy(
  tx: Repositories,
  { text, road, mark }: Writing,
): Promise<'nothing' | 'this' | 'other'> {
  const lines = await Promise.all(
    WRITING_ROADS.map((one) => tx.transcripts.find(channelOf(one), deskLineId(one, mark))),
  );
  const line = lines.find((one) => one !== null);
  if (!line) return 'nothing';
  return line.messageId === deskLineId(road, mark) && line.text === text ? 'this' : 'other';
}

function channelOf(road: WritingRoad): TranscriptLine['channel'] {
  return road === 'chat' || road === 'wecom' ? 'kf' : 'mini_program';
}

async function keep(
  tx: Repositories,
  context: Context,
  { writing, found }: { writing: Writing; found: SupportCase },
): Promise<boolean> {
  const { text, road, mark, member } = writing;
  const { handoff, chat } = found;
  const now = context.clock.now();
  // The place among the platform's five is taken with the message, so that two at once do not take the last one.
  if (road === 'chat' && !(chat && (await tx.chats.save({ ...chat, sentSince: chat.sentSince + 1 }))))
    return false;
  if (!(await tx.handoffs.save(afterWords(handoff, now)))) return false;
  const line: TranscriptLine = {
    ...{ id: context.newId(), accountId: handoff.accountId, channel: channelOf(road) },
    ...{ messageId: deskLineId(road, mark), from: 'person', text: maskText(text), at: now },
  };
  await tx.transcripts.addNew([line]);
  const leaving: LeavingWords = {
    text,
    externalUserId: chat?.externalUserId ?? null,
    openKfId: chat?.openKfId ?? null,
  };
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'support.written',
      key: writtenKey(road, mark),
      payload: { handoffId: handoff.id, accountId: handoff.accountId, road, mark, writtenAt: now },
      secret: JSON.stringify(leaving),
      ...(road === 'chat' && chat && { group: laneOf(context, chat.externalUserId), place: chat.version }),
      ...(road === 'app' && { group: lookGroupOf(handoff.accountId), dueAt: now + LOOK_MS }),
    }),
  ]);
  const record = {
    handoff,
    to: handoff.state,
    action: 'handoff.written',
    actor: deskActor(member),
    reason: road,
  };
  await auditHandoff(tx, context, record);
  return true;
}

/** The last word is the owner's: nobody waits for them any more. */
function afterWords(handoff: Handoff, now: number): Handoff {
  return { ...handoff, ownerActiveAt: now, waitingSince: null };
}
