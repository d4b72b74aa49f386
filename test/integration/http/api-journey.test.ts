import {
  answersAt,
  activePhone,
  callApi,
  signIn,
  tickAll,
  uploadPhoto,
  type RegistrationAnswer,
} from '../../support/api-client';
import { OTHER_SITE } from '../../support/season';
import { startStage, type Stage } from '../../support/stage';

describe('The API of the mini program', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ season: { only: [OTHER_SITE] } });
  });
  afterAll(() => stage.stop());

  it('leads from wx.login to a paid registration and its proof', async () => {
    const { candidate, token } = await activePhone(stage);
    await tickAll(stage, token);
    const site = stage.season.sites[0];
    const code = Object.keys(site?.subjects ?? {})[0] ?? '';
    const started = await callApi<RegistrationAnswer>(stage, '/registrations', {
      method: 'POST',
      token,
      body: { seasonId: stage.season.id },
    });
    expect(started.status).toBe(201);
    const { id } = started.body.registration;
    expect(started.body.registration.fields[0]).toEqual({
      field: 'documentType',
      required: true,
      answered: false,
    });
    let { version } = started.body.registration;
    const saved = await callApi<RegistrationAnswer & { warnings: unknown[] }>(
      stage,
      `/registrations/${id}/answers`,
      {
        method: 'PUT',
        token,
        body: { expectedVersion: version, answers: { ...answersAt(OTHER_SITE, [code]), name: '王小𠮷' } },
      },
    );
    expect(saved.body.error).toBeUndefined();
    expect(saved.body.registration.missing).toEqual([]);
    expect(saved.body.warnings).toEqual([
      { field: 'name', code: 'name.rare_character', params: { position: 3 } },
    ]);
    const { fields } = saved.body.registration;
    expect(fields).toContainEqual({ field: 'siteCode', required: true, answered: true });
    expect(fields).toContainEqual({ field: 'address', required: false, answered: false });
    // Nobody who is no student is asked for a school (S19).
    expect(fields.map((one) => one.field)).not.toContain('school');
    expect(saved.body.registration.position.step).toBe('summary');
    expect(saved.body.registration.answers.documentNumber).toMatch(/^\d{3}\*+\d\w$/);
    ({ version } = saved.body.registration);
    const submitted = await callApi<RegistrationAnswer>(stage, `/registrations/${id}/information`, {
      method: 'POST',
      token,
      body: { expectedVersion: version, promised: true },
    });
    expect(submitted.body.registration.state).toBe('saved');
    const uploaded = await uploadPhoto(stage, { token, id, version: submitted.body.registration.version });
    expect(uploaded.body.error).toBeUndefined();
    expect(uploaded.body.registration).toMatchObject({ state: 'ready', position: { step: 'payment' } });

    const readBack = await callApi<{ readBack: { name: string; amountFen: number } }>(
      stage,
      `/registrations/${id}/payment`,
      { token },
    );
    expect(readBack.body.readBack.name).toBe('王**');
    const order = { method: 'POST', token, body: { subjectCodes: [code] }, key: 'the-same-key' } as const;
    const opened = await callApi<{
      order: { id: string; amountFen: number };
      payParams: Parameters<typeof candidate.pays>[0];
    }>(stage, `/registrations/${id}/orders`, order);
    expect(opened.status).toBe(201);
    expect(opened.body.order.amountFen).toBe(readBack.body.readBack.amountFen);
    const again = await callApi(stage, `/registrations/${id}/orders`, order);
    expect(again.body).toEqual(opened.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');

    await candidate.pays(opened.body.payParams);
    await stage.settle();
    const after = await callApi<RegistrationAnswer & { proofs: { orderId: string }[] }>(
      stage,
      `/registrations/${id}/payment`,
      { token },
    );
    expect(after.body.registration.state).toBe('paid');
    expect(after.body.proofs).toMatchObject([{ orderId: opened.body.order.id }]);
  });

  it('tells a WeChat nobody knows that nothing is there', async () => {
    const token = await signIn(stage, stage.platform.candidate());
    const me = await callApi(stage, '/me', { token });
    expect(me.body).toMatchObject({ account: null });
    expect((await callApi(stage, '/registrations', { token })).body.error?.code).toBe('NOT_FOUND');
  });

  it('does not let a code of wx.login in twice', async () => {
    const code = stage.platform.candidate().loginCode();
    const first = await callApi(stage, '/session', { method: 'POST', body: { code } });
    const second = await callApi(stage, '/session', { method: 'POST', body: { code } });
    expect([first.status, second.status, second.body.error?.code]).toEqual([201, 401, 'LOGIN_CODE_INVALID']);
  });

  it('ends a session for good', async () => {
    const token = await signIn(stage, stage.platform.candidate());
    await callApi(stage, '/session', { method: 'DELETE', token });
    expect((await callApi(stage, '/me', { token })).body.error?.code).toBe('UNAUTHENTICATED');
  });

  it('publishes its contract', async () => {
    const { status, body } = await callApi<{ paths: Record<string, unknown> }>(stage, '/openapi.json');
    expect(status).toBe(200);
    expect(Object.keys(body.paths)).toContain('/api/v1/registrations/{registrationId}/orders');
  });
});
