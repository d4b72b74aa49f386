import type { Context } from '../../../server/use-cases/context';
import type { PaymentOrder } from '../../../server/use-cases/ports/pay';
import { queuedReview } from '../../../server/use-cases/review/queued-review';
import type { StaffMember } from '../../../server/use-cases/ports/review';
import type { Season } from '../../../shared/domain/season';
import type { Registration } from '../../../shared/domain/registration';
import { tradeNumberOf } from '../../../shared/domain/ids';
import { DAY_MS } from '../../../shared/domain/time';
import { REVIEWING_SITE } from '../../support/season';
import { settlePeople, type Person } from './people';

/** The reviewer who decides. */
export const MEMBER: StaffMember = {
  id: 'reviewer-1',
  userid: 'reviewer-1',
  email: null,
  name: '审核员',
  roles: ['reviewer'],
  siteCodes: [REVIEWING_SITE],
  onDuty: true,
  mobileHash: null,
  documentHash: null,
};

const SEAT = { siteCode: REVIEWING_SITE, subjectCodes: ['65'] };

function submitted({ registration }: Person, season: Season): Registration {
  const feeFen = season.subjects.find((subject) => subject.code === '65')?.feeFen ?? 0;
  return {
    ...registration,
    state: 'pending',
    seat: SEAT,
    subjects: [{ code: '65', feeFen, state: 'chosen' }],
    informationSubmittedAt: registration.createdAt,
    submittedForReviewAt: registration.createdAt,
  };
}

/** Registrations that wait for the review, each submitted once and looked at by the reviewer; returns their ids. */
export async function pending(
  context: Context,
  { season, count }: { season: Season; count: number },
): Promise<string[]> {
  const people = await settlePeople(context, {
    season,
    count,
    ticks: 0,
    first: 10_000,
    change: (one) => submitted(one, season),
  });
  const at = context.clock.now();
  await context.unitOfWork.run(async (tx) => {
    for (const { registration } of people) {
      const actor = { role: 'candidate', id: registration.accountId, channel: 'chat' } as const;
      const entry = { registrationId: registration.id, actor, revision: 1, reason: null, at };
      const moved = { event: 'review.submitted', from: 'draft', to: 'pending' } as const;
      await tx.history.append({ ...entry, ...moved, id: context.newId() });
      await tx.reviewQueue.put(queuedReview(registration, season, at));
      await tx.views.add({ registrationId: registration.id, revision: 1, staffId: MEMBER.id, at });
    }
  });
  return people.map((one) => one.registration.id);
}

export interface Payable {
  orderId: string;
  registrationId: string;
  amountFen: number;
}

/** Approved registrations, each with an order that can be paid. */
export async function payable(
  context: Context,
  { season, count }: { season: Season; count: number },
): Promise<Payable[]> {
  const now = context.clock.now();
  const orders = new Map<string, string>();
  const people = await settlePeople(context, {
    season,
    count,
    ticks: 0,
    first: 50_000,
    change: (one) => {
      const orderId = tradeNumberOf(context.newId());
      orders.set(one.registration.id, orderId);
      const decision = {
        outcome: 'approved',
        revision: 1,
        decidedAt: now,
        decidedBy: MEMBER.id,
        reasonCode: null,
        reasonWords: null,
        marked: [],
      } as const;
      return {
        ...submitted(one, season),
        state: 'approved',
        decision: { ...decision, marked: [] },
        openOrderId: orderId,
      };
    },
  });
  return context.unitOfWork.run(async (tx) => {
    const made: Payable[] = [];
    for (const { registration, openid } of people) {
      const subjects = registration.subjects.map(({ code, feeFen }) => ({ code, feeFen }));
      const amountFen = subjects.reduce((sum, subject) => sum + subject.feeFen, 0);
      const id = orders.get(registration.id) ?? '';
      await tx.orders.insert({
        id,
        registrationId: registration.id,
        accountId: registration.accountId,
        seasonId: season.id,
        subjects,
        amountFen,
        description: '报考费',
        payerOpenid: openid,
        state: 'open',
        prepayId: 'wx01',
        prepayAt: now,
        expiresAt: now + DAY_MS,
        transactionId: null,
        succeededAt: null,
        createdAt: now,
        version: 1,
      });
      made.push({ orderId: id, registrationId: registration.id, amountFen });
    }
    return made;
  });
}

/** What the platform tells when the order was paid. */
export function orderOf(order: Payable | undefined): PaymentOrder | undefined {
  return (
    order && {
      outTradeNo: order.orderId,
      state: 'paid',
      transactionId: `42000${order.orderId.slice(-23)}`,
      amountFen: order.amountFen,
      currency: 'CNY',
      paidAt: Date.now(),
      payerOpenid: null,
      appId: null,
      mchId: null,
    }
  );
}
