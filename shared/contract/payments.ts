import { z } from 'zod';
import { REFUND_STATES } from '../domain/refund-standing';
import { endpoint, id, instant, localText, orderId, subjectCode } from './api';
import { registration } from './registrations';

const registrationParams = z.strictObject({ registrationId: id });
const orderParams = z.strictObject({ registrationId: id, orderId });
/** Codes ticked at the read-back. Amounts and order numbers come from the server alone. */
const subjectCodes = z.array(subjectCode).min(1).max(20);

/** Money that goes back; `cause` is one of the codes that `refund.…` words. */
export const refund = z.strictObject({ amountFen: z.int(), state: z.enum(REFUND_STATES), cause: z.string() });

const order = z.strictObject({
  id: orderId,
  state: z.enum(['opening', 'open', 'closing', 'closed', 'paid']),
  subjectCodes: z.array(subjectCode),
  amountFen: z.int(),
  expiresAt: instant,
  /** Another WeChat than the caller's has begun it, and alone can go on with it. */
  bySomeoneElse: z.boolean(),
});

/** What wx.requestPayment takes. */
export const payParams = z.strictObject({
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.literal('RSA'),
  paySign: z.string(),
});

export const readPaymentSummary = endpoint({
  method: 'GET',
  path: '/registrations/{registrationId}/payment',
  summary: 'Read-back before payment (W5), the open order, and proofs of what is paid',
  access: 'active',
  params: registrationParams,
  answer: z.strictObject({
    readBack: z.strictObject({
      /** Masked (PR7). */
      name: z.string(),
      documentNumber: z.string(),
      site: localText.nullable(),
      subjects: z.array(z.strictObject({ code: subjectCode, name: localText, feeFen: z.int() })),
      amountFen: z.int(),
    }),
    order: order.nullable(),
    proofs: z.array(
      z.strictObject({
        orderId: orderId.nullable(),
        subjectCodes: z.array(subjectCode),
        amountFen: z.int(),
        paidAt: instant,
      }),
    ),
    refunds: z.array(refund),
    registration,
  }),
});

export const openOrder = endpoint({
  method: 'POST',
  path: '/registrations/{registrationId}/orders',
  summary: 'Open the payment of chosen subjects, or resume the open order',
  access: 'active',
  params: registrationParams,
  body: z.strictObject({ subjectCodes }),
  idempotent: true,
  answer: z.strictObject({ order, payParams }),
  status: 201,
  limit: { calls: 30, spanMs: 600_000 },
});

export const readOrder = endpoint({
  method: 'GET',
  path: '/registrations/{registrationId}/orders/{orderId}',
  summary: 'State of an order as we know it',
  access: 'active',
  params: orderParams,
  answer: z.strictObject({ order }),
});

/** The phone's word proves nothing: it makes us ask the platform (promise 3). */
export const checkOrder = endpoint({
  method: 'POST',
  path: '/registrations/{registrationId}/orders/{orderId}/check',
  summary: 'After wx.requestPayment: ask the platform now',
  access: 'active',
  params: orderParams,
  answer: z.strictObject({ order, registration }),
  limit: { calls: 60, spanMs: 600_000 },
});

export const closeOrder = endpoint({
  method: 'POST',
  path: '/registrations/{registrationId}/orders/{orderId}/close',
  summary: 'Give the open order up',
  access: 'active',
  params: orderParams,
  answer: z.strictObject({ order, registration }),
});

export const confirmZeroFee = endpoint({
  method: 'POST',
  path: '/registrations/{registrationId}/zero-fee',
  summary: 'Confirm subjects whose fees sum to zero, after the read-back',
  access: 'active',
  params: registrationParams,
  body: z.strictObject({ subjectCodes }),
  idempotent: true,
  answer: z.strictObject({ registration }),
});
