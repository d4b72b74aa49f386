import type { Page } from '../../platform/hands/browser';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { detailUrl, reload, submitted } from './review-desk';

describe('After the review end', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const open = (id: string) => stage.reviewer().opens(detailUrl(stage, id));
  const submit = (page: Page, button: string) => stage.reviewer().browser.submit(page, { button });
  /** Sends a form that was open all the time; the session is a newer one. */
  const submitOld = async (old: Page, button: string) => {
    const list = await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    const csrf = list.forms.flatMap(({ fields }) => fields).find(({ name }) => name === 'csrf')?.value;
    return stage.reviewer().browser.submit(old, { button, fields: { csrf } });
  };

  it('a decision is blocked, with the reason and what remains (domain.md 2, time axis)', async () => {
    const { id } = await submitted(stage);
    const old = await open(id);
    stage.clock.at = stage.season.reviewEndsAt;
    const page = await open(id);
    expect(page.text).toContain('这份报名不能再审核');
    expect(page.text).toContain('考生在此之前可以删除报名');
    expect(page.forms.map(({ action }) => action).join()).not.toContain('decision');
    const late = await submitOld(old, '审核通过');
    expect(late.status).toBe(409);
    expect(late.text).toContain('审核已经结束');
    expect(late.text).toContain('名额退回');
    expect((await reload(stage, id)).state).toBe('pending');
  });

  it('the policy grace lets it be decided until the payment due, and the page says so', async () => {
    await stage.stop();
    stage = await startStage({ season: { policies: { lateApproval: 'grace' } } });
    const { id } = await submitted(stage);
    stage.clock.at = stage.season.reviewEndsAt;
    const page = await open(id);
    expect(page.text).toContain('本次考试允许补审');
    expect((await submit(page, '审核通过')).text).toContain('已通过');
  });

  it('at the payment due there is nothing to decide, and once expired the page says what remains', async () => {
    const { id } = await submitted(stage);
    const old = await open(id);
    stage.clock.at = stage.season.paymentEndsAt;
    const due = await submitOld(old, '审核通过');
    expect(due.status).toBe(409);
    expect(due.text).toContain('审核不再有效');
    await stage.settle();
    expect((await reload(stage, id)).state).toBe('expired');
    const page = await open(id);
    expect(page.text).toContain('报名已过期');
    expect(page.text).toContain('网报没有截止时可以重新报名');
    expect(page.text).not.toContain('王**');
    await stage.reviewer(PEOPLE.colleague).presses('不通过', { evenIfGrey: true });
    await stage.settle();
    expect(stage.reviewer(PEOPLE.colleague).lastCard().greyButton).toContain('报名已过期');
  });
});
