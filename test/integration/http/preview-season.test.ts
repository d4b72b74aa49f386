import { activePhone, callApi } from '../../support/api-client';
import { startStage, type Stage } from '../../support/stage';

describe('A preview season', () => {
  let stage: Stage;
  let named: string;
  let other: string;
  const PREVIEW = 'fujian-preview-2027-03';
  beforeAll(async () => {
    stage = await startStage({
      moreSeasons: (season) => [
        { ...season, id: PREVIEW, preview: true, previewFor: ['someone1@example.org'] },
      ],
    });
    named = (await activePhone(stage)).token;
    other = (await activePhone(stage)).token;
  });
  afterAll(() => stage.stop());

  const seen = async (path: string, token: string) =>
    (await callApi<{ seasons: { id: string }[] }>(stage, path, { token })).body.seasons.map((one) => one.id);
  const begin = (token: string) =>
    callApi(stage, '/registrations', { method: 'POST', token, body: { seasonId: PREVIEW } });

  it('is listed to the accounts it names only', async () => {
    expect(await seen('/me/preview-seasons', named)).toEqual([PREVIEW]);
    expect(await seen('/me/preview-seasons', other)).toEqual([]);
    expect(await seen('/seasons', named)).not.toContain(PREVIEW);
  });

  it('is begun by them, and is absent to anybody else', async () => {
    expect((await begin(named)).status).toBe(201);
    expect((await begin(other)).body.error?.code).toBe('NOT_FOUND');
  });
});
