import {
  applyPaymentNotice,
  applyRefundNotice,
  type NoticeContext,
} from '../../use-cases/payments/apply-pay-notice';
import { DONE, type Handlers } from '../handler';

const SOON_MS = 100;

/** Jobs that stored callbacks of WeChat Pay wait for. */
export function callbackHandlers(context: NoticeContext): Handlers {
  return {
    'payment.notified': async ({ payload }) => {
      await applyPaymentNotice(context, String(payload.inboxId));
      return DONE;
    },
    'refund.notified': async ({ payload }) => {
      const applied = await applyRefundNotice(context, String(payload.inboxId));
      if (applied !== 'conflict') return DONE;
      return { kind: 'later', code: 'refund.conflict', dueAt: context.clock.now() + SOON_MS, keep: true };
    },
  };
}
