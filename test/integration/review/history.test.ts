import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { detailUrl, moveTo, reload, resubmit, reviewerEntry, staffed, submitted } from './review-desk';

describe('The history on the page', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const open = (id: string) => stage.reviewer().opens(detailUrl(stage, id));
  const historyOf = async (id: string) => (await open(id)).text.split('审核记录')[1] ?? '';
  const reject = async (id: string, fields: Record<string, string | string[]>) => {
    await stage.reviewer().browser.submit(await open(id), { button: '审核不通过', fields });
    await stage.settle();
    stage.clock.at += 60_000;
  };

  it('tells submissions and decisions with who, when and why, the newest first', async () => {
    const { id } = await submitted(stage);
    await reject(id, { words: '请上传近三个月的照片' });
    await resubmit(stage, id);
    await reject(id, { reason: 'photo_quality' });
    const text = await historyOf(id);
    const places = ['审核不通过', '提交审核', '请上传近三个月的照片'].map((words) => text.indexOf(words));
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(places[0]).toBeGreaterThanOrEqual(0);
    expect(text.match(/提交审核/g)).toHaveLength(2);
    expect(text.match(/审核员甲 · /g)).toHaveLength(2);
    expect(text).toMatch(/考生 · .* · 第1版/);
  });

  it('says that own words are kept no longer, and of somebody who has left that it was another', async () => {
    const { id } = await submitted(stage);
    await reject(id, { words: '请上传近三个月的照片' });
    const { decision } = await reload(stage, id);
    await moveTo(stage, id, { decision: decision && { ...decision, decidedAt: stage.clock.at } });
    await staffed(stage, [
      reviewerEntry(PEOPLE.reviewer, { userid: 'somebody-else' }),
      reviewerEntry(PEOPLE.colleague),
    ]);
    const page = await stage.reviewer(PEOPLE.colleague).opens(detailUrl(stage, id));
    const text = page.text.split('审核记录')[1] ?? '';
    expect(text).toContain('自行填写的原因（已不再保留）');
    expect(text).toContain('其他审核人员 · ');
  });
});
