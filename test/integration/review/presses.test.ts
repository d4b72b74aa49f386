import type { State } from '../../../shared/domain/lifecycle';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { RESIDENT_ID } from '../../support/situations';
import { OTHER_SITE } from '../../support/season';
import {
  detailUrl,
  historyOf,
  moveTo,
  outcomeMails,
  reload,
  resubmit,
  reviewerEntry,
  staffed,
  submitted,
} from './review-desk';

describe('A press on a review card', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const decisions = async (id: string) =>
    (await historyOf(stage, id)).filter(({ event }) => /^review\.(approved|rejected)$/.test(event));
  const stateOf = async (id: string) => (await reload(stage, id)).state;

  it('approves what its reviewer has opened, and shows it on every card (S36, S38, S45)', async () => {
    const { id } = await submitted(stage);
    const reviewer = stage.reviewer();
    await reviewer.opens(detailUrl(stage, id));
    await reviewer.presses('通过');
    await stage.settle();
    expect(await reload(stage, id)).toMatchObject({
      state: 'approved',
      decision: { outcome: 'approved', revision: 1 },
    });
    for (const userid of [PEOPLE.reviewer, PEOPLE.colleague, PEOPLE.lead]) {
      expect(stage.reviewer(userid).lastCard().greyButton).toBe('审核通过 · 审核员甲');
      expect(stage.reviewer(userid).texts()).toEqual([]);
    }
    expect(outcomeMails(stage)).toHaveLength(1);
  });

  it('answers with the link when its reviewer has not opened this revision', async () => {
    const { id } = await submitted(stage);
    const reviewer = stage.reviewer();
    await stage.reviewer(PEOPLE.colleague).opens(detailUrl(stage, id));
    await reviewer.presses('通过');
    await stage.settle();
    expect(await stateOf(id)).toBe('pending');
    expect(reviewer.lastCard().text).toContain('请先打开详情');
    expect(reviewer.lastCard().url).toBe(detailUrl(stage, id));
    await reviewer.opens(detailUrl(stage, id));
    await reviewer.presses('通过');
    await stage.settle();
    expect(await stateOf(id)).toBe('approved');
  });

  it('rejects with a chosen reason and leads the candidate to what it marks (S40)', async () => {
    const { id } = await submitted(stage);
    stage.reviewer().chooses('姓名与证件不符');
    await stage.reviewer().presses('不通过');
    await stage.settle();
    expect(await reload(stage, id)).toMatchObject({
      state: 'rejected',
      decision: { outcome: 'rejected', reasonCode: 'name_differs', marked: ['name'] },
    });
    expect(outcomeMails(stage).join()).toContain('姓名与证件上的不一致');
  });

  it.each([
    ['the placeholder', null, '请选择不通过的原因'],
    ['a reason that needs words', 'other', '需要补充说明'],
  ])('changes nothing when it rejects with %s', async (_what, choice, told) => {
    const { id } = await submitted(stage);
    const reviewer = stage.reviewer();
    if (choice) reviewer.chooses(choice);
    await reviewer.presses('不通过');
    await stage.settle();
    expect(await stateOf(id)).toBe('pending');
    expect(reviewer.lastCard()).toMatchObject({
      text: expect.stringContaining(told) as string,
      url: detailUrl(stage, id),
    });
    expect(await decisions(id)).toEqual([]);
  });

  it('rejects, sees the fix, and approves (S40-S45)', async () => {
    const { id } = await submitted(stage);
    const reviewer = stage.reviewer();
    reviewer.chooses('姓名与证件不符');
    await reviewer.presses('不通过');
    await stage.settle();
    await resubmit(stage, id, { name: '王晓明' });
    await reviewer.opens(detailUrl(stage, id));
    await reviewer.presses('通过');
    await stage.settle();
    expect(await reload(stage, id)).toMatchObject({ state: 'approved', decision: { revision: 2 } });
    expect(await decisions(id)).toHaveLength(2);
  });

  it('counts once when it comes twice at once', async () => {
    const { id } = await submitted(stage);
    const reviewer = stage.reviewer();
    await reviewer.opens(detailUrl(stage, id));
    await reviewer.pressesTwice('通过');
    await stage.settle();
    expect(await decisions(id)).toHaveLength(1);
    expect(outcomeMails(stage)).toHaveLength(1);
    expect(reviewer.lastCard().greyButton).toBe('审核通过 · 审核员甲');
  });

  it('finds the present state when a colleague was faster', async () => {
    const { id } = await submitted(stage);
    const [first, second] = [stage.reviewer(), stage.reviewer(PEOPLE.colleague)];
    await first.opens(detailUrl(stage, id));
    await second.opens(detailUrl(stage, id));
    second.chooses('照片不合格');
    await Promise.all([first.presses('通过'), second.presses('不通过')]);
    await stage.settle();
    expect(await decisions(id)).toHaveLength(1);
    const outcome = (await stateOf(id)) === 'approved' ? '审核通过 · 审核员甲' : '审核不通过 · 审核员乙';
    for (const reviewer of [first, second]) expect(reviewer.lastCard().greyButton).toBe(outcome);
    expect(outcomeMails(stage)).toHaveLength(1);
  });

  it('does nothing when it is delivered again, even after a new submission', async () => {
    const { id } = await submitted(stage);
    const reviewer = stage.reviewer();
    reviewer.chooses('照片不合格');
    const press = await reviewer.presses('不通过');
    await stage.settle();
    await resubmit(stage, id);
    await reviewer.replays(press);
    await stage.settle();
    expect(await stateOf(id)).toBe('pending');
    expect(await decisions(id)).toHaveLength(1);
  });

  it('does nothing from an old card after a new submission, with or without a change (S44, promise 8)', async () => {
    const { id } = await submitted(stage);
    const reviewer = stage.reviewer();
    const old = reviewer.lastCard();
    reviewer.chooses('照片不合格');
    await reviewer.presses('不通过');
    await stage.settle();
    await resubmit(stage, id);
    await reviewer.opens(detailUrl(stage, id));
    await reviewer.presses('通过', { card: old, evenIfGrey: true });
    await stage.settle();
    expect(await stateOf(id)).toBe('pending');
    await moveTo(stage, id, { state: 'rejected' });
    await resubmit(stage, id, { name: '王晓明' });
    await reviewer.presses('通过', { card: old, evenIfGrey: true });
    await stage.settle();
    expect(await stateOf(id)).toBe('pending');
  });

  it('is refused from a reviewer who has lost the site, without a word about the candidate', async () => {
    const { id } = await submitted(stage);
    const reviewer = stage.reviewer();
    await reviewer.opens(detailUrl(stage, id));
    await staffed(stage, [
      reviewerEntry(PEOPLE.reviewer, { sites: [OTHER_SITE] }),
      reviewerEntry(PEOPLE.colleague),
    ]);
    await reviewer.presses('通过');
    await stage.settle();
    expect(await stateOf(id)).toBe('pending');
    expect(reviewer.texts().join()).toContain('不在您负责的考点');
    expect(reviewer.texts().join()).not.toContain('王');
  });

  it('is refused from somebody who is no staff any more', async () => {
    const { id } = await submitted(stage);
    await staffed(stage, [reviewerEntry(PEOPLE.colleague)]);
    stage.reviewer().chooses('照片不合格');
    await stage.reviewer().presses('不通过');
    await stage.settle();
    expect(await stateOf(id)).toBe('pending');
    expect(stage.reviewer().texts().join()).toContain('不在审核人员名单');
  });

  it('is refused from the candidate in person', async () => {
    const { id } = await submitted(stage);
    await stage.reviewer().opens(detailUrl(stage, id));
    const document = { type: 'resident_id', number: RESIDENT_ID };
    await staffed(stage, [reviewerEntry(PEOPLE.reviewer, { document }), reviewerEntry(PEOPLE.colleague)]);
    await stage.reviewer().presses('通过');
    await stage.settle();
    expect(await stateOf(id)).toBe('pending');
    expect(stage.reviewer().texts().join()).toContain('与您本人有关');
  });

  it('sends a rejection that nobody could fix to the page (policy siteClose)', async () => {
    await stage.stop();
    stage = await startStage({ season: { policies: { resubmissionEnd: 'siteClose' } } });
    const { id } = await submitted(stage);
    const closes = Math.max(...stage.season.windows.map(({ closesAt }) => closesAt));
    stage.clock.at = closes + 1000;
    stage.reviewer().chooses('照片不合格');
    await stage.reviewer().presses('不通过');
    await stage.settle();
    expect(await stateOf(id)).toBe('pending');
    expect(stage.reviewer().lastCard().text).toContain('无法再修改');
  });

  it('is enough to approve without a look where the season says so (policy always)', async () => {
    await stage.stop();
    stage = await startStage({ season: { policies: { approveFromCard: 'always' } } });
    const { id } = await submitted(stage);
    await stage.reviewer().presses('通过');
    await stage.settle();
    expect(await stateOf(id)).toBe('approved');
  });

  it('is answered by message when the card cannot be changed any more', async () => {
    const { id } = await submitted(stage);
    const reviewer = stage.reviewer();
    await reviewer.opens(detailUrl(stage, id));
    stage.platform.fail({ path: '/cgi-bin/message/update_template_card', how: { errcode: 40058 }, times: 9 });
    await reviewer.presses('通过');
    await stage.settle();
    expect(await stateOf(id)).toBe('approved');
    for (const userid of [PEOPLE.reviewer, PEOPLE.colleague]) {
      expect(stage.reviewer(userid).texts().join()).toContain('审核通过 · 审核员甲');
    }
  });

  it('settles by message what waited longer than a card can be changed', async () => {
    const { id } = await submitted(stage);
    await stage.push(73 * 3_600_000);
    await stage.reviewer().opens(detailUrl(stage, id));
    await stage.reviewer().presses('通过');
    await stage.settle();
    expect(await stateOf(id)).toBe('approved');
    expect(stage.reviewer().lastCard().greyButton).toBe('审核通过 · 审核员甲');
    expect(stage.reviewer(PEOPLE.colleague).texts().join()).toContain('审核通过 · 审核员甲');
  });

  const LATER: State[] = [
    'draft',
    'saved',
    'ready',
    'rejected',
    'approved',
    'paying',
    'part_paid',
    'paid',
    'deleted',
    'expired',
  ];
  it.each(LATER)('changes nothing once the registration is %s, and says so', async (state) => {
    const { id } = await submitted(stage);
    const reviewer = stage.reviewer();
    await reviewer.opens(detailUrl(stage, id));
    const card = reviewer.lastCard();
    await moveTo(stage, id, { state });
    const before = await reload(stage, id);
    for (const button of ['通过', '不通过']) {
      reviewer.chooses('照片不合格', card);
      await reviewer.presses(button, { card, evenIfGrey: true });
      await stage.settle();
      expect(await reload(stage, id)).toEqual(before);
    }
    expect(reviewer.lastCard().greyButton).toBeTruthy();
    expect(reviewer.lastCard().text).toContain('您的操作没有生效');
  });
});
