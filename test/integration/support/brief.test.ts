import { callApi } from '../../support/api-client';
import { hasBegun } from '../../support/people-on-the-way';
import { startStage, type Stage } from '../../support/stage';
import { deskUrl, handedOver } from './support-desk';

describe('The brief of a conversation', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.stop());

  it('names the last failed call by its code and request id, with state, step and what is missing', async () => {
    const person = await hasBegun(stage);
    const { id, token, version } = person;
    const failed = await callApi(stage, `/registrations/${id}/information`, {
      method: 'POST',
      token,
      body: { expectedVersion: version, promised: true },
    });
    expect(failed.status).toBe(422);
    const registration = await stage.app.context.unitOfWork.read((tx) => tx.registrations.find(id));
    const handoff = await handedOver(stage, registration!, 'payment_trouble');
    await stage.settle();
    const page = await stage.servicer.wecom.opens(deskUrl(stage, handoff.id));
    const { requestId, code } = failed.body.error ?? {};
    expect(page.text).toContain(`${code}`);
    expect(page.text).toContain(`${requestId}`);
    expect(page.text).toContain('缴费问题');
    expect(page.text).toContain('填写信息：证件类型');
    expect(page.text).toContain('建议修改报名信息');
  });
});
