import { activePhone, callApi, tickAll, type RegistrationAnswer } from '../../support/api-client';
import { readyRegistration } from '../../support/ready-registration';
import { OTHER_SITE } from '../../support/season';
import { startStage, type Stage } from '../../support/stage';

describe('Deleting and registering again', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ season: { only: [OTHER_SITE] } });
  });
  afterAll(() => stage.stop());

  it('is one call, done once for its key, and keeps answers (S31, S34)', async () => {
    const { token } = await activePhone(stage);
    await tickAll(stage, token);
    const { id, version } = await readyRegistration(stage, { token });
    const call = {
      method: 'POST',
      token,
      key: 'once-and-again',
      body: { expectedVersion: version, reason: '我选错了考点，想换一个' },
    } as const;
    const path = `/registrations/${id}/anew`;
    const anew = await callApi<RegistrationAnswer>(stage, path, call);
    expect(anew.body.registration).toMatchObject({ state: 'draft', missing: [] });
    expect(anew.body.registration.id).not.toBe(id);
    const again = await callApi<RegistrationAnswer>(stage, path, call);
    expect(again.body).toEqual(anew.body);
    const { body } = await callApi<{ registrations: { id: string; state: string }[] }>(
      stage,
      '/registrations',
      { token },
    );
    expect(body.registrations.map((one) => one.state).sort()).toEqual(['deleted', 'draft']);
  });

  it('says that a reason is needed (S32)', async () => {
    const { token } = await activePhone(stage);
    await tickAll(stage, token);
    const { id, version } = await readyRegistration(stage, { token, sequence: 2 });
    const refused = await callApi(stage, `/registrations/${id}/anew`, {
      method: 'POST',
      token,
      body: { expectedVersion: version, reason: ' ' },
    });
    expect(refused.body.error?.reasons).toMatchObject([{ code: 'delete.reason_required' }]);
  });
});
