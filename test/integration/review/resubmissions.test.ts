import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { CLEAR_VALUES, detailUrl, moveTo, reload, resubmit, submitted } from './review-desk';

describe('A resubmission', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const open = (id: string) => stage.reviewer().opens(detailUrl(stage, id));
  const reject = async (id: string, fields: Record<string, string | string[]>) => {
    const page = await stage.reviewer().browser.submit(await open(id), { button: '审核不通过', fields });
    expect(page.text).toContain('已记为不通过');
    await stage.settle();
  };

  it('begins with what changed since the rejection, masked, and names it on the next card (S41-S44)', async () => {
    const { id } = await submitted(stage);
    expect((await open(id)).text).not.toContain('上次不通过后的修改');
    await reject(id, { words: '请核对姓名和照片', marked: ['photo', 'name'] });
    await resubmit(stage, id, { name: '李小明', mobile: '13800138001', education: 'master' });
    const page = await open(id);
    const [changed = ''] = page.text.split('上次不通过后的修改')[1]?.split('上一次审核') ?? [];
    expect(changed).toContain('王** → 李**');
    expect(changed).toContain('138****8000 → 138****8001');
    expect(changed).toContain('现为：硕士');
    expect(changed).toContain('照片没有更换');
    expect(changed).toContain('上次要求修改、这次没有改：照片');
    expect(changed).not.toMatch(/邮箱|民族|科目/);
    const card = stage.reviewer(PEOPLE.colleague).lastCard();
    expect(card.text).toContain('本次修改：姓名、文化程度、联系电话。');
    const told = JSON.stringify(stage.platform.wecom.messages) + page.html;
    for (const value of [...CLEAR_VALUES, '李小明', '13800138001']) expect(told).not.toContain(value);
  });

  it('says of equal masks that there is a change behind them, and of a new photo that it is new', async () => {
    const { id } = await submitted(stage);
    await reject(id, { reason: 'photo_quality' });
    const { photoId } = await reload(stage, id);
    await moveTo(stage, id, { photoId: `${photoId}-new` });
    await resubmit(stage, id, { name: '王晓明' });
    const { text } = await open(id);
    expect(text).toContain('打码后看不出差别');
    expect(text).toContain('已更换，请看下面的照片');
    expect(text).not.toContain('照片没有更换');
  });

  it('says plainly that nothing was changed', async () => {
    const { id } = await submitted(stage);
    await reject(id, { reason: 'photo_quality' });
    await resubmit(stage, id);
    expect((await open(id)).text).toContain('信息和照片都没有修改');
    expect(stage.reviewer(PEOPLE.colleague).lastCard().text).toContain('与上次提交相比没有修改');
  });

  it('says nothing of a rejection that did not keep what it was about', async () => {
    const { id } = await submitted(stage);
    await reject(id, { reason: 'photo_quality' });
    const { decision } = await reload(stage, id);
    await moveTo(stage, id, { decision: decision && { ...decision, decidedOn: undefined } });
    await resubmit(stage, id, { name: '李小明' });
    expect((await open(id)).text).not.toContain('上次不通过后的修改');
    expect(stage.reviewer(PEOPLE.colleague).lastCard().text).not.toContain('本次修改');
  });
});
