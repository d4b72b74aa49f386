import fc from 'fast-check';
import { applyPlatformOrder } from '../../server/use-cases/payments/apply-payment';
import type { Changed } from '../../server/use-cases/registrations/change-registration';
import { requestClose } from '../../server/use-cases/payments/close-order';
import { confirmZeroFee } from '../../server/use-cases/payments/confirm-zero-fee';
import { deleteRegistration } from '../../server/use-cases/registrations/delete-registration';
import type { PaymentOrder } from '../../server/use-cases/ports/pay';
import { undone, type Undone } from '../../server/use-cases/ports/storage';
import { startRegistration } from '../../server/use-cases/registrations/start-registration';
import { submitInformation } from '../../server/use-cases/registrations/submit-information';
import { ACTIONS, isFinal, movesOf } from '../../shared/domain/lifecycle';
import type { Registration } from '../../shared/domain/registration';
import { DAY_MS, MINUTE_MS } from '../../shared/domain/time';
import { embeddedContext } from './embedded-context';
import { CANDIDATE, moneyWorld, type MoneyWorld } from './money-world';
import type { Fault } from './payment-provider';
import { OTHER_SITE, smallSeason } from './season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

/** What may happen next; numbers pick a person, an order or a notice among those there are. */
export type Step =
  | { do: 'open'; person: number; codes: string[] }
  | { do: 'pay'; order: number }
  | { do: 'pay_anyway'; order: number; late: boolean }
  | { do: 'notify'; notice: number }
  | { do: 'give_up' | 'delete' | 'confirm_free' | 'again'; person: number }
  | { do: 'fault'; fault: Fault }
  | { do: 'work' }
  | { do: 'pass'; minutes: number };

const person = fc.nat(1);
const pick = fc.nat(5);
const codes = fc.subarray(['15', '65', '17'], { minLength: 1 });

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('open' as const), person, codes }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('pay' as const), order: pick }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('pay_anyway' as const), order: pick, late: fc.boolean() }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('notify' as const), notice: pick }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('give_up' as const, 'delete' as const, 'confirm_free' as const, 'again' as const),
        person,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('fault' as const),
        fault: fc.constantFrom<Fault>('lost', 'undelivered', 'refused'),
      }),
    },
    { weight: 3, arbitrary: fc.constant({ do: 'work' as const }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('pass' as const),
        minutes: fc.constantFrom(1, 29, 31, 61, 1440),
      }),
    },
  ),
  { minLength: 4, maxLength: 18 },
);

interface Play {
  world: MoneyWorld;
  /** Registrations of each person, oldest first. */
  persons: string[][];
  notices: PaymentOrder[];
  free: number;
}

/** Plays the steps on real storage and throws where a promise is broken, after each step and once all is settled. */
export async function playMoney(script: Step[]): Promise<void> {
  const embedded = await embeddedContext(NOW);
  try {
    const season = smallSeason({
      now: NOW,
      policies: { unpaidHoldMinutes: 1440 },
      sites: { [OTHER_SITE]: { capacity: 2, subjects: { '15': 2, '65': null, '17': null } } },
    });
    const world = await moneyWorld({ ...embedded.context, queue: embedded.queue }, embedded.clock, season);
    const subjects = { subjects: ['15', '65', '17'] };
    const persons = [[(await world.ready(subjects)).id], [(await world.ready(subjects)).id]];
    const play: Play = { world, persons, notices: [], free: 0 };
    for (const step of script) {
      await take(play, step);
      await checkAlways(play);
    }
    world.platform.faults = [];
    await world.pass(30 * DAY_MS);
    await checkAlways(play);
    await checkSettled(play);
  } finally {
    await embedded.close();
  }
}

async function take(play: Play, step: Step): Promise<void> {
  const { world, persons, notices } = play;
  const { platform, context, clock } = world;
  const orders = [...platform.orders.keys()];
  const idOf = (index: number): string => persons[index]!.at(-1)!;
  switch (step.do) {
    case 'open':
      await world.pay(idOf(step.person), step.codes);
      return;
    case 'pay': {
      const notice = platform.pay(orders[step.order % Math.max(1, orders.length)] ?? '');
      if (notice) notices.push(notice);
      return;
    }
    case 'pay_anyway': {
      const at = step.late ? world.season.paymentEndsAt + 1 : clock.at;
      const notice = platform.payAnyway(orders[step.order % Math.max(1, orders.length)] ?? '', at);
      // Nobody asks about an ended order any more: the platform notifies until it is received.
      if (notice) await applyPlatformOrder(context, notice);
      return;
    }
    case 'notify': {
      const notice = notices[step.notice % Math.max(1, notices.length)];
      if (notice) await applyPlatformOrder(context, notice);
      return;
    }
    case 'give_up':
      await world.act(idOf(step.person), CANDIDATE, (tx, target) => requestClose(tx, context, target));
      return;
    case 'delete':
      await world.act(idOf(step.person), CANDIDATE, (tx, target) =>
        deleteRegistration(tx, context, { ...target, reason: '我想换一个考点' }),
      );
      return;
    case 'confirm_free': {
      const done = await world.act(idOf(step.person), CANDIDATE, (tx, target) =>
        confirmZeroFee(tx, context, { ...target, subjectCodes: ['17'] }),
      );
      if (done.ok) play.free += 1;
      return;
    }
    case 'again':
      await again(play, step.person);
      return;
    case 'fault':
      platform.faults.push(step.fault);
      return;
    case 'work':
      await world.drain();
      return;
    case 'pass':
      await world.pass(step.minutes * MINUTE_MS);
  }
}

/** Registers anew after an end, as far as seats and windows let. */
async function again({ world, persons }: Play, index: number): Promise<void> {
  const current = await world.find(persons[index]!.at(-1)!);
  if (!isFinal(current.state)) return;
  const started = await world.context.unitOfWork.run((tx) =>
    startRegistration(tx, world.context, {
      accountId: current.accountId,
      season: world.season,
      actor: CANDIDATE,
    }),
  );
  if (!started.ok) return;
  const { id } = started.registration;
  persons[index]!.push(id);
  const submitted = await world.context.unitOfWork.run(async (tx): Promise<Changed | Undone<Changed>> => {
    const input = {
      registration: started.registration,
      season: world.season,
      actor: CANDIDATE,
      promised: true,
    };
    const result = await submitInformation(tx, world.context, input);
    return result.ok ? result : undone(result);
  });
  if (submitted.ok) await world.photo(id);
}

async function checkAlways({ world, persons }: Play): Promise<void> {
  const registrations = await Promise.all(persons.flat().map((id) => world.find(id)));
  const counts = await world.read((tx) => tx.seats.counts(world.season.id, OTHER_SITE));
  for (const { subjectCode, taken } of counts) {
    const held = registrations.filter(
      ({ seat }) => seat && (subjectCode === null || seat.subjectCodes.includes(subjectCode)),
    );
    demand(taken === held.length, `seats of ${subjectCode ?? 'site'}: ${taken} taken, ${held.length} held`);
  }
  for (const registration of registrations) {
    const { id, state } = registration;
    demand((registration.seat === null) === (isFinal(state) || state === 'draft'), `${state} and its seat`);
    const orders = await world.read((tx) => tx.orders.listOf(id));
    const payable = world.platform
      .payable()
      .filter((order) => orders.some((one) => one.id === order.outTradeNo));
    demand(payable.length <= 1, `${payable.length} payable orders of one registration`);
    const open = orders.filter((order) => order.state !== 'closed' && order.state !== 'paid');
    demand(
      open.length <= 1 && (open[0]?.id ?? null) === registration.openOrderId,
      'one open order, named by its registration',
    );
    demand(state !== 'paying' || open.length === 1, 'paying without an order');
    const history = await world.read((tx) => tx.history.listOf(id));
    for (const { from, to } of history) {
      const allowed = from === null || ACTIONS.some((action) => movesOf(action, from).includes(to));
      demand(allowed, `the table does not allow ${from} to ${to}`);
    }
  }
}

/** Once all jobs have run: nothing is left in a middle state, money is right by subject, each event was told once. */
async function checkSettled({ world, persons, free }: Play): Promise<void> {
  const { platform, sent } = world;
  const told = (about: string, id: string): number =>
    sent.filter(({ payload }) => payload.about === about && payload.registrationId === id).length;
  let received = 0;
  for (const id of persons.flat()) {
    const registration = await world.find(id);
    demand(['paid', 'deleted', 'expired'].includes(registration.state), `left in ${registration.state}`);
    const payments = await world.read((tx) => tx.payments.listOf(id));
    const orders = await world.read((tx) => tx.orders.listOf(id));
    const refunds = await world.read((tx) => tx.refunds.listOf(id));
    checkMoney(registration, {
      payments,
      orders,
      balance: platform.balance(orders.map((order) => order.id)),
    });
    demand(
      refunds.every((refund) => refund.state === 'succeeded'),
      'a refund is not settled',
    );
    const returned = payments.filter((payment) => payment.outcome === 'refunded').length;
    demand(refunds.length === returned, 'a refund for each returned payment');
    demand(
      told('payment.refund_started', id) === returned && told('payment.refunded', id) === returned,
      'refunds told',
    );
    demand(
      told('registration.deleted', id) === Number(registration.state === 'deleted'),
      'deletion told once',
    );
    received += told('payment.received', id) - (payments.length - returned);
  }
  demand(received === free, 'each honoured payment and free confirmation told once');
  demand(new Set(sent.map(({ key }) => key)).size === sent.length, 'a message was sent twice');
}

interface Books {
  payments: { orderId: string; outcome: string }[];
  orders: { id: string; subjects: { code: string; feeFen: number }[] }[];
  balance: number;
}

/** Promise 1: of each subject the fee is kept exactly once if it is paid, and nothing otherwise. */
function checkMoney({ subjects, state }: Registration, { payments, orders, balance }: Books): void {
  const kept = payments
    .filter((payment) => payment.outcome === 'honoured')
    .flatMap((payment) => orders.find((order) => order.id === payment.orderId)?.subjects ?? []);
  for (const { code, feeFen, state: paid } of subjects) {
    const sum = kept.filter((one) => one.code === code).reduce((total, one) => total + one.feeFen, 0);
    demand(sum === (paid === 'paid' ? feeFen : 0), `${state}: ${sum} fen kept for ${code}, which is ${paid}`);
  }
  const total = kept.reduce((sum, one) => sum + one.feeFen, 0);
  demand(total === balance, `${total} fen in the books, ${balance} fen at the platform`);
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
