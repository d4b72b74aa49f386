import type { Page } from '../../platform/hands/browser';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { detailUrl, historyOf, moveTo, reload, resubmit, submitted } from './review-desk';

const WORDS = '误点了通过，王小明的照片还要核对';

describe('A decision taken back by a lead', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const open = (id: string, userid: string = PEOPLE.reviewer) =>
    stage.reviewer(userid).opens(detailUrl(stage, id));
  const decide = async (id: string, button: string, fields: Record<string, string> = {}) => {
    await stage.reviewer().browser.submit(await open(id), { button, fields });
    await stage.settle();
  };
  const submit = (page: Page, button: string, fields: Record<string, string> = {}) =>
    stage.reviewer(PEOPLE.lead).browser.submit(page, { button, fields });
  const takeBack = async (id: string) => {
    const asked = await submit(await open(id, PEOPLE.lead), '下一步', { words: WORDS });
    const done = await submit(asked, '确认撤回');
    await stage.settle();
    return { asked, done };
  };
  const undoMails = () =>
    stage.platform.mails.map((mail) => JSON.stringify(mail)).filter((mail) => mail.includes('撤回'));
  const cardsOf = (userid: string) =>
    stage
      .reviewer(userid)
      .cards()
      .filter(({ kind }) => kind === 'button_interaction');
  const undone = async (id: string) =>
    (await historyOf(stage, id)).filter(({ event }) => event === 'review.undone');
  const stateOf = async (id: string) => (await reload(stage, id)).state;

  it('is asked once more, then waits again with new cards and the candidate told once', async () => {
    const { id } = await submitted(stage);
    await decide(id, '审核通过');
    const asked = await submit(await open(id, PEOPLE.lead), '下一步', { words: WORDS });
    expect(asked.text).toContain('现在的审核结果：审核通过');
    expect(asked.text).toMatch(/王\*\* · 359\*+\d/);
    expect(await stateOf(id)).toBe('approved');
    const done = await submit(asked, '确认撤回');
    await stage.settle();
    expect(done.text).toContain('已撤回，报名重新待审核');
    expect(await reload(stage, id)).toMatchObject({ state: 'pending', decision: null });
    expect(cardsOf(PEOPLE.colleague)).toHaveLength(2);
    expect(stage.reviewer(PEOPLE.colleague).lastCard().buttons).toHaveLength(3);
    // Taken back is not submitted: nothing counts up for the reviewer.
    expect(stage.reviewer(PEOPLE.colleague).lastCard().title).toBe('报名待审核');
    expect(undoMails()).toHaveLength(1);
    expect(undoMails()[0]).toContain('您不需要做什么');
    expect(undoMails()[0]).not.toContain('误点');
  });

  it('stands in history and audit by the lead, with the reason and without the name (PR10)', async () => {
    const { id } = await submitted(stage);
    await decide(id, '审核通过');
    await takeBack(id);
    const [entry] = await undone(id);
    expect(entry).toMatchObject({
      from: 'approved',
      to: 'pending',
      actor: { role: 'lead', id: PEOPLE.lead, channel: 'staff_page' },
      reason: '误点了通过，王**的照片还要核对',
    });
    const text = (await open(id)).text.split('审核记录')[1];
    expect(text).toContain('撤回审核结果');
    expect(text).toContain('考点负责人 · ');
  });

  it('changes nothing when pressed twice', async () => {
    const { id } = await submitted(stage);
    await decide(id, '审核通过');
    const asked = await submit(await open(id, PEOPLE.lead), '下一步', { words: WORDS });
    await Promise.all([submit(asked, '确认撤回'), submit(asked, '确认撤回')]);
    const again = await submit(asked, '确认撤回');
    await stage.settle();
    expect(again.text).toContain('已撤回，报名重新待审核');
    expect(await undone(id)).toHaveLength(1);
    expect(undoMails()).toHaveLength(1);
    expect(cardsOf(PEOPLE.colleague)).toHaveLength(2);
  });

  it('leaves an old form and an old card without effect, and can be decided anew', async () => {
    const { id } = await submitted(stage);
    const [old, card] = [await open(id), stage.reviewer().lastCard()];
    await decide(id, '审核通过');
    await takeBack(id);
    const late = await stage.reviewer().browser.submit(old, { button: '审核通过' });
    expect(late.status).toBe(409);
    await stage.reviewer().presses('通过', { card, evenIfGrey: true });
    await stage.settle();
    expect(await stateOf(id)).toBe('pending');
    await decide(id, '审核不通过', { reason: 'photo_quality' });
    expect(await stateOf(id)).toBe('rejected');
  });

  it('brings back the rejection before it, with what changed since', async () => {
    const { id } = await submitted(stage);
    await decide(id, '审核不通过', { reason: 'photo_quality' });
    await resubmit(stage, id, { name: '李小明' });
    await decide(id, '审核通过');
    await takeBack(id);
    const { text } = await open(id);
    expect(text).toContain('王** → 李**');
    expect(text).toContain('上一次审核');
  });

  it('is refused after the candidate has resubmitted', async () => {
    const { id } = await submitted(stage);
    await decide(id, '审核不通过', { reason: 'photo_quality' });
    const page = await open(id, PEOPLE.lead);
    await resubmit(stage, id, { name: '李小明' });
    const late = await submit(page, '下一步', { words: WORDS });
    expect(late.status).toBe(409);
    expect(late.text).toContain('您的操作没有生效');
    expect(await undone(id)).toHaveLength(0);
  });

  it.each([
    ['paying', '考生正在缴费'],
    ['part_paid', '考生已经缴费'],
    ['paid', '考生已经缴费'],
  ] as const)('is refused while %s, on the page and after', async (state, told) => {
    const { id } = await submitted(stage);
    await decide(id, '审核通过');
    const before = await open(id, PEOPLE.lead);
    await moveTo(stage, id, { state, ...(state === 'paying' && { openOrderId: 'order-1' }) });
    expect((await open(id, PEOPLE.lead)).text).toContain(told);
    const late = await submit(before, '下一步', { words: WORDS });
    expect([late.status, await stateOf(id)]).toEqual([409, state]);
    expect(late.text).toContain(told);
  });

  it('is refused once review is over (time axis)', async () => {
    const { id } = await submitted(stage);
    await decide(id, '审核通过');
    stage.clock.at = stage.season.reviewEndsAt;
    const page = await open(id, PEOPLE.lead);
    expect(page.text).toContain('审核结果不能再撤回');
    expect(page.text).not.toContain('撤回，填写原因');
  });

  it('is not for reviewers, who are told so', async () => {
    const { id } = await submitted(stage);
    await decide(id, '审核通过');
    const leads = await open(id, PEOPLE.lead);
    const mine = await open(id);
    expect(mine.text).not.toContain('撤回，填写原因');
    const csrf = mine.forms.flatMap(({ fields }) => fields).find(({ name }) => name === 'csrf')?.value;
    const page = await stage
      .reviewer()
      .browser.submit(leads, { button: '下一步', fields: { csrf, words: WORDS } });
    expect(page.status).toBe(403);
    expect(page.text).toContain('只有考点负责人可以撤回审核结果');
    expect(await stateOf(id)).toBe('approved');
  });

  it.each([
    ['nothing', '   ', '请写明撤回的原因'],
    ['four characters', '误点通过', '至少5个字'],
    ['a document number', '号码11010519491231002X不对', '不要写证件号码'],
  ])('needs a reason that can be used, not %s', async (_what, words, told) => {
    const { id } = await submitted(stage);
    await decide(id, '审核通过');
    const page = await submit(await open(id, PEOPLE.lead), '下一步', { words });
    expect(page.status).toBe(422);
    expect(page.text).toContain(told);
    expect(await stateOf(id)).toBe('approved');
  });
});
