import { refundStanding } from '../../../shared/domain/refund-standing';
import type { OwnOrder } from '../../services/orders';

/**
 * What a person has to know of an order. `other`: somebody else's WeChat began it. `checking`: its time is over and the
 * platform has the last word. `trouble`: money that does not go back by itself; staff see to it.
 */
export type OrderStage =
  'waiting' | 'other' | 'checking' | 'closing' | 'closed' | 'paid' | 'refunding' | 'refunded' | 'trouble';

/** Colour of an order: something to do, something under way, all well, over. Each has its words beside it. */
export type OrderTone = 'act' | 'wait' | 'good' | 'over';

export const TONES: Readonly<Record<OrderStage, OrderTone>> = {
  waiting: 'act',
  other: 'wait',
  checking: 'wait',
  closing: 'wait',
  closed: 'over',
  paid: 'good',
  refunding: 'wait',
  refunded: 'over',
  trouble: 'act',
};

type Judged = Pick<OwnOrder, 'state' | 'expiresAt' | 'bySomeoneElse' | 'refunds'>;

export function stageOf({ state, expiresAt, bySomeoneElse, refunds }: Judged, now: number): OrderStage {
  if (state === 'paid') return refunds.length === 0 ? 'paid' : refundStage(refunds);
  if (state === 'closing' || state === 'closed') return state;
  if (now >= expiresAt) return 'checking';
  return bySomeoneElse ? 'other' : 'waiting';
}

function refundStage(refunds: Judged['refunds']): OrderStage {
  const standings = refunds.map(refundStanding);
  if (standings.includes('stuck')) return 'trouble';
  return standings.includes('under_way') ? 'refunding' : 'refunded';
}
