import { callApi } from '../../support/api-client';
import { hasBegun } from '../../support/people-on-the-way';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { staffed } from '../review/review-desk';
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

  it('calls the desk by a card that opens the conversation, and says on it who has taken it', async () => {
    const { id } = await hasBegun(stage);
    const registration = await stage.app.context.unitOfWork.read((tx) => tx.registrations.find(id));
    const handoff = await handedOver(stage, registration!, 'complaint');
    await stage.push(2_000);
    const { wecom } = stage.servicer;
    // That of the conversation before may have come after it.
    const ours = () => wecom.cards().findLast(({ title }) => title === '人工：投诉')!;
    const card = ours();
    expect(card).toMatchObject({ kind: 'button_interaction' });
    expect(card.rows.length).toBeGreaterThan(1);
    expect(card.rows.length).toBeLessThanOrEqual(6);
    const opened = await wecom.opens(card.buttons[0]?.url ?? '');
    expect(opened.url).toBe(deskUrl(stage, handoff.id));
    await wecom.browser.submit(opened, { button: '接待' });
    await stage.settle();
    expect(ours().greyButton).toBe('已由客服接待');
  });

  it('tells administrators that somebody waits, and nothing of the candidate (PR8)', async () => {
    await staffed(stage, []);
    const { id } = await hasBegun(stage);
    const registration = await stage.app.context.unitOfWork.read((tx) => tx.registrations.find(id));
    await handedOver(stage, registration!);
    await stage.push(2_000);
    const told = stage.reviewer(PEOPLE.administrator).cards().at(-1);
    expect(told?.kind).toBe('text');
    expect(told?.text).toContain('有考生需要人工');
  });
});
