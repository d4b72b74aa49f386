import type { QueryRefundOutcome } from '../../../../../server/use-cases/ports/pay';
import type { Refund } from '../../../../../server/use-cases/ports/payments';
import type { RefundState } from '../../../../../shared/domain/refund-standing';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import {
  askAboutRefund,
  findRefunds,
  listStuckRefunds,
  settleByHand,
} from '../../../../../server/use-cases/payments/settle-stuck-refunds';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const member: StaffMember = {
  ...{
    id: 'staff-1',
    userid: 'office',
    email: null,
    name: '管理员',
    roles: ['administrator'],
    siteCodes: [],
  },
  ...{ onDuty: true, mobileHash: null, documentHash: null },
};

let embedded: EmbeddedContext;
let counted = 0;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
});
afterEach(() => embedded.close());

async function refund(state: RefundState): Promise<Refund> {
  counted += 1;
  const registration = registrationOf(embedded.context, { seasonId: '35-78' });
  const made: Refund = {
    ...{ id: `NCRE${counted}R01`, transactionId: `42000${counted}`, orderId: `NCRE${counted}` },
    ...{ registrationId: registration.id, amountFen: 10_500, totalFen: 10_500, cause: 'late', state },
    ...{ createdAt: NOW, settledAt: null, version: 1 },
  };
  await embedded.context.unitOfWork.run(async (tx) => {
    await tx.registrations.insert(registration);
    await tx.refunds.insert(made);
  });
  return made;
}
const stored = (id: string) => embedded.context.unitOfWork.read((tx) => tx.refunds.find(id));
const audited = () =>
  embedded.context.unitOfWork.read(async (tx) =>
    (await tx.audit.list({ beforeSeq: null, limit: 9 })).map(({ action, reason }) => [action, reason]),
  );
const told = async () =>
  (await embedded.queue.claim({ owner: 'test', now: NOW, leaseMs: 1, limit: 10 })).map(
    ({ payload }) => payload.about,
  );

function ask(
  refundId: string,
  answer: 'success' | 'processing' | 'abnormal' | 'unknown',
  refundFen = 10_500,
) {
  const platformRefund = {
    refundId: 'p',
    outRefundNo: refundId,
    outTradeNo: null,
    refundFen,
    refundedAt: null,
  };
  const outcome = (
    answer === 'unknown'
      ? { outcome: 'unknown' }
      : { outcome: 'ok', refund: { ...platformRefund, state: answer } }
  ) as QueryRefundOutcome;
  const provider = { queryRefund: () => Promise.resolve(outcome) };
  const context = { ...embedded.context, provider } as unknown as Parameters<typeof askAboutRefund>[0];
  return askAboutRefund(context, { member, refundId });
}

describe('listStuckRefunds', () => {
  it('names those that wait for a person and no others', async () => {
    const [abnormal, closed] = [await refund('abnormal'), await refund('closed')];
    await refund('processing');
    await refund('succeeded');
    const { refunds, total } = await listStuckRefunds(embedded.context, { limit: 9 });
    expect([refunds.map(({ id }) => id), total]).toEqual([[abnormal.id, closed.id], 2]);
  });
});

describe('findRefunds', () => {
  it('finds by refund number and by the payment number of WeChat', async () => {
    const { id, transactionId } = await refund('succeeded');
    await refund('succeeded');
    for (const number of [id, transactionId]) {
      expect((await findRefunds(embedded.context, number)).map((found) => found.id)).toEqual([id]);
    }
    expect(await findRefunds(embedded.context, 'nothing')).toEqual([]);
  });
});

describe('askAboutRefund', () => {
  it('takes the platform’s word that it was paid out since, under its one number, and tells the candidate (promises 1, 2)', async () => {
    const { id } = await refund('abnormal');
    expect(await ask(id, 'success')).toEqual({ ok: true, state: 'succeeded' });
    expect(await stored(id)).toMatchObject({ state: 'succeeded', settledAt: NOW });
    expect(await told()).toEqual(['payment.refunded']);
    expect(await audited()).toEqual([['refund.asked_again', id]]);
    expect(await ask(id, 'success')).toEqual({ ok: false, code: 'not_stuck' });
  });

  it('changes nothing while the platform still cannot, does not answer, or speaks of another sum', async () => {
    const { id } = await refund('abnormal');
    expect(await ask(id, 'abnormal')).toEqual({ ok: true, state: 'abnormal' });
    expect(await ask(id, 'unknown')).toEqual({ ok: false, code: 'no_answer' });
    expect(await ask(id, 'success', 1)).toEqual({ ok: false, code: 'changed' });
    expect(await stored(id)).toMatchObject({ state: 'abnormal', version: 1 });
  });

  it.each(['abnormal', 'closed'] as const)(
    'gives one that is on its way again a job, each time after it was %s (promise 1)',
    async (state) => {
      const { id } = await refund(state);
      const jobs = async () =>
        (await embedded.queue.claim({ owner: 'test', now: NOW, leaseMs: 1_000, limit: 10 })).flatMap(
          ({ topic, payload }) => (topic === 'refund.due' ? [payload.refundId] : []),
        );
      expect(await ask(id, 'processing')).toEqual({ ok: true, state: 'processing' });
      expect(await jobs()).toEqual([id]);
      await embedded.context.unitOfWork.run(async (tx) =>
        tx.refunds.save({ ...(await tx.refunds.find(id))!, state }),
      );
      expect(await jobs()).toEqual([]);
      expect(await ask(id, 'processing')).toEqual({ ok: true, state: 'processing' });
      expect(await jobs()).toEqual([id]);
    },
  );
});

describe('settleByHand', () => {
  it('notes how the money went back, tells the candidate once, and does it once', async () => {
    const { id } = await refund('closed');
    const settle = () => settleByHand(embedded.context, { member, refundId: id, way: 'bank_transfer' });
    const both = await Promise.all([settle(), settle()]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await stored(id)).toMatchObject({ state: 'succeeded', settledAt: NOW });
    expect(await told()).toEqual(['payment.refunded']);
    expect(await audited()).toEqual([['refund.settled_by_hand', `${id}: bank_transfer`]]);
  });

  it.each(['due', 'processing', 'succeeded'] as const)(
    'grants nothing for one that is %s (S35)',
    async (state) => {
      const { id } = await refund(state);
      const settled = await settleByHand(embedded.context, { member, refundId: id, way: 'cash' });
      expect(settled).toEqual({ ok: false, code: 'not_stuck' });
      expect(await stored(id)).toMatchObject({ state, version: 1 });
    },
  );

  it('knows no refund that was never owed', async () => {
    const settled = await settleByHand(embedded.context, { member, refundId: 'NCRE0R01', way: 'cash' });
    expect(settled).toEqual({ ok: false, code: 'absent' });
  });
});
