import type { Outcome, Situation } from '../../../bot/ports';
import type { Actor } from '../../../shared/domain/registration';
import { chatAfter } from './chat-budget';
import { closeTurn, maySpeak, putAway, type ChatTurn, type TurnContext, type Turned } from './chat-turn';
import { ofPerson } from './conversation-state';
import { gatherAfter, gatherBefore, readRemembered } from './gather-in-chat';
import { keepTurnFailure } from './keep-failure';
import { leaveReplies } from './leave-replies';
import { listenOnly } from './listen-to-chat';
import { meetCustomer, type Met } from './meet-customer';
import { noteCandidateWaits } from '../support/note-waiting';
import { keepNumberTry, performAct, type Subject } from './perform-act';
import type { ChatState } from '../ports/chat';
import { StorageConflictError } from '../ports/storage-errors';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { noteUnanswered } from '../support/settle-proposal';
import { noteTold } from '../support/tell-back';
import { runWithSessions } from '../accounts/sessions-after-commit';
import {
  answeredOf,
  isBehind,
  liveKeyOf,
  loadLive,
  loadLiveAfter,
  missesTurn,
  saveLive,
  sessionAfter,
  sessionFor,
  type Live,
  type TurnMemory,
} from './live-session';

/**
 * Takes one turn of a conversation: what was understood, what was done and what is answered commit together. The live
 * session is saved afterwards; losing it costs at most one repeated question. It tells which state of the conversation it
 * belongs to, so that the next turn, which another process may begin at once, waits for it a moment instead of taking an
 * answer for one to an old question.
 */
export async function takeChatTurn(context: TurnContext, turn: ChatTurn): Promise<Turned> {
  const key = liveKeyOf(context, turn);
  let live = await loadLive(context, key);
  let failed: Outcome | null = null;
  let waited = false;
  for (;;) {
    const attempt: Attempt = { turn, live, failed, waited };
    const result: Result = await runWithSessions<TurnContext, Result>(context, (tx, inUnit) =>
      turnOnce(tx, inUnit, attempt),
    ).catch(heardMeanwhile);
    if (result.kind === 'behind') {
      live = await loadLiveAfter(context, key, { before: live, misses: result.misses });
      waited = true;
      continue;
    }
    if (result.kind === 'failed') {
      failed = result.outcome;
      continue;
    }
    if (result.kind === 'done' && result.live) await saveLive(context, key, result.live);
    return result.kind === 'done' ? result.turned : result.kind;
  }
}

/** Two workers had the same message at once; the next look finds it answered. */
function heardMeanwhile(error: unknown): Result {
  if (error instanceof StorageConflictError && error.constraint.includes('message_id')) {
    return { kind: 'conflict' };
  }
  throw error;
}

type Result =
  | { kind: 'done'; turned: 'answered' | 'silent'; live: Live | null }
  /** The live session is older than the conversation: its last turn may be about to save it. */
  | { kind: 'behind'; misses: boolean }
  | { kind: 'repeat' }
  | { kind: 'conflict' }
  /** The act was not possible after first writes: the turn runs again, only explaining. */
  | { kind: 'failed'; outcome: Outcome };

interface Attempt {
  turn: ChatTurn;
  live: Live | null;
  failed: Outcome | null;
  /** The live session was waited for already. */
  waited: boolean;
}

/**
 * Two trips in all: every question travels in the first, beside that for the account which the session remembers; what is
 * written travels with the commit.
 */
async function turnOnce(
  tx: Repositories,
  context: TurnContext,
  attempt: Attempt,
): Promise<Result | Undone<Result>> {
  const { turn, live, waited } = attempt;
  const [asker, heardBefore, remembered] = await Promise.all([
    meetCustomer(tx, context, turn),
    tx.transcripts.has('kf', turn.messageId),
    readRemembered(tx, context, live),
  ]);
  if (heardBefore) {
    await putAway(tx, context, turn);
    return { kind: 'repeat' };
  }
  if (ofPerson(asker.chat)) {
    const listened = await listenOnly(tx, context, { turn, asker, live, failed: attempt.failed });
    if (listened.kind !== 'heard') return undone<Result>(listened);
    return { kind: 'done', turned: 'silent', live: listened.live };
  }
  if (!waited && isBehind(live, asker)) {
    return undone<Result>({ kind: 'behind', misses: missesTurn(live, asker) });
  }
  const situation = await gatherBefore(tx, context, { asker, turn, remembered });
  return converse(tx, context, { ...attempt, asker, situation });
}

/** What is heard is done, and what came of it is said. */
async function converse(
  tx: Repositories,
  context: TurnContext,
  { turn, live, failed, asker, situation }: Attempt & { asker: Met; situation: Situation },
): Promise<Result | Undone<Result>> {
  const session = sessionFor(live, asker);
  const answeredBefore = session && (live?.memory?.answered ?? null);
  const heard = context.assistant.understand({ ...situation, answeredBefore }, session, turn.message);
  await keepHeard(tx, context, { asker, turn, text: heard.transcript });
  const isServed = situation.handoff?.state === 'served' && turn.message.kind !== 'entered';
  if (isServed && !(await noteCandidateWaits(tx, context, asker.account.id)))
    return undone<Result>({ kind: 'conflict' });
  const subject = subjectOf(situation, asker, turn);
  const outcome = failed ?? (await performAct(tx, context, { subject, act: heard.act }));
  if (!outcome.ok && !failed) return undone<Result>({ kind: 'failed', outcome });
  if (failed) {
    const { messageId } = turn;
    await keepNumberTry(tx, context, { registration: situation.registration, outcome: failed });
    await keepTurnFailure(tx, context, { accountId: asker.account.id, outcome: failed, messageId });
    if (isServed && heard.act.kind === 'answer_proposal')
      await noteUnanswered(tx, context, { ...heard.act, accountId: asker.account.id, cause: messageId });
  }
  const changed = heard.act.kind !== 'none' && outcome.ok;
  const after = changed
    ? await gatherAfter(tx, context, { asker, turn, before: situation, act: heard.act })
    : situation;
  const said = context.assistant.reply(after, heard.session, turn.message, heard.act, outcome);
  const replies = maySpeak(turn) ? said.replies : [];
  const sent = await leaveReplies(tx, context, { asker, turn, replies, after });
  if (sent > 0 && after.handBack && !(await noteTold(tx, context, after.handBack.handoffId)))
    return undone<Result>({ kind: 'conflict' });
  const chat = chatAfter(asker.chat, turn, sent);
  const closed = await closeTurn(tx, context, { turn, chat });
  if (closed !== 'closed') return undone<Result>({ kind: closed });
  // Who heard nothing still has the earlier question on the screen, and what was filled is yet to be named.
  const asked = sent === 0 && session ? session.asked : said.session.asked;
  const answered = sent === 0 ? answeredBefore : null;
  return {
    kind: 'done',
    turned: sent > 0 ? 'answered' : 'silent',
    live: {
      version: live?.version ?? 0,
      session: sessionAfter(heard.act, { ...said.session, asked }),
      memory: memoryAfter({ asker, chat, after, answered }),
    },
  };
}

async function keepHeard(
  tx: Repositories,
  context: TurnContext,
  { asker, turn, text }: { asker: Met; turn: ChatTurn; text: string },
): Promise<void> {
  await tx.transcripts.addNew([
    {
      id: context.newId(),
      accountId: asker.account.id,
      channel: 'kf',
      messageId: turn.messageId,
      from: turn.message.kind === 'entered' ? 'system' : 'candidate',
      text,
      at: turn.sentAt,
    },
  ]);
}

function memoryAfter({
  asker,
  chat,
  after: { registration },
  answered,
}: {
  asker: Met;
  chat: ChatState;
  after: Situation;
  answered: readonly string[] | null;
}): TurnMemory {
  return {
    chatVersion: chat.version + 1,
    lastCustomerAt: chat.lastCustomerAt,
    appTurns: asker.account.appTurns,
    accountId: asker.account.id,
    registrationId: registration && registration.state !== 'draft' ? registration.id : null,
    answered: answered ?? (registration && answeredOf(registration)),
  };
}

function subjectOf(situation: Situation, met: Met, turn: ChatTurn): Subject {
  const actor: Actor = { role: 'candidate', id: met.account.id, channel: 'chat' };
  return {
    account: met.account,
    actor,
    season: situation.season,
    seasons: situation.seasons,
    registration: situation.registration,
    guardianGiven: situation.guardian === 'given',
    held: situation.heldAnswers,
    photo: turn.photo,
    externalUserId: turn.externalUserId,
  };
}
