import { closeHandoff } from '../../../../../server/use-cases/support/close-handoff';
import { giveOwner, ownerOf } from '../../../../../server/use-cases/support/own-handoff';
import type { Payment, Refund } from '../../../../../server/use-cases/ports/payments';
import type { Proposal } from '../../../../../server/use-cases/ports/support';
import type { Repositories } from '../../../../../server/use-cases/ports/storage';
import { handBackOf, noteTold } from '../../../../../server/use-cases/support/tell-back';
import { MINUTE_MS } from '../../../../../shared/domain/time';
import { deskCase, SERVICER, type DeskCase } from '../../../../support/desk-case';
import { COMPLETE, NOW } from '../../../../support/situations';

const DESK = { role: 'system', id: 'desk', channel: 'job' } as const;

describe('handBackOf', () => {
  let desk: DeskCase;
  beforeEach(async () => {
    desk = await deskCase();
    await run(async (tx) => {
      const handoff = (await tx.handoffs.find(desk.handoffId))!;
      await giveOwner(tx, desk.context, { handoff, owner: ownerOf(SERVICER), actor: DESK });
    });
    desk.clock.at += MINUTE_MS;
  });
  afterEach(() => desk.close());

  const run = <Result>(act: (tx: Repositories) => Promise<Result>): Promise<Result> =>
    desk.context.unitOfWork.run(act);
  const ends = () => run((tx) => closeHandoff(tx, desk.context, { accountId: desk.account.id }));
  const told = () =>
    run(async (tx) =>
      handBackOf(tx, desk.context, {
        latest: await tx.handoffs.find(desk.handoffId),
        registration: await tx.registrations.find(desk.registration.id),
        proposal: await tx.proposals.latestOf(desk.account.id),
      }),
    );

  it('is nothing while a person serves, and everything unchanged after a person who changed nothing', async () => {
    expect(await told()).toBeNull();
    await ends();
    expect(await told()).toEqual({
      handoffId: desk.handoffId,
      ...{ from: null, to: null, proposal: null, changed: [] },
      ...{ paidFen: 0, refundedFen: 0, refundingFen: 0, stuckFen: 0 },
    });
  });

  it('names fields that hold other answers, also in a change that is not applied yet', async () => {
    const present = (await run((tx) => tx.registrations.find(desk.registration.id)))!;
    const changeSet = { ...COMPLETE, mobile: '13900000001', subjects: ['65'] };
    await run((tx) => tx.registrations.save({ ...present, changeSet, photoId: 'photo-00002' }));
    await ends();
    expect((await told())?.changed).toEqual(['mobile', 'subjects', 'photo']);
  });

  it('adds up money that came and went since, and leaves out what came before', async () => {
    await run(async (tx) => {
      await tx.payments.add(payment('t-1', { learnedAt: NOW - MINUTE_MS }));
      await tx.payments.add(payment('t-2', { learnedAt: desk.clock.at, amountFen: 4000 }));
      await tx.payments.add(payment('t-3', { learnedAt: desk.clock.at, outcome: 'refunded' }));
      await tx.refunds.insert(refund('r-1', { state: 'succeeded', settledAt: desk.clock.at }));
      await tx.refunds.insert(refund('r-2', { createdAt: desk.clock.at, amountFen: 500 }));
      await tx.refunds.insert(refund('r-3', { createdAt: NOW - MINUTE_MS }));
    });
    await ends();
    expect(await told()).toMatchObject({ paidFen: 4000, refundedFen: 8000, refundingFen: 500 });
  });

  it.each(['abnormal', 'closed'] as const)(
    'does not call a refund that is %s on its way: a person has to settle it',
    async (state) => {
      const createdAt = desk.clock.at;
      await run((tx) => tx.refunds.insert(refund('r-1', { createdAt, state })));
      await ends();
      expect(await told()).toMatchObject({ refundedFen: 0, refundingFen: 0, stuckFen: 8000 });
    },
  );

  it('tells how a correction ended that was open while the person served', async () => {
    await run((tx) => tx.proposals.insert(proposal()));
    await run((tx) => tx.proposals.settle('proposal-1', { state: 'withdrawn', at: desk.clock.at }));
    await ends();
    expect(await told()).toMatchObject({ proposal: 'withdrawn' });
  });

  it('forgets what the answers were once it is told', async () => {
    expect((await run((tx) => tx.handoffs.find(desk.handoffId)))?.answersThen).not.toBeNull();
    await ends();
    await run((tx) => noteTold(tx, desk.context, desk.handoffId));
    expect((await run((tx) => tx.handoffs.find(desk.handoffId)))?.answersThen).toBeNull();
    expect(await told()).toBeNull();
  });

  function payment(transactionId: string, changes: Partial<Payment>): Payment {
    return {
      ...{ transactionId, orderId: `order-${transactionId}`, registrationId: desk.registration.id },
      ...{ amountFen: 8000, succeededAt: NOW, learnedAt: NOW, outcome: 'honoured', why: null, ...changes },
    };
  }

  function refund(id: string, changes: Partial<Refund>): Refund {
    return {
      ...{ id, transactionId: `t-${id}`, orderId: `order-${id}`, registrationId: desk.registration.id },
      ...{ amountFen: 8000, totalFen: 8000, cause: 'deleted', state: 'processing', createdAt: NOW },
      ...{ settledAt: null, version: 1, ...changes },
    };
  }

  function proposal(): Proposal {
    return {
      ...{ id: 'proposal-1', accountId: desk.account.id, registrationId: desk.registration.id },
      ...{ handoffId: desk.handoffId, staffId: SERVICER.id, state: 'open', fields: ['mobile'] },
      content: { answers: { mobile: '13900000001' }, was: {}, reason: '号码少了一位' },
      ...{ revision: 1, createdAt: NOW, expiresAt: NOW + MINUTE_MS, settledAt: null },
    };
  }
});
