import type { Called } from '../../services/failure';
import { listOrders, showOrder, type OwnOrder } from '../../services/orders';
import type { Outlook } from '../../services/page';
import { readRegistration, type Registration } from '../../services/registrations';
import { maySignInSilently } from '../../services/session';

/** Orders are their owner's alone: nothing is asked after logging out, and without an account there are none. */
export interface OrdersFacts {
  standing: 'signed_out' | 'no_account' | 'known';
  orders: OwnOrder[];
}

export async function loadOrders(): Promise<Called<OrdersFacts>> {
  if (!maySignInSilently()) return { ok: true, body: { standing: 'signed_out', orders: [] } };
  const listed = await listOrders({});
  if (listed.ok) return { ok: true, body: { standing: 'known', orders: listed.body.orders } };
  if (listed.failure.code !== 'NOT_FOUND') return listed;
  return { ok: true, body: { standing: 'no_account', orders: [] } };
}

export interface OrderFacts {
  /** `absent`: no such order, or not this person's; nobody is told which. */
  standing: 'signed_out' | 'absent' | 'known';
  order: OwnOrder | null;
  /** Says whether there is still something to pay; null once it is erased. */
  registration: Registration | null;
  /** The platform was asked just now and has no money yet. */
  notYet: boolean;
}

const NOBODY = { order: null, registration: null, notYet: false };

export async function loadOrder({ query }: Pick<Outlook<never>, 'query'>): Promise<Called<OrderFacts>> {
  if (!maySignInSilently()) return { ok: true, body: { standing: 'signed_out', ...NOBODY } };
  const absent: Called<OrderFacts> = { ok: true, body: { standing: 'absent', ...NOBODY } };
  const orderId = query['id'];
  if (!orderId) return absent;
  const shown = await showOrder({ params: { orderId } });
  if (!shown.ok) return isAbsent(shown) ? absent : shown;
  const { order } = shown.body;
  const read = await readRegistration({ params: { registrationId: order.registrationId } });
  if (!read.ok && !isAbsent(read)) return read;
  const registration = read.ok ? read.body.registration : null;
  return { ok: true, body: { standing: 'known', order, registration, notYet: false } };
}

/** A number that cannot be one of ours is refused by its form; to a person it is an order that is not there. */
function isAbsent({ failure }: Extract<Called<unknown>, { ok: false }>): boolean {
  return failure.code === 'NOT_FOUND' || failure.code === 'VALIDATION_FAILED';
}
