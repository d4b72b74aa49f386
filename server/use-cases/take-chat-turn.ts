import type { Act, Assistant, ChatMessage, Outcome, Reply, Session, Situation } from '../../bot/ports';
import type { ResolvedReply } from '../../bot/replies/resolved-reply';
import { parseSession } from '../../bot/session';
import { maskText } from '../../shared/domain/masks';
import type { Actor } from '../../shared/domain/registration';
import type { Context } from './context';
import { budgetOf, chatAfter, MESSAGES_PER_TURN } from './chat-budget';
import { gatherSituation, situationWith } from './gather-situation';
import { guestAccount } from './open-account';
import { outboxRow } from './outbox-rows';
import { performAct, type Subject } from './perform-act';
import type { Account, Locale } from './ports/accounts';
import type { ChatState } from './ports/chat';
import type { PhotoRecord } from './ports/registrations';
import type { SessionStore } from './ports/sessions';
import { StorageConflictError } from './ports/storage-errors';
import { undone, type Repositories, type Undone } from './ports/storage';
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
 * session is saved afterwards; losing it costs at most one repeated question.
 */
export async function takeChatTurn(context: TurnContext, turn: ChatTurn): Promise<Turned> {
  const key = `chat:${context.hash.hash('external_userid', turn.externalUserId)}`;
  const stored = await context.sessions.load(key);
  const session = stored ? parseSession(JSON.parse(stored.body)) : null;
  let failed: Outcome | null = null;
  for (;;) {
    const earlier: Outcome | null = failed;
    const result: Result = await context.unitOfWork
      .run((tx) => turnOnce(tx, context, { turn, session, failed: earlier }))
      .catch(heardMeanwhile);
    if (result.kind === 'failed') {
      failed = result.outcome;
      continue;
    }
    if (result.kind === 'done' && result.session) {
      const ttl = SESSION_TTL_MS;
      await context.sessions.save(key, JSON.stringify(result.session), stored?.version ?? 0, ttl);
    }
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

const SESSION_TTL_MS = 30 * 24 * 60 * 60_000;

type Result =
  | { kind: 'done'; turned: 'answered' | 'silent'; session: Session | null }
  | { kind: 'repeat' }
  | { kind: 'conflict' }
  /** The act was not possible after first writes: the turn runs again, only explaining. */
  | { kind: 'failed'; outcome: Outcome };

interface Attempt {
  turn: ChatTurn;
  session: Session | null;
  failed: Outcome | null;
}

async function turnOnce(
  tx: Repositories,
  context: TurnContext,
  { turn, session, failed }: Attempt,
): Promise<Result | Undone<Result>> {
  // The unit writes at most four times: what is asked side by side and what nobody waits for travels together.
  const [asker, heardBefore] = await Promise.all([
    meet(tx, context, turn),
    tx.transcripts.has('kf', turn.messageId),
  ]);
  if (heardBefore) return repeated(tx, context, turn);
  if (ofPerson(asker.chat)) return listen(tx, context, { turn, asker });
  const situation = await gatherSituation(tx, context, {
    ...asker,
    chat: budgetOf(asker.chat, turn),
    channel: 'kf',
  });
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
  const changed = heard.act.kind !== 'none' && outcome.ok;
  const after = changed
    ? await gatherAgain(tx, context, { asker, turn, before: situation, act: heard.act })
    : situation;
  const said = context.assistant.reply(after, heard.session, turn.message, heard.act, outcome);
  const replies = maySpeak(turn) ? said.replies : [];
  await send(tx, context, { asker, turn, replies, locale: after.locale });
  const closed = await close(tx, context, { turn, chat: chatAfter(asker.chat, turn, replies.length) });
  if (closed !== 'closed') return undone<Result>({ kind: closed });
  return { kind: 'done', turned: replies.length > 0 ? 'answered' : 'silent', session: said.session };
}

/** Waiting in the platform's pool or served by a person: the platform takes no message of the bot there (kf.md 4.1). */
function ofPerson(chat: ChatState): boolean {
  return chat.serviceState === 2 || chat.serviceState === 3;
}

/** While the conversation is a person's, the bot only keeps its copy: it neither acts nor answers (promise 12). */
async function listen(
  tx: Repositories,
  context: TurnContext,
  { turn, asker }: { turn: ChatTurn; asker: Met },
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
  const closed = await close(tx, context, { turn, chat: chatAfter(asker.chat, turn, 0) });
  return closed === 'closed'
    ? { kind: 'done', turned: 'silent', session: null }
    : undone<Result>({ kind: closed });
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

interface Met {
  account: Account;
  chat: ChatState;
}

/** Finds the account behind a customer, or makes a guest account for one never seen. */
async function meet(tx: Repositories, context: TurnContext, turn: ChatTurn): Promise<Met> {
  const { externalUserId, openKfId } = turn;
  const [account, chat] = await Promise.all([
    tx.accounts.findBound('external_userid', externalUserId),
    tx.chats.find(externalUserId),
  ]);
  const owner = account ?? (await newGuest(tx, context, externalUserId));
  if (chat) return { account: owner, chat: { ...chat, accountId: owner.id } };
  const begun: ChatState = {
    externalUserId,
    openKfId,
    accountId: owner.id,
    lastCustomerAt: null,
    // Entering opens nothing but the welcome: the first typed word does.
    sentSince: MESSAGES_PER_TURN,
    serviceState: 0,
    servicerUserid: null,
    version: 1,
  };
  await tx.chats.insert(begun);
  return { account: owner, chat: begun };
}

async function newGuest(tx: Repositories, context: TurnContext, externalUserId: string): Promise<Account> {
  const account = guestAccount(context, 'zh-CN');
  const boundAt = account.createdAt;
  await tx.accounts.insert(account);
  await tx.identities.bind({
    kind: 'external_userid',
    value: externalUserId,
    accountId: account.id,
    boundAt,
  });
  return account;
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
  const account = (await tx.accounts.find(asker.account.id)) ?? asker.account;
  return gatherSituation(tx, context, { account, chat: budgetOf(asker.chat, turn), channel: 'kf' });
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

/** Replies leave exactly as decided: rendered and sealed now, sent by a worker in order. */
async function send(
  tx: Repositories,
  context: TurnContext,
  { asker, turn, replies, locale }: { asker: Met; turn: ChatTurn; replies: Reply[]; locale: Locale },
): Promise<void> {
  if (replies.length === 0) return;
  const resolved = await resolveReplies(tx, context, { accountId: asker.account.id, locale, replies });
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
      payload: { accountId: asker.account.id },
      secret: JSON.stringify(leaving),
    }),
  ]);
  await tx.transcripts.addNew(
    resolved.map((reply, index) => ({
      id: context.newId(),
      accountId: asker.account.id,
      channel: 'kf',
      messageId: `${turn.messageId}:${index}`,
      from: 'bot',
      text: reply.text,
      at: context.clock.now(),
    })),
  );
}
