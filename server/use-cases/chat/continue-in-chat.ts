import { filledSince } from '../../../bot/flows/changed-elsewhere';
import type { ChatMessage } from '../../../bot/ports';
import type { Registration } from '../../../shared/domain/registration';
import { chatIsOpen } from './chat-budget';
import type { Context } from '../context';
import { liveKeyOf, loadLive, type Live } from './live-session';
import { outboxRow } from '../outbox-rows';
import type { ChatState } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import { resumeChat } from './resume-chat';
import type { TurnContext, Turned } from './chat-turn';

export type Filled = Extract<ChatMessage, { kind: 'resumed' }>['filled'];

/** Until the first look at whether the chat has anything to say; a page that closes after its answer is not waited for long. */
const FIRST_LOOK_MS = 2_000;
/** Whoever goes on filling pages is not spoken to in between: the platform takes few messages. */
export const QUIET_MS = 45_000;
const SECOND_MS = 1_000;

/**
 * Lets the chat know, in the unit of work of what was done in the mini program. Opening a page or saving is no customer
 * message: nothing is planned where the chat may not speak; the page shows the next step itself.
 */
export async function continueInChat(
  tx: Repositories,
  context: Context,
  done: { accountId: string; cause: string; filled: Filled },
): Promise<void> {
  const { accountId, cause, filled } = done;
  const now = context.clock.now();
  const chat = await tx.chats.findByAccount(accountId);
  if (!chat || !chatIsOpen(chat, now)) return;
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'chat.resume_requested',
      key: `chat.resume_requested:page:${cause}`,
      payload: { accountId, filled: filled.join(','), at: now },
      dueAt: now + FIRST_LOOK_MS,
    }),
  ]);
}

export type Continued = Turned | 'closed' | 'overtaken' | 'waits';

/**
 * Says in the chat what was filled on pages and asks the next: at once when it answers the question the chat had asked,
 * else after a while of quiet, once for all of it; notices ticked one by one would use up what the platform lets through. A
 * later act has a job of its own, which then speaks for this one too; the answer to a later message of the customer, or to
 * their return, has done so.
 */
export async function goOnAfterPage(
  context: TurnContext,
  { accountId, cause, filled, at }: { accountId: string; cause: string; filled: Filled; at: number },
): Promise<Continued> {
  const now = context.clock.now();
  const { chat, registration, lastActAt } = await context.unitOfWork.read((tx) => standing(tx, accountId));
  if (!chat || !chatIsOpen(chat, now)) return 'closed';
  if (lastActAt > at) return 'overtaken';
  const live = await loadLive(context, liveKeyOf(context, chat));
  if ((wroteSince(chat, at) || askedSince(live, at)) && knows(live, filled)) return 'overtaken';
  if (!answersTheChat(live, filled) && now < at + QUIET_MS) return 'waits';
  const all = [
    ...new Set([
      ...filled,
      ...(live?.memory?.answered ? freshIn(live, registration) : answeredIn(registration)),
    ]),
  ];
  return resumeChat(context, { accountId, cause, filled: withoutDerived(all) });
}

/** The person comes back into the chat, which has not told yet what was filled or ticked on pages: the pause ends. */
export async function goOnOnReturn(
  context: TurnContext,
  { externalUserId, cause }: { externalUserId: string; cause: string },
): Promise<void> {
  const accountId = await context.unitOfWork.read(async (tx) => {
    const identity = await tx.identities.find('external_userid', externalUserId);
    return identity?.accountId ?? null;
  });
  if (accountId === null) return;
  const { registration, lastActAt } = await context.unitOfWork.read((tx) => standing(tx, accountId));
  const live = await loadLive(context, liveKeyOf(context, { externalUserId }));
  const filled = freshIn(live, registration);
  const isPlanned = lastActAt + QUIET_MS > context.clock.now() && !askedSince(live, lastActAt);
  if (filled.length > 0 || isPlanned) await resumeChat(context, { accountId, cause, filled });
}

async function standing(
  tx: Repositories,
  accountId: string,
): Promise<{ chat: ChatState | null; registration: Registration | null; lastActAt: number }> {
  const [chat, registrations, consents] = await Promise.all([
    tx.chats.findByAccount(accountId),
    tx.registrations.listOf(accountId),
    tx.consents.listOf(accountId),
  ]);
  const newest = registrations.toSorted((one, other) => other.createdAt - one.createdAt)[0] ?? null;
  const acts = [newest?.updatedAt ?? 0, ...consents.map((consent) => consent.givenAt)];
  return { chat, registration: newest, lastActAt: Math.max(...acts) };
}

/** Whoever wrote since was answered with all that stands. The platform tells times in whole seconds. */
function wroteSince({ lastCustomerAt }: ChatState, at: number): boolean {
  return lastCustomerAt !== null && lastCustomerAt + SECOND_MS > at;
}

/** The chat has spoken since, and asked what is next now: on the person's return, or in the mini program. */
function askedSince(live: Live | null, at: number): boolean {
  return (live?.session?.asked?.at ?? 0) > at;
}

function knows(live: Live | null, filled: Filled): boolean {
  const known = live?.memory?.answered ?? [];
  return filled.every((field) => known.includes(field));
}

/** Steps of the chat are named after the field they ask, alone or behind a dot. */
function answersTheChat(live: Live | null, filled: Filled): boolean {
  const parts = live?.session?.asked?.step.split('.') ?? [];
  return filled.some((field) => parts.includes(field));
}

/** Earlier acts that this one overtook are named along with it. */
function freshIn(live: Live | null, registration: Registration | null): Filled {
  const before = live?.memory?.answered;
  if (!before || !registration) return [];
  return filledSince(before, registration.changeSet ?? registration.answers);
}

/** Nobody remembers what was told: earlier acts whose jobs this one speaks for are named with all that has an answer. */
function answeredIn(registration: Registration | null): Filled {
  return registration ? filledSince([], registration.changeSet ?? registration.answers) : [];
}

/** What a document number tells by itself is not named besides it. */
function withoutDerived(filled: Filled): Filled {
  if (!filled.includes('documentNumber')) return filled;
  return filled.filter((field) => field !== 'sex' && field !== 'birthDate');
}
