import { applyPaymentNotice, applyRefundNotice, type NoticeContext } from '../../use-cases/apply-pay-notice';
import { DONE, type Handlers } from '../handler';

/** Jobs that stored callbacks of WeChat Pay wait for. */
export function callbackHandlers(context: NoticeContext): Handlers {
  return {
    'payment.notified': async ({ payload }) => {
      await applyPaymentNotice(context, String(payload.inboxId));
      return DONE;
    },
    'refund.notified': async ({ payload }) => {
      await applyRefundNotice(context, String(payload.inboxId));
      return DONE;
    },
  };
}
