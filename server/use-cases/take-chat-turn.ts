import type { Act, Outcome, Situation } from '../../bot/ports';
import type { Actor, Registration } from '../../shared/domain/registration';
import { budgetOf, chatAfter } from './chat-budget';
import { closeTurn, maySpeak, putAway, type ChatTurn, type TurnContext, type Turned } from './chat-turn';
import { gatherSituation, readHoldings, situationWith, type Holdings } from './gather-situation';
import { leaveReplies } from './leave-replies';
import { listenOnly, ofPerson } from './listen-to-chat';
import { meetCustomer, type Met } from './meet-customer';
import { keepNumberTry, performAct, type Subject } from './perform-act';
import { runWithSessions } from './sessions-after-commit';
import type { Account } from './ports/accounts';
import { StorageConflictError } from './ports/storage-errors';
import { undone, type Repositories, type Undone } from './ports/storage';
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

async function turnOnce(
  tx: Repositories,
  context: TurnContext,
  { turn, live, failed, waited }: Attempt,
): Promise<Result | Undone<Result>> {
  // Two trips in all: every question travels in the first, beside that for the account which the session remembers; what
  // is written travels with the commit.
  const guess = live?.memory?.accountId;
  const [asker, heardBefore, guessed] = await Promise.all([
    meetCustomer(tx, context, turn),
    tx.transcripts.has('kf', turn.messageId),
    guess === undefined
      ? null
      : readHoldings(tx, context, { accountId: guess, registrationId: live?.memory?.registrationId }),
  ]);
  if (heardBefore) {
    await putAway(tx, context, turn);
    return { kind: 'repeat' };
  }
  if (ofPerson(asker.chat)) {
    const listened = await listenOnly(tx, context, { turn, asker, live });
    if (listened.kind !== 'heard') return undone<Result>(listened);
    return { kind: 'done', turned: 'silent', live: listened.live };
  }
  if (!waited && isBehind(live, asker)) {
    return undone<Result>({ kind: 'behind', misses: missesTurn(live, asker) });
  }
  const situation = await gatherSituation(tx, context, {
    ...asker,
    chat: budgetOf(asker.chat, turn),
    channel: 'kf',
    ...(guessed !== null && guess === asker.account.id && { holdings: guessed }),
  });
  const session = sessionFor(live, asker);
  const answeredBefore = session && (live?.memory?.answered ?? null);
  const heard = context.assistant.understand({ ...situation, answeredBefore }, session, turn.message);
  await tx.transcripts.addNew([
    {
      id: context.newId(),
      accountId: asker.account.id,
      channel: 'kf',
      messageId: turn.messageId,
      from: turn.message.kind === 'entered' ? 'system' : 'candidate',
      text: heard.transcript,
      at: turn.sentAt,
    },
  ]);
  const outcome =
    failed ?? (await performAct(tx, context, { subject: subjectOf(situation, asker, turn), act: heard.act }));
  if (!outcome.ok && !failed) return undone<Result>({ kind: 'failed', outcome });
  if (failed) await keepNumberTry(tx, context, { registration: situation.registration, outcome: failed });
  const changed = heard.act.kind !== 'none' && outcome.ok;
  const after = changed
    ? await gatherAgain(tx, context, { asker, turn, before: situation, act: heard.act })
    : situation;
  const said = context.assistant.reply(after, heard.session, turn.message, heard.act, outcome);
  const replies = maySpeak(turn) ? said.replies : [];
  const sent = await leaveReplies(tx, context, { asker, turn, replies, after });
  const chat = chatAfter(asker.chat, turn, sent);
  const closed = await closeTurn(tx, context, { turn, chat });
  if (closed !== 'closed') return undone<Result>({ kind: closed });
  const { registration } = after;
  const memory = {
    chatVersion: chat.version + 1,
    lastCustomerAt: chat.lastCustomerAt,
    appTurns: asker.account.appTurns,
    accountId: asker.account.id,
    registrationId: registration && registration.state !== 'draft' ? registration.id : null,
    // Who heard nothing still has the earlier question on the screen, and what was filled is yet to be named.
    answered: (sent === 0 && answeredBefore) || (registration && answeredOf(registration)),
  };
  const asked = sent === 0 && session ? session.asked : said.session.asked;
  const expected = live?.version ?? 0;
  return {
    kind: 'done',
    turned: sent > 0 ? 'answered' : 'silent',
    live: { version: expected, session: sessionAfter(heard.act, { ...said.session, asked }), memory },
  };
}

/** Acts that write nothing but the registration's answers. */
const CHANGES_ANSWERS_ONLY: readonly Act['kind'][] = ['save_answers'];

/** Else answers wait for the guardian, or did so until now, which changes more than the registration (PR2). */
function isStored(
  registration: Registration,
  { earlier, before, act }: { earlier: Registration; before: Situation; act: Act },
): boolean {
  if (registration.version === earlier.version || before.heldAnswers !== null) return false;
  const stored = registration.changeSet ?? registration.answers;
  const given = act.kind === 'save_answers' ? act.answers : {};
  return given.birthDate === undefined || stored.birthDate !== undefined;
}

async function gatherAgain(
  tx: Repositories,
  context: TurnContext,
  { asker, turn, before, act }: { asker: Met; turn: ChatTurn; before: Situation; act: Act },
): Promise<Situation> {
  const earlier = before.registration;
  if (earlier && CHANGES_ANSWERS_ONLY.includes(act.kind)) {
    const registration = await tx.registrations.find(earlier.id);
    if (registration && isStored(registration, { earlier, before, act })) {
      return situationWith(tx, before, registration);
    }
  }
  const accountId = asker.account.id;
  const [account, holdings]: [Account | null, Holdings] = await Promise.all([
    tx.accounts.find(accountId),
    readHoldings(tx, context, { accountId, registrationId: earlier?.id }),
  ]);
  const chat = budgetOf(asker.chat, turn);
  return gatherSituation(tx, context, { account: account ?? asker.account, chat, channel: 'kf', holdings });
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
