import type { PaymentSummary } from '../../test/platform/hands/phone-app';
import type { Order } from '../../test/platform/wechatpay/state';
import type { Actor, Play } from './play';

export interface PaidBy {
  errMsg: string;
  orderId: string;
  registrationId: string;
}

/** Opens the payment page from the chat and its order, without paying yet. */
export async function opensOrder(play: Play, actor: Actor, codes?: string[]) {
  const opened = await actor.app.opens(actor.appItem().pagepath ?? '');
  if (!opened.ok) throw new Error(`the item does not open: ${opened.error.code}`);
  const registration = await actor.app.registration();
  if (!registration) throw new Error('no registration is shown');
  const summary = await actor.app.summary(registration.id);
  if (!summary.ok) throw new Error(`no read-back: ${summary.error.code}`);
  const chosen = codes ?? summary.body.readBack.subjects.map(({ code }) => code);
  const ordered = await actor.app.orders(registration.id, chosen);
  await play.settle();
  return { registrationId: registration.id, summary: summary.body, ordered };
}

/** The whole road of one payment: read-back, order, WeChat's sheet, and the phone's “done”. */
export async function pays(
  play: Play,
  actor: Actor,
  input: { codes?: string[]; outcome?: 'success' | 'cancel'; tellsServer?: boolean } = {},
): Promise<PaidBy & { summary: PaymentSummary }> {
  const { registrationId, summary, ordered } = await opensOrder(play, actor, input.codes);
  if (!ordered.ok) throw new Error(`no order: ${ordered.error.code}`);
  const { order, payParams } = ordered.body;
  const { errMsg } = await actor.candidate.pays(payParams, input.outcome ?? 'success');
  if (input.tellsServer ?? true) await actor.app.checks(registrationId, order.id);
  await play.settle();
  return { errMsg, orderId: order.id, registrationId, summary };
}

/** Orders that the platform holds as paid, of one payer. */
export function paidOrders({ stack }: Play, actor: Actor): Order[] {
  return [...stack.platform.pay.orders.values()].filter(
    ({ openid, state }) => openid === actor.candidate.openid && state === 'SUCCESS',
  );
}

/** State of the newest registration as the mini program sees it. */
export async function stateOf(actor: Actor): Promise<string> {
  await actor.app.signsIn();
  return (await actor.app.registration())?.state ?? 'none';
}
