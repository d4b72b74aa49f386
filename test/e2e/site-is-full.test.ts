import { describePhone } from '../support/describe-phone';
import { changed, hasAnswered, hasSaved } from '../support/people-on-the-way';
import { OTHER_SITE, REVIEWING_SITE } from '../support/season';

/** Sites with places, in other cities. */
const OPEN_SITES = ['359501', '359801'];

describePhone(
  'A site is full',
  (journey) => {
    it('says so, and offers those with places; another one is chosen', async () => {
      const { stage } = journey;
      const holder = await hasSaved(stage, { site: REVIEWING_SITE });
      const own = await hasAnswered(stage, { without: ['siteCode', 'subjects'] });
      const phone = await journey.open({ candidate: own.candidate });
      await phone.taps('继续填写');
      const row = phone.page.locator('.site__row', { hasText: REVIEWING_SITE });
      await row.getByText('名额已满').first().waitFor();
      await row.tap();
      await phone.sees('厦门大学名额已满');
      await phone.sees('有人未缴费时名额会退回');
      const offered = await phone.page.locator('.site__row:visible').allInnerTexts();
      expect(offered.length).toBeGreaterThan(0);
      expect(offered.join()).not.toContain(REVIEWING_SITE);
      await phone.looksWell('site-full');
      await phone.taps('保存并继续');
      await phone.sees('请先选一个考点');
      await phone.page.locator('.site__row', { hasText: OPEN_SITES[0] }).tap();
      await phone.taps('保存并继续');
      await phone.sees('报考哪些科目？');
      await phone.close();

      // The place comes back when whoever held it deletes.
      const body = { expectedVersion: holder.version, reason: 'not_taking_exam' };
      await changed(stage, holder, { path: 'deletion', body });
      await stage.settle();
    });

    it('becomes full between choosing and submitting: nothing is lost, and another site takes the person', async () => {
      const { stage } = journey;
      const own = await hasAnswered(stage, { site: REVIEWING_SITE });
      const phone = await journey.open({ candidate: own.candidate });
      await phone.taps('检查并确认');
      await phone.taps('信息无误，下一步');
      await phone.taps('我保证以上信息是真实和准确的');
      await hasSaved(stage, { site: REVIEWING_SITE });
      await phone.taps('提交报考信息');
      await phone.sees('厦门大学名额已满');
      await phone.looksWell('site-full-late');
      await phone.page.locator('.site__row', { hasText: OPEN_SITES[1] }).tap();
      await phone.taps('保存并继续');
      await phone.taps('信息无误，下一步');
      await phone.taps('我保证以上信息是真实和准确的');
      await phone.taps('提交报考信息');
      await phone.sees('上传证件照');
    });

    it('has no place left in one subject: that one is named and given up, the others stay', async () => {
      const { stage } = journey;
      const own = await hasAnswered(stage, { site: OTHER_SITE, subjects: ['65', '15'] });
      const phone = await journey.open({ candidate: own.candidate });
      await phone.taps('检查并确认');
      await phone.taps('信息无误，下一步');
      await phone.taps('我保证以上信息是真实和准确的');
      await hasSaved(stage, { site: OTHER_SITE, subjects: ['65'] });
      await phone.taps('提交报考信息');
      await phone.sees('MS Office高级应用与设计的名额刚刚满了，没有提交成功');
      const full = phone.page.locator('.tick-list__row', { hasText: '65 MS Office' });
      await full.getByText('名额已满').waitFor();
      expect(await full.getAttribute('class')).toContain('tick-list__row--disabled');
      await phone.looksWell('subject-full');
      await phone.taps('保存并继续 · ¥90.00');
      await phone.taps('信息无误，下一步');
      await phone.taps('我保证以上信息是真实和准确的');
      await phone.taps('提交报考信息');
      await phone.sees('上传证件照');
    });
  },
  {
    season: {
      only: [REVIEWING_SITE, OTHER_SITE, ...OPEN_SITES],
      sites: { [REVIEWING_SITE]: { capacity: 1 }, [OTHER_SITE]: { subjects: { '65': 1, '15': null } } },
    },
  },
);
