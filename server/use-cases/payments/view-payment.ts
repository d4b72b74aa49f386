import { findOwned, type OwnedTarget, type OwnerContext } from '../registrations/act-on-registration';
import type { Order, Refund } from '../ports/payments';
import type { Repositories } from '../ports/storage';
import { viewRegistration, type RegistrationView } from '../registrations/view-registration';

/** What the payment page shows: the read-back (W5), the open order, what is paid and what went back. */
export interface PaymentView {
  view: RegistrationView;
  order: Order | null;
  proofs: { orderId: string | null; subjectCodes: string[]; amountFen: number; paidAt: number }[];
  refunds: Refund[];
}

type Target = Pick<OwnedTarget, 'account' | 'registrationId' | 'channel'>;

export function viewPayment(context: OwnerContext, target: Target): Promise<PaymentView | null> {
  return context.unitOfWork.read(async (tx) => {
    const found = await findOwned(tx, target);
    if (!found) return null;
    const { registration } = found;
    const orders = await tx.orders.listOf(registration.id);
    const payments = await tx.payments.listOf(registration.id);
    const proofs = payments
      .filter((payment) => payment.outcome === 'honoured')
      .map(({ orderId, amountFen, succeededAt }) => ({
        orderId,
        subjectCodes: codesOf(orders.find((order) => order.id === orderId)),
        amountFen,
        paidAt: succeededAt,
      }));
    return {
      view: await viewRegistration(tx, context, { ...found, account: target.account }),
      order: await tx.orders.openOf(registration.id),
      proofs: [...proofs, ...(await freeProofs(tx, registration.id, proofs, found.registration.subjects))],
      refunds: await tx.refunds.listOf(registration.id),
    };
  });
}

/** An order of one's own registration; null when it is nobody's or somebody else's. */
export async function findOwnOrder(
  tx: Repositories,
  { account, registrationId, orderId }: Pick<Target, 'account' | 'registrationId'> & { orderId: string },
): Promise<Order | null> {
  const order = await tx.orders.find(orderId);
  const own = order?.accountId === account.id && order.registrationId === registrationId;
  return own ? order : null;
}

/** Subjects paid without an order cost nothing: their proof is the confirmation in the history. */
async function freeProofs(
  tx: Repositories,
  registrationId: string,
  proofs: PaymentView['proofs'],
  subjects: RegistrationView['registration']['subjects'],
): Promise<PaymentView['proofs']> {
  const covered = proofs.flatMap((proof) => proof.subjectCodes);
  const free = subjects.filter(
    (one) => one.state === 'paid' && one.feeFen === 0 && !covered.includes(one.code),
  );
  if (free.length === 0) return [];
  const history = await tx.history.listOf(registrationId);
  const confirmed = history.findLast((entry) => entry.event === 'payment.zero_fee_confirmed');
  return confirmed
    ? [{ orderId: null, subjectCodes: free.map((one) => one.code), amountFen: 0, paidAt: confirmed.at }]
    : [];
}

function codesOf(order: Order | undefined): string[] {
  return order?.subjects.map((subject) => subject.code) ?? [];
}
