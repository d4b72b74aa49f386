import { randomUUID } from 'node:crypto';
import { insertInto, statement, updateOf, type Statement } from '../../../server/persistence/sql';
import { applyPlatformOrder } from '../../../server/use-cases/payments/apply-payment';
import { decideRegistration } from '../../../server/use-cases/review/decide-registration';
import type { Ask, Contestants, Running, Target } from '../core/contestant';
import { MEMBER, orderOf, payable, pending, type Payable } from '../world/later-states';
import { openSeason } from '../world/people';
import { openPool, readBody, sendJson } from '../world/plain';
import { plainServer } from '../world/plain-server';
import { openProduct } from '../world/product';

// Review decisions and payment notices: one request, one registration that nobody has decided or paid yet.

export const contestants: Contestants = {
  'product, decision': (target) => product(target, 'decision'),
  'node:http + rows of a decision': (target) => plain(target, 'decision'),
  'product, payment': (target) => product(target, 'payment'),
  'product, payment again': (target) => product(target, 'repeat'),
  'node:http + rows of a payment': (target) => plain(target, 'payment'),
};

type Kind = 'decision' | 'payment' | 'repeat';

export function ask(plan: unknown, _lane: number, count: number): Ask | null {
  const works = plan as unknown[];
  const work = works[count];
  return work === undefined ? null : { path: '/work', body: JSON.stringify(work) };
}

/** What bursts change, put back: as far as the next burst can tell nothing was decided or paid. */
const RESET = {
  decision: [
    "UPDATE registrations SET state = 'pending', version = 1, decision = NULL",
    'TRUNCATE TABLE outbox',
    "DELETE FROM registration_history WHERE event <> 'review.submitted'",
    'TRUNCATE TABLE audit_events',
  ],
  payment: [
    "UPDATE registrations r JOIN orders o ON o.registration_id = r.id SET r.state = 'approved', r.version = 1, r.open_order_id = o.id",
    "UPDATE registration_subjects SET state = 'chosen'",
    "UPDATE orders SET state = 'open', open_key = registration_id, transaction_id = NULL, succeeded_at = NULL, version = 1",
    'TRUNCATE TABLE payments',
    'TRUNCATE TABLE outbox',
    'TRUNCATE TABLE registration_history',
    'TRUNCATE TABLE audit_events',
  ],
} as const;

const KEPT = {
  decision: "SELECT COUNT(*) AS count FROM registration_history WHERE event = 'review.approved'",
  payment: 'SELECT COUNT(*) AS count FROM payments',
} as const;

async function product(target: Target, kind: Kind): Promise<Running> {
  const opened = await openProduct(target);
  const { context } = opened;
  const season = await openSeason(context);
  await context.unitOfWork.run((tx) => tx.staff.replaceAll([MEMBER]));
  const count = target.supply;
  const works =
    kind === 'decision'
      ? await pending(context, { season, count })
      : await payable(context, { season, count });
  const pool = openPool(target.databaseUrl, 2);
  const work = async (body: string): Promise<boolean> => {
    const wanted = JSON.parse(body) as string | Payable;
    if (typeof wanted !== 'string') {
      const order = orderOf(wanted);
      const applied = order && (await applyPlatformOrder(context, order));
      return applied === (kind === 'repeat' ? 'repeat' : 'honoured');
    }
    const decided = await decideRegistration(context, {
      registrationId: wanted,
      member: MEMBER,
      channel: 'staff_page',
      revisionShown: 1,
      roundShown: 1,
      outcome: { kind: 'approve' },
    });
    return decided.ok;
  };
  if (kind === 'repeat') {
    for (const one of works as Payable[]) {
      const order = orderOf(one);
      if (order) await applyPlatformOrder(context, order);
    }
  }
  return {
    plan: kind === 'repeat' ? Array.from({ length: 20 }, () => works).flat() : works,
    listener: (request, response) => {
      readBody(request)
        .then(work)
        .then((done) => sendJson(response, done ? 200 : 409, { done }))
        .catch((error: unknown) => sendJson(response, 500, { error: String(error) }));
    },
    reset: async () => {
      if (kind !== 'repeat') await pool.query(RESET[kind].join(';'));
    },
    kept:
      kind === 'repeat'
        ? undefined
        : async () => {
            const [rows] = await pool.query(KEPT[kind]);
            return (rows as { count: number }[])[0]?.count ?? NaN;
          },
    close: async () => {
      await pool.end();
      await opened.close();
    },
  };
}

async function plain(target: Target, kind: 'decision' | 'payment'): Promise<Running> {
  const opened = await openProduct(target);
  const { context } = opened;
  const season = await openSeason(context);
  const count = target.supply;
  const works =
    kind === 'decision'
      ? await pending(context, { season, count })
      : await payable(context, { season, count });
  return plainServer(target, {
    plan: works,
    work: (body) => {
      const wanted = JSON.parse(body) as string | Payable;
      return { session: null, ...(typeof wanted === 'string' ? decisionRows(wanted) : paymentRows(wanted)) };
    },
    reset: [...RESET[kind]],
    kept: KEPT[kind],
    close: () => opened.close(),
  });
}

interface Rows {
  reads: Statement[];
  writes: Statement[];
}

/** Rows of `change-registration`: history, audit and the messages and reminders of the change. */
function changeRows(
  registrationId: string,
  { event, from, to, reminders }: { event: string; from: string; to: string; reminders: number },
): Statement[] {
  const at = Date.now();
  const actor = { actor_role: 'reviewer', actor_id: MEMBER.id, actor_channel: 'staff_page' };
  const move = { registration_id: registrationId, from_state: from, to_state: to, revision: 1, at, ...actor };
  const outbox = (index: number) => ({
    id: randomUUID(),
    topic: 'candidate.told',
    dedup_key: `${event}:${registrationId}:${index}`,
    payload: `{"registrationId":"${registrationId}","revision":1}`,
    group_key: `due:${registrationId}`,
    due_at: at + index,
    open_due_at: at + index,
    attempts: 0,
    created_at: at,
  });
  const more = Array.from({ length: reminders - 1 }, (_, index) => outbox(index + 1));
  return [
    insertInto('registration_history', [{ id: randomUUID(), event, reason: null, ...move }]),
    insertInto('audit_events', [{ id: randomUUID(), action: event, reason: null, ...move }]),
    statement('DELETE FROM outbox WHERE group_key = ? AND open_due_at IS NOT NULL AND attempts = 0', [
      `due:${registrationId}`,
    ]),
    insertInto('outbox', [outbox(0), ...more]),
  ];
}

function decisionRows(id: string): Rows {
  const changed = { state: 'approved', version: 2, decision: 'x'.repeat(280), updated_at: Date.now() };
  return {
    reads: [
      statement('SELECT * FROM registrations WHERE id = ?', [id]),
      statement('SELECT * FROM registration_subjects WHERE registration_id = ?', [id]),
      statement('SELECT * FROM registration_history WHERE registration_id = ?', [id]),
      statement('SELECT 1 FROM review_views WHERE registration_id = ? AND revision = 1', [id]),
    ],
    writes: [
      updateOf('registrations', changed, { id, version: 1 }),
      ...changeRows(id, { event: 'review.approved', from: 'pending', to: 'approved', reminders: 6 }),
    ],
  };
}

function paymentRows({ orderId, registrationId: id, amountFen }: Payable): Rows {
  const at = Date.now();
  const transaction = `42000${orderId.slice(-23)}`;
  const payment = {
    transaction_id: transaction,
    order_id: orderId,
    registration_id: id,
    amount_fen: amountFen,
    succeeded_at: at,
    learned_at: at,
    outcome: 'honoured',
    why: null,
  };
  return {
    reads: [
      statement('SELECT * FROM orders WHERE id = ?', [orderId]),
      statement('SELECT * FROM payments WHERE transaction_id = ?', [transaction]),
      statement('SELECT * FROM registrations WHERE id = ?', [id]),
      statement('SELECT * FROM registration_subjects WHERE registration_id = ?', [id]),
    ],
    writes: [
      updateOf(
        'registrations',
        { state: 'paid', version: 2, open_order_id: null, updated_at: at },
        { id, version: 1 },
      ),
      updateOf('registration_subjects', { state: 'paid' }, { registration_id: id }),
      ...changeRows(id, { event: 'payment.received', from: 'approved', to: 'paid', reminders: 3 }),
      insertInto('payments', [payment]),
      updateOf(
        'orders',
        { state: 'paid', open_key: null, transaction_id: transaction, succeeded_at: at, version: 2 },
        { id: orderId, version: 1 },
      ),
    ],
  };
}
