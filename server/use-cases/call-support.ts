import { render } from '../../bot/replies/render';
import { dueText } from '../../shared/i18n/instants';
import type { Context } from './context';
import type { Handoff } from './ports/chat';
import type { KfPort } from './ports/kf';
import { PlatformError } from './ports/platform-errors';
import type { WecomPort } from './ports/wecom';
import type { Addresses } from './resolve-replies';

export type SupportContext = Context & { kf: KfPort; wecom: WecomPort; addresses: Addresses };

/** Platform state "waiting in the pool". */
const POOL = 2;

/**
 * Puts a conversation in the platform's pool and tells those on duty (promise 12). When the platform does not allow the
 * move, its present state is read and kept: the ticket and the message to the desk stand all the same.
 */
export async function callSupport(context: SupportContext, handoffId: string): Promise<'called' | 'nothing'> {
  const handoff = await context.unitOfWork.read((tx) => tx.handoffs.find(handoffId));
  if (!handoff || handoff.state === 'closed' || handoff.state === 'served') return 'nothing';
  if (handoff.state === 'queued') await queue(context, handoff);
  await tellDesk(context, handoff, 'support.called');
  return 'called';
}

/** Nobody has answered by the promised time: everybody of the desk and the administrators are told, and told again later. */
export async function remindSupport(
  context: SupportContext,
  handoffId: string,
): Promise<'reminded' | 'nothing'> {
  const handoff = await context.unitOfWork.read((tx) => tx.handoffs.find(handoffId));
  if (!handoff || handoff.state === 'closed' || handoff.state === 'served') return 'nothing';
  await tellDesk(context, handoff, 'support.overdue');
  return 'reminded';
}

async function queue(context: SupportContext, handoff: Handoff): Promise<void> {
  const chat = await context.unitOfWork.read((tx) => tx.chats.findByAccount(handoff.accountId));
  if (!chat || chat.serviceState >= POOL) return;
  const { openKfId, externalUserId } = chat;
  const state = await moveToPool(context, { openKfId, externalUserId });
  await context.unitOfWork.run(async (tx) => {
    const present = await tx.chats.find(externalUserId);
    if (present) await tx.chats.save({ ...present, serviceState: state });
  });
}

async function moveToPool(
  context: SupportContext,
  of: { openKfId: string; externalUserId: string },
): Promise<0 | 1 | 2 | 3 | 4> {
  try {
    await context.kf.serviceStateTrans({ ...of, state: POOL });
    return POOL;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.class !== 'CHANNEL') throw error;
    return (await context.kf.serviceStateGet(of)).state;
  }
}

async function tellDesk(
  context: SupportContext,
  handoff: Handoff,
  key: 'support.called' | 'support.overdue',
): Promise<void> {
  const members = await context.unitOfWork.read(async (tx) => {
    const support = await tx.staff.withRole('support');
    const onDuty = support.filter((member) => member.onDuty);
    if (key === 'support.called' && onDuty.length > 0) return onDuty;
    return [...support, ...(await tx.staff.withRole('administrator'))];
  });
  const toUsers = [...new Set(members.flatMap((member) => (member.userid === null ? [] : [member.userid])))];
  if (toUsers.length === 0) return;
  const content = render('zh-CN', key, {
    trigger: render('zh-CN', `handoff.trigger.${handoff.trigger}`),
    due: dueText(handoff.answerBy, context.clock.now(), 'zh-CN'),
  });
  try {
    await context.wecom.messageSend({ toUsers, msgtype: 'text', text: { content } });
  } catch (error) {
    if (!(error instanceof PlatformError) || error.class !== 'TARGET') throw error;
  }
}
