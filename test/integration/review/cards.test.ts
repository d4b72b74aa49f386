import { deleteRegistration } from '../../../server/use-cases/registrations/delete-registration';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { RESIDENT_ID } from '../../support/situations';
import { residentIdOf } from '../../support/ids';
import { CLEAR_VALUES, detailUrl, reload, resubmit, reviewerEntry, staffed, submitted } from './review-desk';

describe('Review cards', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const reviewCards = (userid: string = PEOPLE.reviewer) =>
    stage
      .reviewer(userid)
      .cards()
      .filter(({ kind }) => kind === 'button_interaction');
  const drops = () => stage.platform.timeline.events().filter(({ kind }) => kind === 'message.dropped');

  it('reach each reviewer and the lead of the site once, masked, with a drop-down that begins without meaning (S38)', async () => {
    const { id } = await submitted(stage);
    for (const userid of [PEOPLE.reviewer, PEOPLE.colleague, PEOPLE.lead]) {
      expect(reviewCards(userid)).toHaveLength(1);
    }
    const card = stage.reviewer().lastCard();
    expect(card.rows.length).toBeLessThanOrEqual(6);
    expect(card.rows[0]).toEqual({ label: '考生', value: '王**（3字）' });
    expect(card.url).toBe(detailUrl(stage, id));
    expect(card.buttons.map(({ text }) => text)).toEqual(['打开详情', '通过', '不通过']);
    expect(card.choices[0]?.options[0]?.text).toBe('请选择原因');
    expect(card.choices[0]?.options.length).toBeLessThanOrEqual(10);
    for (const value of CLEAR_VALUES)
      expect(JSON.stringify(stage.platform.wecom.messages)).not.toContain(value);
  });

  it('arrive once although the answers to their sending were lost', async () => {
    stage.platform.fail({ path: '/cgi-bin/message/send', how: 'answer-lost', times: 3 });
    await submitted(stage);
    await stage.push(60_000);
    for (const userid of [PEOPLE.reviewer, PEOPLE.colleague, PEOPLE.lead]) {
      expect(reviewCards(userid)).toHaveLength(1);
    }
  });

  it('tell the outcome by message where the code for changing them was lost with the answer', async () => {
    stage.platform.fail({ path: '/cgi-bin/message/send', how: 'answer-lost', times: 3 });
    const { id } = await submitted(stage);
    await stage.push(60_000);
    const reviewer = stage.reviewer();
    await reviewer.opens(detailUrl(stage, id));
    await reviewer.presses('通过');
    await stage.settle();
    expect(reviewer.lastCard().greyButton).toContain('审核通过');
    expect(stage.reviewer(PEOPLE.colleague).texts().join()).toContain('王**的报名');
    expect((await reload(stage, id)).state).toBe('approved');
  });

  it('keep below the pace at which the platform drops, and all arrive', async () => {
    // Late in one minute and on into the next, where limits that count by the minute let too many through.
    stage.clock.at += 59_000;
    for (let index = 0; index < 40; index += 1) {
      if (index >= 20 && index % 5 === 0) await stage.push(10_000);
      const documentNumber = residentIdOf({ sequence: index + 10 });
      await submitted(stage, { answers: { documentNumber } });
    }
    expect(reviewCards().length).toBeLessThan(30);
    for (let minute = 0; minute < 4; minute += 1) await stage.push(60_000);
    expect(drops()).toEqual([]);
    expect(reviewCards()).toHaveLength(40);
  });

  it('alarm the office once when a site has nobody, and follow when somebody comes', async () => {
    await staffed(stage, []);
    const { id } = await submitted(stage);
    await stage.push(25 * 60_000);
    const told = stage.reviewer(PEOPLE.administrator).texts();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('厦门大学');
    await staffed(stage, [reviewerEntry(PEOPLE.reviewer)]);
    await stage.push(15 * 60_000);
    expect(reviewCards()).toHaveLength(1);
    expect((await reload(stage, id)).state).toBe('pending');
  });

  it('count a reviewer whom the platform does not know as nobody', async () => {
    await staffed(stage, [reviewerEntry('gone-away')]);
    await submitted(stage);
    expect(stage.reviewer(PEOPLE.administrator).texts()).toHaveLength(1);
  });

  it('never go to the candidate who is a reviewer', async () => {
    const document = { type: 'resident_id', number: RESIDENT_ID };
    await staffed(stage, [reviewerEntry(PEOPLE.reviewer, { document }), reviewerEntry(PEOPLE.colleague)]);
    await submitted(stage);
    expect(reviewCards()).toHaveLength(0);
    expect(reviewCards(PEOPLE.colleague)).toHaveLength(1);
  });

  it('come anew with each submission and leave the old ones grey (S44)', async () => {
    const { id } = await submitted(stage);
    const reviewer = stage.reviewer();
    reviewer.chooses('照片背景不符');
    await reviewer.presses('不通过');
    await stage.settle();
    await resubmit(stage, id);
    const [first, second] = reviewCards();
    expect(first?.greyButton).toContain('审核不通过');
    expect(second?.greyButton).toBeUndefined();
    expect(second?.title).toBe('报名待审核（第2次提交）');
    expect(second?.text).toContain('照片背景不符合要求');
  });

  it('turn grey when the candidate deletes (S31)', async () => {
    const { id } = await submitted(stage);
    const { context } = stage.app;
    const registration = await reload(stage, id);
    const actor = { role: 'candidate', id: registration.accountId, channel: 'chat' } as const;
    await context.unitOfWork.run((tx) =>
      deleteRegistration(tx, context, { registration, season: stage.season, actor, reason: '选错考点' }),
    );
    await stage.settle();
    expect(stage.reviewer().lastCard().greyButton).toBe('考生已删除报名');
  });
});
