import { render } from '../../../bot/replies/render';
import { DAY_MS, MINUTE_MS } from '../../../shared/domain/time';
import { dueText } from '../../../shared/i18n/instants';
import { localText } from '../../../shared/i18n/readable-params';
import { chatIsOpen } from '../chat/chat-budget';
import type { Context } from '../context';
import { delayLineId } from './delay-line';
import { deskFor, promiseOf } from './desk-times';
import { noteHandoffEvent } from './note-handoff-event';
import { outboxRow } from '../outbox-rows';
import { isUnasked } from './own-handoff';
import type { Locale } from '../ports/accounts';
import type { ChatState, Handoff } from '../ports/chat';
import { POOL } from '../ports/kf';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { nextSupportOpening } from './support-hours';
import { LOOK_MS, lookGroupOf } from './tell-to-look';

/** So often another time is promised: nobody believes a third one, and the last names another way. */
export const MOST_RENEWALS = 2;

const ROUND_MS = 10 * MINUTE_MS;

/**
 * The promised time has passed and nobody has taken the conversation: another one is promised, in the desk's hours and as for
 * a ticket, since the queue was not kept; the candidate is told, with an apology. Null where nothing was promised anew.
 */
export function renewPromise(context: Context, handoffId: string): Promise<Handoff | null> {
  const now = context.clock.now();
  return context.unitOfWork.run(async (tx): Promise<Handoff | null | Undone<null>> => {
    const handoff = await tx.handoffs.find(handoffId);
    if (!handoff || !isBroken(handoff, now)) return null;
    const desk = await deskFor(tx, { accountId: handoff.accountId, now });
    const answerBy = roundUp(promiseOf(desk, { now, isStaffed: false }).answerBy);
    const renewed: Handoff = { ...handoff, answerBy, promisesBroken: handoff.promisesBroken + 1 };
    if (!(await tx.handoffs.save(renewed))) return undone(null);
    await tx.outbox.add([await toldOf(tx, context, renewed)]);
    await noteHandoffEvent(tx, context, { handoff, what: 'delayed' });
    return { ...renewed, version: renewed.version + 1 };
  });
}

/** A time that people can remember. */
function roundUp(at: number): number {
  return Math.ceil(at / ROUND_MS) * ROUND_MS;
}

function isBroken(handoff: Handoff, now: number): boolean {
  const waits = handoff.state === 'queued' || handoff.state === 'ticket';
  const mayRenew = handoff.promisesBroken < MOST_RENEWALS && !isUnasked(handoff);
  return waits && mayRenew && handoff.answerBy <= now;
}

/** Between two reminders of the desk while somebody waits past the promised time. */
const REMIND_AGAIN_MS = 30 * MINUTE_MS;

/** When the desk is reminded again: in its hours, and no later than the promise ends. */
export function nextReminder(context: Context, handoffId: string): Promise<number> {
  const now = context.clock.now();
  return context.unitOfWork.read(async (tx) => {
    const handoff = await tx.handoffs.find(handoffId);
    const desk = handoff && (await deskFor(tx, { accountId: handoff.accountId, now }));
    const soon = now + REMIND_AGAIN_MS;
    const next = desk ? nextSupportOpening(desk.hours, soon, desk.calendar) : soon;
    return handoff && handoff.answerBy > now ? Math.min(next, handoff.answerBy) : next;
  });
}

/** The row that tells the candidate; and for whom the mini program knows and no chat reaches, a line in its chat before. */
async function toldOf(
  tx: Repositories,
  context: Context,
  handoff: Handoff,
): Promise<ReturnType<typeof outboxRow>> {
  const { id, accountId, promisesBroken: broken, answerBy, externalUserId } = handoff;
  const now = context.clock.now();
  const [account, identities, chat] = await Promise.all([
    tx.accounts.find(accountId),
    tx.identities.listOf(accountId),
    externalUserId === null ? null : tx.chats.findByAccount(accountId),
  ]);
  const key = delayLineId({ handoffId: id, answerBy });
  const hasApp = identities.some(({ kind }) => kind === 'openid');
  const isInApp = account !== null && hasApp && !(chat && reaches(chat, { handoff, now }));
  if (isInApp) {
    const text = await delayText(tx, { handoff, locale: account.locale, now });
    const line = { id: context.newId(), accountId, channel: 'mini_program', messageId: key } as const;
    await tx.transcripts.add({ ...line, from: 'bot', text, at: now });
  }
  return outboxRow(context, {
    topic: 'handoff.delayed',
    key,
    payload: { handoffId: id, accountId, broken, answerBy },
    // Whoever may be looking at the mini program has read it there.
    ...(isInApp && { group: lookGroupOf(accountId), dueAt: now + LOOK_MS }),
  });
}

/** Whether the chat of the customer service takes the apology now. */
function reaches(chat: ChatState, { handoff, now }: { handoff: Handoff; now: number }): boolean {
  if (chat.serviceState === POOL) return livePoolCode(handoff, now) !== null;
  return chatIsOpen(chat, now);
}

/** The apology, until when somebody answers now, and what goes on meanwhile; the last time also who can be called. */
export async function delayText(
  tx: Repositories,
  { handoff, locale, now }: { handoff: Handoff; locale: Locale; now: number },
): Promise<string> {
  const due = dueText(handoff.answerBy, now, locale);
  const [season] = handoff.promisesBroken < MOST_RENEWALS ? [] : await tx.seasons.listCurrent(now);
  if (!season) return render(locale, 'handoff.delayed', { due });
  return render(locale, 'handoff.delayed_again', { due, hotline: localText(season.hotline, locale) });
}

/** A code of the pool lives for two days (kf.md 4.2). */
const POOL_CODE_MS = 2 * DAY_MS;

/** The code by which one text reaches whoever waits in the platform's pool, while it lives. */
export function livePoolCode({ poolCode }: Pick<Handoff, 'poolCode'>, now: number): string | null {
  return poolCode !== null && now - poolCode.since < POOL_CODE_MS ? poolCode.code : null;
}
