import type { Act, Session } from '../../../bot/ports';
import { packSession, parseSession } from '../../../bot/session';
import type { Answers, Registration } from '../../../shared/domain/registration';
import { DAY_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import type { Account } from '../ports/accounts';
import type { ChatState } from '../ports/chat';
import type { SessionStore } from '../ports/sessions';

/** What a turn leaves to the next one beside the bot's session. All of it is looked up when it is lost. */
export interface TurnMemory {
  /** The conversation's version after the turn: a newer one tells that somebody spoke since. */
  chatVersion: number;
  /** When the customer last wrote, by the turn: an older time than the conversation's tells that a turn is missing here. */
  lastCustomerAt: number | null;
  /** Turns of `accountId` in the in-app chat by then: a greater number of the account's tells likewise. */
  appTurns: number;
  /** Whose conversation it was: asked for first, and checked. */
  accountId: string;
  /** Their registration, once it may have orders and tickets. */
  registrationId: string | null;
  /** Names of the fields that had an answer then; what is new since was filled elsewhere. */
  answered: readonly string[] | null;
}

/** The live session of a conversation, as stored. */
export interface Live {
  /** Version in the store, 0 while it is not there. */
  version: number;
  session: Session | null;
  memory: TurnMemory | null;
}

interface LiveContext {
  sessions: SessionStore;
}

const LIFE_MS = 30 * DAY_MS;

/** Where the session of a conversation is kept, by the customer; of the in-app chat while there is none, by the account. */
export function liveKeyOf(
  { hash }: Pick<Context, 'hash'>,
  of: { externalUserId: string } | { accountId: string },
): string {
  return 'externalUserId' in of
    ? `chat:${hash.hash('external_userid', of.externalUserId)}`
    : `chat:${hash.hash('account', of.accountId)}`;
}

/** Pauses while a turn that has committed may not have saved its session yet. */
const PAUSES_MS = [3, 7, 15, 30];
/**
 * Further pauses where a session stands that does not know the customer's last message: its writer is on a machine so busy
 * that the answer, and the tap on it, were faster. Where there is none at all the store was emptied, and where it only
 * does not know what was sent meanwhile no writer is on the way: nobody waits for what will not come.
 */
const LONG_PAUSES_MS = [60, 120, 250, 500];

export async function loadLive({ sessions }: LiveContext, key: string): Promise<Live | null> {
  const stored = await sessions.load(key);
  if (!stored) return null;
  const body = JSON.parse(stored.body) as { memory?: unknown };
  return { version: stored.version, session: parseSession(body), memory: readMemory(body.memory) };
}

/** Waits a moment, longer for one that misses a turn, for a session newer than `before`; what is there then has to do. */
export async function loadLiveAfter(
  context: LiveContext,
  key: string,
  { before, misses }: { before: Live | null; misses: boolean },
): Promise<Live | null> {
  const pauses = misses ? [...PAUSES_MS, ...LONG_PAUSES_MS] : PAUSES_MS;
  for (const pauseMs of pauses) {
    const live = await loadLive(context, key);
    if ((live?.version ?? 0) > (before?.version ?? 0)) return live;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return loadLive(context, key);
}

export async function saveLive({ sessions }: LiveContext, key: string, live: Live): Promise<void> {
  const { version, session, memory } = live;
  await sessions.save(
    key,
    JSON.stringify({ ...(session && packSession(session)), memory }),
    version,
    LIFE_MS,
  );
}

function readMemory(stored: unknown): TurnMemory | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { chatVersion, lastCustomerAt, appTurns, accountId, registrationId, answered } = stored as Record<
    string,
    unknown
  >;
  if (typeof chatVersion !== 'number' || typeof accountId !== 'string') return null;
  return {
    chatVersion,
    lastCustomerAt: typeof lastCustomerAt === 'number' ? lastCustomerAt : null,
    appTurns: typeof appTurns === 'number' ? appTurns : 0,
    accountId,
    registrationId: typeof registrationId === 'string' ? registrationId : null,
    answered: Array.isArray(answered) ? answered.filter((one) => typeof one === 'string') : null,
  };
}

/** Where a conversation stands in storage: the customer-service chat, when there is one, and the in-app chat. */
export interface Standing {
  account: Pick<Account, 'id' | 'appTurns'>;
  chat: ChatState | null;
}

/** A conversation that has just begun has no session yet; one that lost it has none to wait for, which shows soon. */
export function isBehind(live: Live | null, { account, chat }: Standing): boolean {
  return (chat?.version ?? 0) > (live?.memory?.chatVersion ?? 1) || missesAppTurn(live, account);
}

/** A session that knows nothing of the person's last message asks about something else than they see: worse than none. */
export function missesTurn(live: Live | null, { account, chat }: Standing): boolean {
  const known = live?.memory?.lastCustomerAt ?? null;
  const wroteAt = chat?.lastCustomerAt ?? null;
  return (known !== null && wroteAt !== null && wroteAt > known) || missesAppTurn(live, account);
}

/** Turns are counted by account: a session of another one of the person's knows none of this one's. */
function missesAppTurn(live: Live | null, { id, appTurns }: Standing['account']): boolean {
  if (!live) return false;
  const { memory } = live;
  return appTurns > (memory?.accountId === id ? memory.appTurns : 0);
}

/**
 * The session a turn may build on. One that may not know the question on the screen, since the store came back with old
 * content or lost a save, is held to none that it asked, and a plain yes never means what waited for one (promise 10).
 */
export function sessionFor(live: Live | null, standing: Standing): Session | null {
  if (!live?.session || missesTurn(live, standing)) return null;
  if (!isBehind(live, standing)) return live.session;
  return { ...live.session, asked: null, confirming: null, unconfirmed: null };
}

/** Who took a consent back has typed for nothing what waits in the session (PR14). */
export function sessionAfter(act: Act, session: Session): Session {
  return act.kind === 'withdraw_consent' ? { ...session, unconfirmed: null, guardian: null } : session;
}

/** Names only; what was answered is nobody's business here. */
export function answeredOf({ answers, changeSet }: Registration): (keyof Answers)[] {
  return Object.keys(changeSet ?? answers) as (keyof Answers)[];
}
