import type { RefundState } from '../../../../../shared/domain/refund-standing';
import type { OwnOrder } from '../../../../../miniprogram/services/orders';
import { NOW, SUBJECTS } from '../../../../support/miniprogram-answers';

export const HOUR_MS = 3_600_000;

/** An order that its owner opened just now and may still pay. */
export function anOrder(change: Partial<OwnOrder> = {}): OwnOrder {
  return {
    id: 'N20270108000001',
    registrationId: '01hzzzzzzzzzzzzzzzzzzzzzzz',
    seasonId: 'fujian-2027-03',
    province: { zh: '福建', en: 'Fujian' },
    sitting: { zh: '第79次考试', en: '79th sitting' },
    state: 'open',
    subjects: SUBJECTS.slice(0, 2).map(({ code, name, feeFen }) => ({ code, name, feeFen })),
    amountFen: 19_500,
    createdAt: NOW,
    expiresAt: NOW + HOUR_MS,
    paidAt: null,
    bySomeoneElse: false,
    refunds: [],
    ...change,
  };
}

export const PAID = { state: 'paid', paidAt: NOW } as const;

export function aRefund(state: RefundState): OwnOrder['refunds'][number] {
  return { amountFen: 19_500, state, cause: 'late' };
}
