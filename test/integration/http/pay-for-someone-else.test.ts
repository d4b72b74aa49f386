import { activePhone, callApi, signIn, tickAll, type RegistrationAnswer } from '../../support/api-client';
import { readyRegistration, type Begun } from '../../support/ready-registration';
import { OTHER_SITE } from '../../support/season';
import { startStage, type Stage } from '../../support/stage';
import type { Candidate } from '../../platform/hands/candidate';

interface Opened {
  order: { id: string; amountFen: number };
  payParams: Parameters<Candidate['pays']>[0];
}

const DAY_MS = 86_400_000;

describe('Somebody else pays', () => {
  let stage: Stage;
  let people = 0;
  beforeAll(async () => {
    stage = await startStage({ season: { only: [OTHER_SITE] } });
  });
  afterAll(() => stage.stop());

  async function owner(): Promise<{ token: string } & Begun> {
    const { token } = await activePhone(stage);
    await tickAll(stage, token);
    people += 1;
    return { token, ...(await readyRegistration(stage, { token, sequence: people })) };
  }
  const link = async ({ token, id, subjects }: { token: string } & Begun): Promise<string> => {
    const body = { subjectCodes: subjects };
    const minted = await callApi<{ token: string }>(stage, `/registrations/${id}/pay-links`, {
      method: 'POST',
      token,
      body,
    });
    expect(minted.status).toBe(201);
    return minted.body.token;
  };
  const call = <Body>(path: 'read' | 'order' | 'check', token: string, payLink: string) =>
    callApi<Body>(stage, `/pay-links/${path}`, { method: 'POST', token, body: { token: payLink } });
  async function payer() {
    const candidate = stage.platform.candidate();
    return { candidate, token: await signIn(stage, candidate) };
  }

  it('sees masked name, subjects and sum, pays with their own WeChat, and the owner has paid', async () => {
    const own = await owner();
    const payLink = await link(own);
    const mother = await payer();
    const shown = await call<Record<string, unknown>>('read', mother.token, payLink);
    expect(shown.body).toMatchObject({
      state: 'payable',
      name: '王**',
      subjects: [{ code: own.subjects[0] }],
    });
    expect(Object.keys(shown.body).sort()).toEqual(
      ['amountFen', 'expiresAt', 'name', 'serverTime', 'sitting', 'state', 'subjects'].sort(),
    );
    const opened = await call<Opened>('order', mother.token, payLink);
    expect(opened.status).toBe(201);
    expect(opened.body.order.amountFen).toBe(shown.body.amountFen);
    expect((await call('read', mother.token, payLink)).body).toMatchObject({ state: 'open' });
    await mother.candidate.pays(opened.body.payParams);
    expect((await call('check', mother.token, payLink)).body).toEqual({ state: 'paid' });
    await stage.settle();
    const read = await callApi<RegistrationAnswer>(stage, `/registrations/${own.id}`, { token: own.token });
    expect(read.body.registration.state).toBe('paid');

    const { body } = await callApi<{ orders: Record<string, unknown>[] }>(stage, '/orders', {
      token: own.token,
    });
    expect(body.orders).toMatchObject([
      { id: opened.body.order.id, state: 'paid', bySomeoneElse: true, registrationId: own.id },
    ]);
    const one = await callApi(stage, `/orders/${opened.body.order.id}`, { token: own.token });
    expect(one.body).toMatchObject({ order: body.orders[0] });
    // WeChat lists the payment to whoever paid; the order is the owner's all the same.
    const asPayer = await callApi(stage, `/orders/${opened.body.order.id}`, { token: mother.token });
    const absent = await callApi(stage, '/orders/N123456789', { token: mother.token });
    expect([asPayer.status, absent.status]).toEqual([404, 404]);
    expect({ ...asPayer.body.error, requestId: '' }).toEqual({ ...absent.body.error, requestId: '' });
  });

  it('lets nobody else in once one has begun, and lets that one come back', async () => {
    const own = await owner();
    const payLink = await link(own);
    const [first, second] = [await payer(), await payer()];
    const opened = await call<Opened>('order', first.token, payLink);
    const again = await call<Opened>('order', first.token, payLink);
    expect(again.body).toMatchObject({ order: { id: opened.body.order.id } });
    const late = await call('order', second.token, payLink);
    expect(late.body.error).toMatchObject({ code: 'STATE_CONFLICT', reasons: [{ code: 'pay_link.used' }] });
    expect((await call('read', second.token, payLink)).body.error?.reasons).toMatchObject([
      { code: 'pay_link.used' },
    ]);
  });

  it('tells the owner that somebody else began, and that one that the owner gave the payment up', async () => {
    const own = await owner();
    const [payLink, mother] = [await link(own), await payer()];
    const opened = await call<Opened>('order', mother.token, payLink);
    const summary = await callApi(stage, `/registrations/${own.id}/payment`, { token: own.token });
    expect(summary.body).toMatchObject({ order: { id: opened.body.order.id, bySomeoneElse: true } });
    await callApi(stage, `/registrations/${own.id}/orders/${opened.body.order.id}/close`, {
      method: 'POST',
      token: own.token,
    });
    expect((await call('read', mother.token, payLink)).body.error?.reasons).toMatchObject([
      { code: 'pay_link.busy' },
    ]);
    await stage.settle();
    expect((await call('read', mother.token, payLink)).body.error?.reasons).toMatchObject([
      { code: 'pay_link.closed' },
    ]);
  });

  it('tells kindly of a link that ran out, no longer fits, or never was', async () => {
    const own = await owner();
    const [payLink, other] = [await link(own), await payer()];
    expect((await call('read', other.token, 'A'.repeat(43))).body.error).toMatchObject({
      code: 'NOT_FOUND',
      reasons: [{ code: 'pay_link.unknown', message: expect.any(String) }],
    });
    await callApi(stage, `/registrations/${own.id}/deletion`, {
      method: 'POST',
      token: own.token,
      body: { expectedVersion: own.version, reason: '不想考了，下次再报' },
    });
    expect((await call('order', other.token, payLink)).body.error?.reasons).toMatchObject([
      { code: 'pay_link.stale' },
    ]);
    stage.clock.at += 3 * DAY_MS;
    const fresh = await payer();
    expect((await call('read', fresh.token, payLink)).body.error?.reasons).toMatchObject([
      { code: 'pay_link.expired' },
    ]);
    stage.clock.at -= 3 * DAY_MS;
  });

  it('makes no link for what cannot be paid', async () => {
    const own = await owner();
    const refused = await callApi(stage, `/registrations/${own.id}/pay-links`, {
      method: 'POST',
      token: own.token,
      body: { subjectCodes: ['99'] },
    });
    expect(refused.body.error?.reasons).toMatchObject([{ code: 'payment.subject_not_payable' }]);
  });
});
