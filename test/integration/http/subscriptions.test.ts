import { activePhone, callApi } from '../../support/api-client';
import { startStage, type Stage } from '../../support/stage';

interface Ledger {
  templates: { templateId: string; left: number; choice: string | null; always: boolean; kinds: string[] }[];
}

describe('The ledger of subscription messages', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.stop());

  it('keeps a yes, a no and a kept answer by what the phone reports', async () => {
    const { token } = await activePhone(stage);
    const [first, second, third] = [...new Set(stage.season.templates.map((one) => one.templateId))];
    const report = (results: unknown[]) =>
      callApi(stage, '/subscriptions', { method: 'POST', token, body: { results } });
    const read = async () =>
      (await callApi<Ledger>(stage, '/subscriptions', { token })).body.templates.map(
        ({ templateId, left, choice, always }) => ({ templateId, left, choice, always }),
      );
    expect(await read()).toContainEqual({ templateId: first, left: 0, choice: null, always: false });
    await report([
      { templateId: first, result: 'acceptWithAlert', always: false },
      { templateId: second, result: 'reject', always: true },
      { templateId: third, result: 'filter', always: false },
      { templateId: 'of-nobody', result: 'accept', always: false },
    ]);
    const ledger = await read();
    expect(ledger).toContainEqual({ templateId: first, left: 1, choice: 'accepted', always: false });
    expect(ledger).toContainEqual({ templateId: second, left: 0, choice: 'refused', always: true });
    expect(ledger).toContainEqual({ templateId: third, left: 0, choice: null, always: false });
    expect(ledger).toHaveLength(new Set(stage.season.templates.map((one) => one.templateId)).size);
    // A single no takes nothing back; a template that was closed is told as such.
    await report([
      { templateId: first, result: 'reject', always: false },
      { templateId: third, result: 'ban', always: false },
    ]);
    expect(await read()).toContainEqual({ templateId: first, left: 1, choice: 'refused', always: false });
    expect(await read()).toContainEqual({ templateId: third, left: 0, choice: 'banned', always: false });
  });
});
