import type { Candidate } from '../../platform/hands/candidate';
import { activePhone, answersAt, callApi, tickAll, type RegistrationAnswer } from '../../support/api-client';
import { beginRegistration } from '../../support/ready-registration';
import { OTHER_SITE } from '../../support/season';
import { startStage, type Stage } from '../../support/stage';

const DAY_MS = 86_400_000;

describe('What is answered on pages of the mini program', () => {
  let stage: Stage;
  let candidate: Candidate;
  let token: string;
  let id: string;
  let version: number;
  beforeEach(async () => {
    stage = await startStage({ season: { only: [OTHER_SITE] } });
    ({ candidate, token } = await activePhone(stage));
    await tickAll(stage, token);
    ({ id, version } = await beginRegistration(stage, token));
    const link = await callApi<{ sceneParam: string }>(stage, '/chat-link', { method: 'POST', token });
    await candidate.entersChat({ sceneParam: link.body.sceneParam });
    await stage.settle();
    await candidate.types('继续');
    await stage.settle();
    candidate.newMessages();
  });
  afterEach(() => stage.stop());

  const whole = answersAt(OTHER_SITE, ['15']);
  async function saves(...fields: string[]): Promise<void> {
    const answers = Object.fromEntries(fields.map((field) => [field, whole[field]]));
    const saved = await callApi<RegistrationAnswer>(stage, `/registrations/${id}/answers`, {
      method: 'PUT',
      token,
      body: { expectedVersion: version, answers },
    });
    expect(saved.body.error).toBeUndefined();
    ({ version } = saved.body.registration);
    await stage.settle();
  }
  const heard = () => candidate.newMessages().map(({ text, menu }) => text ?? menu?.head ?? '');

  it('is named in the chat at once when it is what the chat had asked, and the next is asked', async () => {
    await saves('documentType', 'documentNumber');
    await stage.push(3_000);
    const [said, ...more] = heard();
    expect(more).toEqual([]);
    expect(said).toContain('已收到您填写的');
    expect(said).toContain('姓名');
  });

  it('is named once for all of it while the person goes on filling pages', async () => {
    await saves('documentType', 'documentNumber');
    await stage.push(3_000);
    heard();
    await saves('occupation');
    await stage.push(10_000);
    await saves('education');
    await stage.push(10_000);
    expect(heard()).toEqual([]);
    await stage.push(60_000);
    const [said, ...more] = heard();
    expect(more).toEqual([]);
    expect(said).toMatch(/已收到您填写的：文化程度、职业。/);
  });

  it('leaves the chat silent once its 48 hours are over', async () => {
    await stage.push(2 * DAY_MS);
    candidate.newMessages();
    await saves('documentType', 'documentNumber');
    await stage.push(120_000);
    expect(heard()).toEqual([]);
  });
});
