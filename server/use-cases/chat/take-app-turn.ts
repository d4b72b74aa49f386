import { readAppMessage, writeAppMenu, type AppInbound } from '../../../bot/channels/miniprogram-chat';
import type { Outcome, Reply, Situation } from '../../../bot/ports';
import type { ResolvedReply } from '../../../bot/replies/resolved-reply';
import type { Registration } from '../../../shared/domain/registration';
import type { Context } from '../context';
import { gatherSituation } from './gather-situation';
import { keepTurnFailure } from './keep-failure';
import {
  isBehind,
  liveKeyOf,
  loadLive,
  loadLiveAfter,
  saveLive,
  sessionAfter,
  sessionFor,
  type Live,
  type TurnMemory,
} from './live-session';
import { noteCandidateWaits } from '../support/note-waiting';
import { boundAccount, openAccount } from '../accounts/open-account';
import { keepNumberTry, performAct, type Subject } from './perform-act';
import type { Account, Login } from '../ports/accounts';
import type { ChatState } from '../ports/chat';
import { StorageConflictError } from '../ports/storage-errors';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { resolveReplies } from './resolve-replies';
import { runWithSessions } from '../accounts/sessions-after-commit';
import { noteTold } from '../support/tell-back';
import type { TurnContext } from './chat-turn';

/** One message from the chat page of the mini program. */
export interface AppTurn {
  login: Login;
  /** The phone's own id of the message; repeats do nothing. */
  clientId: string;
  message: AppInbound;
}

type Result =
  | { kind: 'done'; live: Live }
  | { kind: 'repeat' }
  /** The live session is older than the conversation: its last turn may be about to save it. */
  | { kind: 'behind' }
  /** Another message of the person was faster. */
  | { kind: 'conflict' }
  /** The act was not possible after first writes: the turn runs again, only explaining. */
  | { kind: 'failed'; outcome: Outcome };

interface Attempt {
  turn: AppTurn;
  live: Live | null;
  failed: Outcome | null;
  /** The live session was waited for already. */
  waited: boolean;
}

/**
 * Takes one turn of the conversation in the mini program: the same assistant, the same live session as the customer-service
 * chat, so that either goes on where the other stopped. Nothing is sent: the page asks for the lines. No platform counts
 * messages here, so nothing of the chat's budget is touched. Each turn is counted with what it did: a session that misses
 * one, since its save was lost or the store came back with old content, builds nothing on what it remembers.
 */
export async function takeAppTurn(context: TurnContext, turn: AppTurn): Promise<'answered' | 'repeat'> {
  const key = await context.unitOfWork.read((tx) => liveKey(tx, context, turn.login));
  let live = key === null ? null : await loadLive(context, key);
  let failed: Outcome | null = null;
  let waited = key === null;
  for (;;) {
    const attempt: Attempt = { turn, live, failed, waited };
    const result: Result = await runWithSessions<TurnContext, Result>(context, (tx, inUnit) =>
      turnOnce(tx, inUnit, attempt),
    ).catch(sentTwice);
    if (result.kind === 'failed') {
      failed = result.outcome;
      continue;
    }
    if (result.kind === 'behind' || result.kind === 'conflict') {
      if (key !== null) live = await loadLiveAfter(context, key, { before: live, misses: false });
      waited = true;
      continue;
    }
    if (result.kind === 'repeat') return 'repeat';
    const kept = key ?? (await context.unitOfWork.read((tx) => liveKey(tx, context, turn.login)));
    if (kept !== null) await saveLive(context, kept, result.live);
    return 'answered';
  }
}

/** Two calls had the same message at once; the other one answers it. */
function sentTwice(error: unknown): Result {
  if (error instanceof StorageConflictError && error.constraint.includes('message_id')) {
    return { kind: 'repeat' };
  }
  throw error;
}

/** The session of the person's customer-service chat; of the account while there is none. */
async function liveKey(tx: Repositories, context: Context, login: Login): Promise<string | null> {
  const account = await boundAccount(tx, login.openid);
  if (!account) return null;
  const chat = await tx.chats.findByAccount(account.id);
  return liveKeyOf(context, chat ?? { accountId: account.id });
}

async function turnOnce(
  tx: Repositories,
  context: TurnContext,
  { turn, live, failed, waited }: Attempt,
): Promise<Result | Undone<Result>> {
  const account = await openAccount(tx, context, turn.login);
  const messageId = `${account.id}:${turn.clientId}`;
  if (await tx.transcripts.has('mini_program', messageId)) return { kind: 'repeat' };
  const chat = await tx.chats.findByAccount(account.id);
  if (!waited && isBehind(live, { account, chat })) return undone<Result>({ kind: 'behind' });
  const situation = await gatherSituation(tx, context, { account, chat: null, channel: 'mini_program' });
  const message = readAppMessage(turn.message);
  const heard = context.assistant.understand(situation, sessionFor(live, { account, chat }), message);
  await tx.transcripts.addNew([
    {
      id: context.newId(),
      accountId: account.id,
      channel: 'mini_program',
      messageId,
      from: message.kind === 'entered' ? 'system' : 'candidate',
      text: heard.transcript,
      at: context.clock.now(),
    },
  ]);
  // Words are for the person who serves; a press on a proposed correction is answered here.
  const isForPerson = message.kind !== 'entered' && heard.act.kind === 'none';
  if (
    situation.handoff?.state === 'served' &&
    isForPerson &&
    !(await noteCandidateWaits(tx, context, account.id))
  )
    return undone<Result>({ kind: 'conflict' });
  const subject = subjectOf(situation, account, chat);
  const outcome = failed ?? (await performAct(tx, context, { subject, act: heard.act }));
  if (!outcome.ok && !failed) return undone<Result>({ kind: 'failed', outcome });
  if (failed) {
    await keepNumberTry(tx, context, { registration: situation.registration, outcome: failed });
    await keepTurnFailure(tx, context, { accountId: account.id, outcome: failed, messageId: turn.clientId });
  }
  const changed = heard.act.kind !== 'none' && outcome.ok;
  const after = changed ? await gatherAgain(tx, context, account) : situation;
  const said = context.assistant.reply(after, heard.session, message, heard.act, outcome);
  await keepReplies(tx, context, { account, messageId, replies: said.replies, after });
  const told = said.replies.length > 0 && after.handBack;
  if (told && !(await noteTold(tx, context, told.handoffId))) return undone<Result>({ kind: 'conflict' });
  if (!(await tx.accounts.countAppTurn(account))) return undone<Result>({ kind: 'conflict' });
  const memory = memoryAfter({ account, chat, live, registration: after.registration });
  return {
    kind: 'done',
    live: { version: live?.version ?? 0, session: sessionAfter(heard.act, said.session), memory },
  };
}

/** What was told in the customer-service chat is not told by a turn here. */
function memoryAfter({
  account,
  chat,
  live,
  registration,
}: {
  account: Account;
  chat: ChatState | null;
  live: Live | null;
  registration: Registration | null;
}): TurnMemory {
  return {
    chatVersion: chat?.version ?? 0,
    lastCustomerAt: chat?.lastCustomerAt ?? null,
    appTurns: account.appTurns + 1,
    accountId: account.id,
    registrationId: registration && registration.state !== 'draft' ? registration.id : null,
    answered: live?.memory?.answered ?? null,
  };
}

async function gatherAgain(tx: Repositories, context: TurnContext, before: Account): Promise<Situation> {
  const account = (await tx.accounts.find(before.id)) ?? before;
  return gatherSituation(tx, context, { account, chat: null, channel: 'mini_program' });
}

function subjectOf(situation: Situation, account: Account, chat: ChatState | null): Subject {
  return {
    account,
    actor: { role: 'candidate', id: account.id, channel: 'mini_program' },
    season: situation.season,
    seasons: situation.seasons,
    registration: situation.registration,
    guardianGiven: situation.guardian === 'given',
    held: situation.heldAnswers,
    photo: null,
    externalUserId: chat?.externalUserId ?? null,
  };
}

async function keepReplies(
  tx: Repositories,
  context: TurnContext,
  said: { account: Account; messageId: string; replies: Reply[]; after: Situation },
): Promise<void> {
  const { account, messageId, replies, after } = said;
  if (replies.length === 0) return;
  const resolved = await resolveReplies(tx, context, {
    accountId: account.id,
    locale: after.locale,
    seasonId: after.registration?.seasonId,
    replies,
  });
  const at = context.clock.now();
  await tx.transcripts.addNew(
    resolved.map((reply, index) => ({
      id: context.newId(),
      accountId: account.id,
      channel: 'mini_program' as const,
      messageId: `${messageId}:${index}`,
      from: 'bot' as const,
      text: reply.text,
      ...menuOf(reply),
      at,
    })),
  );
}

function menuOf(reply: ResolvedReply): { menu?: string } {
  const menu = writeAppMenu(reply);
  return menu ? { menu: JSON.stringify(menu) } : {};
}
