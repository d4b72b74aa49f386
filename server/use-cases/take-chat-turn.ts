import type { Act, Assistant, ChatMessage, Outcome, Reply, Situation } from '../../bot/ports';
import type { ResolvedReply } from '../../bot/replies/resolved-reply';
import { maskText } from '../../shared/domain/masks';
import type { Actor } from '../../shared/domain/registration';
import type { Context } from './context';
import { budgetOf, chatAfter } from './chat-budget';
import { gatherSituation, readHoldings, situationWith, type Holdings } from './gather-situation';
import { meetCustomer, type Met } from './meet-customer';
import { outboxRow } from './outbox-rows';
import { keepNumberTry, performAct, type Subject } from './perform-act';
import type { Account } from './ports/accounts';
import type { ChatState } from './ports/chat';
import type { PhotoRecord } from './ports/registrations';
import type { SessionStore } from './ports/sessions';
import { StorageConflictError } from './ports/storage-errors';
import { undone, type Repositories, type Undone } from './ports/storage';
import { loadLive, loadLiveAfter, saveLive, type Live } from './live-session';
import { resolveReplies, type Addresses } from './resolve-replies';

export type TurnContext = Context & { sessions: SessionStore; assistant: Assistant; addresses: Addresses };

/** One message of a customer in the customer-service chat. */
export interface ChatTurn {
  /** Platform's message id; repeats do nothing. */
  messageId: string;
  externalUserId: string;
  openKfId: string;
  message: ChatMessage;
  /** When the customer sent it, epoch milliseconds. */
  sentAt: number;
  /** Stored message this turn works on; finished in the same unit of work. */
  inboxId: string | null;
  /** Entering or the end of a person's service gives no budget but one message by this code. */
  eventCode: string | null;
  /** A picture that was examined and stored before the turn. */
  photo: PhotoRecord | null;
}

export type Turned = 'answered' | 'silent' | 'repeat' | 'conflict';

/**
 * Takes one turn of a conversation: what was understood, what was done and what is answered commit together. The live
 * session is saved afterwards; losing it costs at most one repeated question. It tells which state of the conversation it
 * belongs to, so that the next turn, which another process may begin at once, waits for it a moment instead of taking an
 * answer for one to an old question.
 */
export async function takeChatTurn(context: TurnContext, turn: ChatTurn): Promise<Turned> {
  const key = `chat:${context.hash.hash('external_userid', turn.externalUserId)}`;
  let live = await loadLive(context, key);
  let failed: Outcome | null = null;
  let waited = false;
  for (;;) {
    const attempt: Attempt = { turn, live, failed, waited };
    const result: Result = await context.unitOfWork
      .run((tx) => turnOnce(tx, context, attempt))
      .catch(heardMeanwhile);
    if (result.kind === 'behind') {
      live = await loadLiveAfter(context, key, live);
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
  | { kind: 'behind' }
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
  if (heardBefore) return repeated(tx, context, turn);
  if (ofPerson(asker.chat)) return listen(tx, context, { turn, asker, live });
  if (!waited && isBehind(live, asker.chat)) return undone<Result>({ kind: 'behind' });
  const situation = await gatherSituation(tx, context, {
    ...asker,
    chat: budgetOf(asker.chat, turn),
    channel: 'kf',
    ...(guessed !== null && guess === asker.account.id && { holdings: guessed }),
  });
  const session = missesTurn(live, asker.chat) ? null : (live?.session ?? null);
  const heard = context.assistant.understand(situation, session, turn.message);
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
  const sent = await send(tx, context, { asker, turn, replies, after });
  const chat = chatAfter(asker.chat, turn, sent);
  const closed = await close(tx, context, { turn, chat });
  if (closed !== 'closed') return undone<Result>({ kind: closed });
  const { registration } = after;
  const memory = {
    chatVersion: chat.version + 1,
    lastCustomerAt: chat.lastCustomerAt,
    accountId: asker.account.id,
    registrationId: registration && registration.state !== 'draft' ? registration.id : null,
    answered: registration && Object.keys(registration.changeSet ?? registration.answers),
  };
  const expected = live?.version ?? 0;
  return {
    kind: 'done',
    turned: sent > 0 ? 'answered' : 'silent',
    live: { version: expected, session: said.session, memory },
  };
}

/** A conversation that has just begun has no session yet; one that lost it has none to wait for, which shows soon. */
function isBehind(live: Live | null, chat: ChatState): boolean {
  return chat.version > (live?.memory?.chatVersion ?? 1);
}

/** A session that knows nothing of the customer's last message asks about something else than they see: worse than none. */
function missesTurn(live: Live | null, chat: ChatState): boolean {
  const known = live?.memory?.lastCustomerAt ?? null;
  return known !== null && chat.lastCustomerAt !== null && chat.lastCustomerAt > known;
}

/** Waiting in the platform's pool or served by a person: the platform takes no message of the bot there (kf.md 4.1). */
function ofPerson(chat: ChatState): boolean {
  return chat.serviceState === 2 || chat.serviceState === 3;
}

/** While the conversation is a person's, the bot only keeps its copy: it neither acts nor answers (promise 12). */
async function listen(
  tx: Repositories,
  context: TurnContext,
  { turn, asker, live }: { turn: ChatTurn; asker: Met; live: Live | null },
): Promise<Result | Undone<Result>> {
  await tx.transcripts.addNew([
    {
      id: context.newId(),
      accountId: asker.account.id,
      channel: 'kf',
      messageId: turn.messageId,
      from: 'candidate',
      text: maskText(wordsOf(turn.message)),
      at: turn.sentAt,
    },
  ]);
  const chat = chatAfter(asker.chat, turn, 0);
  const closed = await close(tx, context, { turn, chat });
  if (closed !== 'closed') return undone<Result>({ kind: closed });
  return { kind: 'done', turned: 'silent', live: heardBy(live, chat) };
}

/** The bot's own question waits until the person has ended: its session only notes what was heard. */
function heardBy(live: Live | null, { version, lastCustomerAt }: ChatState): Live | null {
  if (!live?.memory) return null;
  return { ...live, memory: { ...live.memory, chatVersion: version + 1, lastCustomerAt } };
}

/** The last writes of a turn: its stored message is finished, and the conversation is where we left it. */
async function close(
  tx: Repositories,
  context: Context,
  { turn, chat }: { turn: ChatTurn; chat: ChatState },
): Promise<'closed' | 'repeat' | 'conflict'> {
  const [unfinished, saved] = await Promise.all([
    turn.inboxId === null || tx.inbox.finish(turn.inboxId, context.clock.now()),
    tx.chats.save(chat),
  ]);
  if (!unfinished) return 'repeat';
  return saved ? 'closed' : 'conflict';
}

/** Taken by an earlier turn: only its stored copy is put away. */
async function repeated(tx: Repositories, context: Context, turn: ChatTurn): Promise<Result> {
  if (turn.inboxId !== null) await tx.inbox.finish(turn.inboxId, context.clock.now());
  return { kind: 'repeat' };
}

function wordsOf(message: ChatMessage): string {
  if (message.kind === 'text') return message.text;
  return message.kind === 'tap' ? message.caption : '';
}

/** Entering without a code opens no way to speak (kf.md 5). */
function maySpeak({ message, eventCode }: ChatTurn): boolean {
  return message.kind !== 'entered' || eventCode !== null;
}

/** Sealed content of a `chat.replied` row: sent in order, the first by the event's code when there is one. */
export interface LeavingReplies {
  externalUserId: string;
  openKfId: string;
  eventCode: string | null;
  replies: ResolvedReply[];
}

/** Acts that write nothing but the registration's answers. */
const CHANGES_ANSWERS_ONLY: readonly Act['kind'][] = ['save_answers'];

async function gatherAgain(
  tx: Repositories,
  context: TurnContext,
  { asker, turn, before, act }: { asker: Met; turn: ChatTurn; before: Situation; act: Act },
): Promise<Situation> {
  const earlier = before.registration;
  if (earlier && CHANGES_ANSWERS_ONLY.includes(act.kind)) {
    const registration = await tx.registrations.find(earlier.id);
    // Unchanged means that the answers wait for the guardian instead (PR2).
    if (registration && registration.version !== earlier.version) {
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
    photo: turn.photo,
    externalUserId: turn.externalUserId,
  };
}

/**
 * Replies leave exactly as decided: rendered and sealed now, sent by a worker in order. Returns how many leave: what was
 * done elsewhere may ask twice to be gone on from, and is not told the same again.
 */
async function send(
  tx: Repositories,
  context: TurnContext,
  { asker, turn, replies, after }: { asker: Met; turn: ChatTurn; replies: Reply[]; after: Situation },
): Promise<number> {
  if (replies.length === 0) return 0;
  const accountId = asker.account.id;
  const seasonId = after.registration?.seasonId;
  const resolved = await resolveReplies(tx, context, { accountId, locale: after.locale, seasonId, replies });
  if (await saidAtLastResumption(tx, { turn, accountId, resolved })) return 0;
  const leaving: LeavingReplies = {
    externalUserId: turn.externalUserId,
    openKfId: turn.openKfId,
    eventCode: turn.eventCode,
    replies: resolved,
  };
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'chat.replied',
      key: `chat.replied:${turn.messageId}`,
      payload: { accountId },
      secret: JSON.stringify(leaving),
    }),
  ]);
  await tx.transcripts.addNew(
    resolved.map((reply, index) => ({
      id: context.newId(),
      accountId,
      channel: 'kf',
      messageId: `${turn.messageId}:${index}`,
      from: 'bot',
      text: reply.text,
      at: context.clock.now(),
    })),
  );
  return resolved.length;
}

/** Whether the last thing in the conversation is these very words, said for a resumption before this one. */
async function saidAtLastResumption(
  tx: Repositories,
  { turn, accountId, resolved }: { turn: ChatTurn; accountId: string; resolved: ResolvedReply[] },
): Promise<boolean> {
  if (turn.message.kind !== 'resumed' || turn.eventCode !== null) return false;
  const lines = await tx.transcripts.lastOf(accountId, resolved.length + 1);
  const last = lines.filter((line) => line.messageId !== turn.messageId).slice(-resolved.length);
  return (
    last.length === resolved.length &&
    last.every((line, at) => line.messageId.startsWith(RESUMED) && line.text === resolved[at]?.text)
  );
}

/** How the message id of a resumption begins. */
export const RESUMED = 'resumed:';
