import { callApi } from '../../support/api-client';
import { startStage, type Stage } from '../../support/stage';

interface Help {
  answers: { id: string; topic: string; question: string; answer: string; phrases: string[] }[];
}
interface Contact {
  office: { province: { zh: string }; hotline: { zh: string }; hours: { zh: string; en: string } } | null;
  chat: { url: string; corpId: string } | null;
}

describe('Help without a login', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({
      moreSeasons: (season) => [
        { ...season, id: 'elsewhere', province: { code: '33', name: { zh: '浙江', en: 'Zhejiang' } } },
      ],
    });
  });
  afterAll(() => stage.stop());

  it('answers every question with the values of the sitting that is named', async () => {
    const { status, body } = await callApi<Help>(stage, `/help?season=${stage.season.id}`);
    expect(status).toBe(200);
    expect(body.answers.length).toBeGreaterThan(60);
    const photo = body.answers.find(({ id }) => id === 'photo.requirements');
    const { minWidth, minHeight } = stage.season.photoRule;
    expect(photo).toMatchObject({
      topic: 'photo',
      answer: expect.stringContaining(`${minWidth}×${minHeight}`),
    });
    expect(photo?.phrases.length).toBeGreaterThan(2);
    expect(JSON.stringify(body)).not.toContain('{{');
    expect(body.answers.map(({ id }) => id)).not.toContain('flow.confirm');
  });

  it('tells whom to turn to, in both languages, and the way into the chat', async () => {
    const { body } = await callApi<Contact>(stage, `/contact?season=${stage.season.id}`);
    expect(body.office).toMatchObject({
      province: stage.season.province.name,
      hotline: stage.season.hotline,
      hours: { zh: '周一至周五 9:00–17:30' },
    });
    expect(body.office?.hours.en).toContain('9:00–17:30');
    expect(body.chat?.url).toMatch(/^https:/);
    const other = await callApi<Contact>(stage, '/contact?season=elsewhere');
    expect(other.body.office?.province.zh).toBe('浙江');
  });

  it('knows a sitting without being told one, and an unknown one is no failure', async () => {
    for (const path of ['/help', '/contact', '/help?season=never-was']) {
      expect((await callApi(stage, path)).status).toBe(200);
    }
    expect((await callApi(stage, '/help?season=%3Cscript%3E')).status).toBe(422);
  });
});
