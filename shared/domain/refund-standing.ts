/** `due`: decided, the platform was not asked yet or its answer is unknown. The rest as WeChat Pay names it (wechatpay.md). */
export const REFUND_STATES = ['due', 'processing', 'succeeded', 'abnormal', 'closed'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** How far money on its way back is, as its owner has to know it. `stuck`: it does not go back by itself, staff see to it. */
export type RefundStanding = 'done' | 'under_way' | 'stuck';

const STANDINGS: Readonly<Record<RefundState, RefundStanding>> = {
  due: 'under_way',
  processing: 'under_way',
  succeeded: 'done',
  // Not paid out, and never will be under the one number a refund keeps (promise 2): a person has to settle it.
  abnormal: 'stuck',
  closed: 'stuck',
};

export function refundStanding({ state }: { state: RefundState }): RefundStanding {
  return STANDINGS[state];
}
