import { replanSeason } from '../../../server/use-cases/seasons/replan-season';
import { DAY_MS, MINUTE_MS } from '../../../shared/domain/time';
import { RESIDENT_ID } from '../../support/situations';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { detailUrl, reload, submitted } from './review-desk';

describe('The queue of reviewers', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const list = (userid: string = PEOPLE.reviewer) =>
    stage.reviewer(userid).opens(`${stage.publicUrl}/staff/reviews`);
  const queued = (id: string) => stage.app.context.unitOfWork.read((tx) => tx.reviewQueue.find(id));

  it('shows who is at a registration, and lets a colleague decide all the same', async () => {
    const { id } = await submitted(stage);
    await stage.reviewer().opens(detailUrl(stage, id));
    expect((await list(PEOPLE.colleague)).text).toContain('审核员甲正在审核');
    expect((await list()).text).not.toContain('正在审核，到');
    const page = await stage.reviewer(PEOPLE.colleague).opens(detailUrl(stage, id));
    expect(page.text).toContain('审核员甲正在审核，到2026年12月28日（周一）10:15为止');
    await stage.reviewer(PEOPLE.colleague).browser.submit(page, { button: '审核通过' });
    expect((await reload(stage, id)).state).toBe('approved');
    expect(await queued(id)).toBeNull();
  });

  it('tells how many office hours have passed and are left, and when they are over, in the list and on the page', async () => {
    const { id } = await submitted(stage);
    stage.clock.at += 200 * MINUTE_MS;
    // A Monday morning: 17 hours of half past eight each day end on Wednesday.
    const waits = (await list(PEOPLE.colleague)).text;
    const clock = '已等3小时20分（工作时间），还剩13小时40分，应在2026年12月30日（周三）10:00前办理。';
    expect(waits.replaceAll(/\s/g, '')).toContain(clock);
    const onPage = (await stage.reviewer(PEOPLE.colleague).opens(detailUrl(stage, id))).text;
    expect(onPage.replaceAll(/\s/g, '')).toContain(clock);
    stage.clock.at += 2 * DAY_MS;
    expect((await list(PEOPLE.colleague)).text).toMatch(/已等20小时20分（工作时间），\s*已超过审核时限/);
  });

  it('gives a registration back after a quarter of an hour', async () => {
    const { id } = await submitted(stage);
    await stage.reviewer().opens(detailUrl(stage, id));
    stage.clock.at += 15 * MINUTE_MS;
    expect((await list(PEOPLE.colleague)).text).not.toContain('正在审核，到');
    expect((await stage.reviewer(PEOPLE.colleague).opens(detailUrl(stage, id))).text).not.toContain(
      '正在审核，到',
    );
  });

  it('puts what a colleague is at behind the others', async () => {
    const first = await submitted(stage);
    stage.clock.at += MINUTE_MS;
    const second = await submitted(stage, {
      answers: { documentNumber: RESIDENT_ID.replace(/...$/, '93X'), name: '李四' },
    });
    await stage.reviewer().opens(detailUrl(stage, first.id));
    const page = await list(PEOPLE.colleague);
    const links = page.links.map(({ href }) => href.split('/').at(-1)).filter((last) => last?.length === 26);
    expect(links).toEqual([second.id, first.id]);
  });

  it('moves with a deadline that is moved', async () => {
    const { id } = await submitted(stage);
    const before = (await queued(id))?.decideBy ?? 0;
    const { context } = stage.app;
    const season = structuredClone(stage.season);
    season.reviewEndsAt -= DAY_MS;
    season.version += 1;
    await context.unitOfWork.run((tx) => tx.seasons.save(season, 'moved', stage.clock.at));
    await replanSeason(context, season.id);
    expect((await queued(id))?.decideBy).toBe(before - DAY_MS);
  });
});
