import { chatIsOpen } from '../chat/chat-budget';
import type { Context } from '../context';
import type { Account } from '../ports/accounts';
import type { ChatState } from '../ports/chat';
import { POOL, REPEATED_ID, type KfPort } from '../ports/kf';
import type { Delivery } from '../ports/messaging';
import type { Mailer } from '../ports/notify';
import { PlatformError, TransportError } from '../ports/platform-errors';
import { undone, type Repositories, type Undone } from '../ports/storage';
import type { WechatPort } from '../ports/wechat';

export type NoticeContext = Context & { kf: KfPort; wechat: WechatPort; mailer: Mailer };

export type Channel = 'subscription' | 'chat' | 'mail';

/** One message as each way carries it. */
export interface NoticeContent {
  subject: string;
  text: string;
  /** Null where the season has no template for it. */
  template: { templateId: string; page: string; values: Record<string, string> } | null;
}

export interface Recipient {
  account: Account;
  openid: string | null;
  chat: ChatState | null;
  /** By it one text reaches whoever waits in the platform's pool, where the chat takes nothing else (kf.md 4.2). */
  poolCode?: string | null;
  content: NoticeContent;
}

/** Row that causes a message, whose deliveries tell what was tried already, and what it is about. */
export interface NoticeCause {
  outboxId: string;
  topic: string;
}

export interface Attempt {
  channel: Channel;
  cause: NoticeCause;
  recipient: Recipient;
  /** The same way was begun before. */
  earlier?: Delivery;
}

/** `none` is left of what sending uses up; `changed` by somebody between reading and taking it. */
type Reserved = 'taken' | 'none' | 'changed';

/** One way to a person. */
interface Way {
  /** Takes what sending uses up, in the unit of work that also records the beginning. */
  reserve(tx: Repositories): Promise<Reserved>;
  send(): Promise<unknown>;
  /** Puts the books right after a failure. */
  settle?(tx: Repositories, error: unknown): Promise<void>;
}

/**
 * Sends one message by one way. That it was begun is stored before it leaves: whoever dies in between is followed by a
 * record that says "unknown", never by a second message (promise 5). `no_way`: this way does not exist for this person now.
 * `changed`: the same message was begun elsewhere, or the conversation moved on; look once more. A busy platform throws and
 * the row comes back later.
 */
export async function sendNotice(
  context: NoticeContext,
  attempt: Attempt,
): Promise<Delivery['outcome'] | 'no_way' | 'changed'> {
  const way = WAYS[attempt.channel](context, attempt);
  if (!way) return 'no_way';
  const { cause, channel, earlier } = attempt;
  const detail = earlier?.detail ?? (channel === 'chat' ? cause.outboxId : context.newId());
  const begun = await begin(context, attempt, { way, detail });
  if (begun !== 'taken') return begun === 'none' ? 'no_way' : 'changed';
  const error: unknown = await way.send().then(
    () => null,
    (failed: unknown) => failed ?? new Error('failed without a reason'),
  );
  const outcome = outcomeOf(error, attempt);
  if (outcome !== 'unknown') {
    await context.unitOfWork.run(async (tx) => {
      if (error) await way.settle?.(tx, error);
      await tx.deliveries.markByDetail(detail, outcome, context.clock.now());
    });
  }
  if (outcome === 'not_sent' || (outcome === 'unknown' && channel === 'chat' && !isFinal(error))) throw error;
  return outcome;
}

/** Stores that this message begins to leave by this way. */
function begin(
  context: NoticeContext,
  attempt: Attempt,
  { way, detail }: { way: Way; detail: string },
): Promise<Reserved> {
  const { outboxId } = attempt.cause;
  return context.unitOfWork.run(async (tx): Promise<Reserved | Undone<Reserved>> => {
    // One message may have two rows at work, its own and that of its failure: the second waits here for the first.
    const [, present, reserved] = await Promise.all([
      tx.outbox.lock(outboxId),
      tx.deliveries.listOf(outboxId),
      way.reserve(tx),
    ]);
    if (begunElsewhere(present, attempt)) return undone<Reserved>('changed');
    if (reserved !== 'taken') return undone(reserved);
    if (attempt.earlier) await tx.deliveries.markByDetail(detail, 'unknown', context.clock.now());
    else await tx.deliveries.add(deliveryOf(context, attempt, { outcome: 'unknown', detail }));
    return 'taken';
  });
}

function begunElsewhere(present: readonly Delivery[], { channel, earlier }: Attempt): boolean {
  const ours = present.find(({ id }) => id === earlier?.id);
  if (ours?.outcome !== earlier?.outcome) return true;
  return present.some(
    (one) => one !== ours && (one.channel === channel || one.outcome === 'sent' || one.outcome === 'unknown'),
  );
}

export function deliveryOf(
  context: Context,
  { channel, cause, recipient }: Omit<Attempt, 'earlier'>,
  { outcome, detail }: Pick<Delivery, 'outcome' | 'detail'>,
): Delivery {
  return {
    id: context.newId(),
    ...cause,
    accountId: recipient.account.id,
    channel,
    outcome,
    detail,
    at: context.clock.now(),
  };
}

/** Answers that close this way for this message; the next way is tried. */
const FINAL_HERE: ReadonlySet<PlatformError['class']> = new Set(['CHANNEL', 'TARGET', 'PERMANENT', 'CONFIG']);
const NO_PERMIT = 43101;

function isFinal(error: unknown): boolean {
  return error instanceof PlatformError && FINAL_HERE.has(error.class);
}

function outcomeOf(error: unknown, { channel, earlier }: Attempt): Delivery['outcome'] {
  if (error === null) return 'sent';
  if (error instanceof TransportError) return error.sent === 'maybe' ? 'unknown' : 'not_sent';
  if (!(error instanceof PlatformError)) return 'not_sent';
  const wasSent = channel === 'chat' && earlier?.outcome === 'unknown';
  if (wasSent && error.code === REPEATED_ID) return 'sent';
  if (error.class === 'UNKNOWN' || (wasSent && isFinal(error))) return 'unknown';
  return isFinal(error) ? 'refused' : 'not_sent';
}

const WAYS: Record<Channel, (context: NoticeContext, attempt: Attempt) => Way | null> = {
  subscription: bySubscription,
  chat: byChat,
  mail: byMail,
};

function bySubscription(context: NoticeContext, { recipient }: Attempt): Way | null {
  const { openid, account, content } = recipient;
  if (!content.template || openid === null) return null;
  const { templateId, page, values } = content.template;
  const at = context.clock.now();
  return {
    reserve: async (tx) => ((await tx.permits.take(openid, templateId, at)) ? 'taken' : 'none'),
    send: () =>
      context.wechat.subscribeSend({
        toOpenid: openid,
        templateId,
        page,
        values,
        lang: account.locale === 'en' ? 'en_US' : 'zh_CN',
      }),
    // The platform's count wins: refused means that none is left; not sent, that ours was not used up.
    settle: async (tx, error) => {
      const none = error instanceof PlatformError && error.code === NO_PERMIT;
      if (none) await tx.permits.clear(openid, templateId, at);
      else await tx.permits.add(openid, templateId, 1, at);
    },
  };
}

function byChat(context: NoticeContext, { recipient, cause, earlier }: Attempt): Way | null {
  const { chat, content, poolCode = null } = recipient;
  if (!chat) return null;
  const message = { msgtype: 'text', text: { content: content.text } } as const;
  if (poolCode !== null && chat.serviceState === POOL) {
    return {
      // The code works in the pool alone.
      reserve: async (tx) =>
        (await tx.chats.find(chat.externalUserId))?.serviceState === POOL ? 'taken' : 'changed',
      send: () => context.kf.sendMsgOnEvent({ code: poolCode, msgId: cause.outboxId, message }),
    };
  }
  return {
    reserve: async (tx) => {
      // What was begun has its place among the five already.
      if (earlier) return 'taken';
      // The person may write, or another notice take a place, at any moment: the conversation as it stands now counts.
      const present = await tx.chats.find(chat.externalUserId);
      if (!present || !chatIsOpen(present, context.clock.now())) return 'none';
      return (await tx.chats.save({ ...present, sentSince: present.sentSince + 1 })) ? 'taken' : 'changed';
    },
    send: () =>
      context.kf.sendMsg({
        toUser: chat.externalUserId,
        openKfId: chat.openKfId,
        msgId: cause.outboxId,
        message,
      }),
  };
}

function byMail(context: NoticeContext, { recipient, cause }: Attempt): Way | null {
  const { account, content } = recipient;
  const { email } = account;
  if (email === null || account.emailVerifiedAt === null) return null;
  return {
    reserve: async () => 'taken',
    send: () =>
      context.mailer.sendMail({
        to: email,
        subject: content.subject,
        text: content.text,
        id: cause.outboxId,
      }),
  };
}
