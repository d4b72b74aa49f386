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
  const stored = async () => {
    const read = await callApi<{ answers: Record<string, unknown> }>(stage, `/registrations/${id}/answers`, {
      token,
    });
    return read.body;
  };
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

  it('is told at once to whoever comes back into the chat, and not again when the pause is over', async () => {
    const consent = `/seasons/${stage.season.id}/consents/sensitive_consent`;
    await callApi(stage, consent, { method: 'DELETE', token });
    await candidate.types('继续');
    await stage.settle();
    expect(heard().join()).toContain('敏感');
    await tickAll(stage, token);
    await stage.push(5_000);
    expect(heard()).toEqual([]);
    await candidate.entersChat({});
    await stage.settle();
    expect(heard()).toHaveLength(1);
    await stage.push(120_000);
    expect(heard()).toEqual([]);
  });

  it('is told once where the person came back into the chat meanwhile', async () => {
    await saves('documentType', 'documentNumber');
    await stage.push(3_000);
    heard();
    await saves('education');
    await stage.push(5_000);
    await candidate.entersChat({});
    await stage.settle();
    expect(heard().join()).toContain('已收到您填写的：文化程度');
    await stage.push(120_000);
    expect(heard()).toEqual([]);
  });

  it('is named by groups, earlier pages too, where the live session was lost', async () => {
    await saves('documentType', 'documentNumber');
    await stage.push(3_000);
    heard();
    await saves('name', 'ethnicity', 'occupation', 'education');
    await stage.push(1_000);
    await saves('mobile', 'email');
    await stage.restart();
    await stage.push(120_000);
    const [said, ...more] = heard();
    expect(more).toEqual([]);
    expect(said).toContain('已收到您填写的：身份信息、基本信息、联系信息。');
  });

  it('is not written over by an answer typed in the chat: both are shown, and one is chosen', async () => {
    await saves('documentType', 'documentNumber');
    await stage.push(3_000);
    heard();
    await saves('name');
    await candidate.types('李四');
    await stage.settle();
    expect(heard().join()).toContain('姓名有两个不同的答案');
    expect(await stored()).toMatchObject({ answers: { name: whole['name'] } });
    await candidate.taps('用聊天里的');
    await stage.settle();
    expect(await stored()).toMatchObject({ answers: { name: '李四' } });
  });

  it('refuses a page that has not seen the newest answer, names both masked, and stores nothing', async () => {
    await saves('documentType', 'documentNumber', 'name');
    const stale = await callApi(stage, `/registrations/${id}/answers`, {
      method: 'PUT',
      token,
      body: { expectedVersion: version - 1, answers: { name: '李四', education: 'bachelor' } },
    });
    expect(stale.status).toBe(409);
    expect(stale.body.error).toMatchObject({
      code: 'VERSION_CONFLICT',
      version,
      fields: [
        { field: 'name', code: 'answers.changed_elsewhere', params: { stored: '王**', given: '李*' } },
      ],
    });
    expect(stale.body.error?.fields?.[0]).toHaveProperty('message');
    const { answers } = await stored();
    expect(answers).toMatchObject({ name: whole['name'] });
    expect(answers).not.toHaveProperty('education');
  });

  it('leaves the chat silent once its 48 hours are over', async () => {
    await stage.push(2 * DAY_MS);
    candidate.newMessages();
    await saves('documentType', 'documentNumber');
    await stage.push(120_000);
    expect(heard()).toEqual([]);
  });
});
