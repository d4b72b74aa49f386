import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { historyOf, submitted } from './review-desk';
import { residentIdOf } from '../../support/ids';

describe('Leave of reviewers', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.stop());

  const leave = (userid: string = PEOPLE.reviewer) =>
    stage.reviewer(userid).opens(`${stage.publicUrl}/staff/leave`);
  const cardsOf = (userid: string) =>
    stage
      .reviewer(userid)
      .cards()
      .filter(({ kind }) => kind === 'button_interaction').length;

  it('is entered on a page, by members for themselves and by leads for their site', async () => {
    const own = await leave();
    expect(own.text).toContain('没有登记的请假');
    const colleague = await stage.app.context.unitOfWork.read((tx) =>
      tx.staff.findByUserid(PEOPLE.colleague),
    );
    const entered = await stage.reviewer().browser.submit(own, {
      button: '登记',
      fields: { from: '2026-12-28', until: '2026-12-29', delegate: colleague?.id ?? '' },
    });
    expect(entered.text).toContain('已登记。');
    expect(entered.text).toContain('代办人：审核员乙');
    expect((await leave(PEOPLE.lead)).text).toContain('代办人：审核员乙');
    expect((await leave(PEOPLE.colleague)).text).not.toContain('代办人：审核员乙');
  });

  it('says what is wrong with it, and keeps what was typed', async () => {
    const page = await stage.reviewer().browser.submit(await leave(), {
      button: '登记',
      fields: { from: '2026-12-29', until: '2026-12-28' },
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('最后一天不能早于第一天');
  });

  it('keeps cards from whoever is away, and names them where the delegate has decided', async () => {
    const { id } = await submitted(stage, { answers: { documentNumber: residentIdOf({ sequence: 31 }) } });
    expect([cardsOf(PEOPLE.reviewer), cardsOf(PEOPLE.colleague), cardsOf(PEOPLE.lead)]).toEqual([0, 1, 1]);
    const colleague = stage.reviewer(PEOPLE.colleague);
    colleague.chooses('照片不合格');
    await colleague.presses('不通过');
    await stage.settle();
    expect((await historyOf(stage, id)).at(-1)).toMatchObject({ actor: { id: PEOPLE.colleague } });
    const page = await colleague.opens(`${stage.publicUrl}/staff/reviews/${id}`);
    expect(page.text).toContain('审核员乙（代 审核员甲）');
  });

  it('ends early, and cards come again', async () => {
    const back = await stage.reviewer().browser.submit(await leave(), { button: '提前返回' });
    expect(back.text).toContain('请假已结束');
    await submitted(stage, { answers: { documentNumber: residentIdOf({ sequence: 32 }) } });
    expect(cardsOf(PEOPLE.reviewer)).toBe(1);
  });
});
