import { describePhone } from '../support/describe-phone';
import { hasAnswered, hasBegun, isToPay } from '../support/people-on-the-way';
import { OTHER_SITE, REVIEWING_SITE } from '../support/season';
import { STAGE_NOW } from '../support/stage';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** So that the minutes told are the same while the test runs. */
const HALF_MINUTE_MS = 30_000;

describePhone(
  'The window is closed',
  (journey) => {
    const window = () => journey.stage.season.windows[0] ?? { opensAt: 0, closesAt: 0 };

    afterEach(() => {
      journey.stage.clock.at = STAGE_NOW;
    });

    it('before it opens: the server’s clock says when, though the phone’s is a day ahead', async () => {
      const { stage } = journey;
      stage.clock.at = window().opensAt - 2 * HOUR_MS - HALF_MINUTE_MS;
      const phone = await journey.open({ phoneTime: stage.clock.at + DAY_MS });
      await phone.sees('网上报名还没有开始');
      await phone.sees('还剩2小时0分');
      await phone.looksWell('home-before');
      await phone.taps('看看时间和要准备什么');
      await phone.sees('开放');
      expect(await phone.page.locator('.action-bar__main:visible').count()).toBe(0);
      await phone.looksWell('start-before');
      stage.clock.at = window().opensAt + 60_000;
      await phone.leaveAndReturn();
      await phone.sees('网上报名正在进行');
      await phone.taps('登录并开始报名');
      await phone.sees('手机号');
    });

    it('counts down alike on every phone, a day behind, right, or a day ahead', async () => {
      const { stage } = journey;
      const own = await isToPay(stage);
      stage.clock.at = window().closesAt - 2 * HOUR_MS - HALF_MINUTE_MS;
      const seen: string[] = [];
      for (const off of [-DAY_MS, 0, DAY_MS]) {
        const phone = await journey.open({ candidate: own.candidate, phoneTime: stage.clock.at + off });
        await phone.sees('还剩');
        const home = await phone.page.locator('.mp-page-box').last().innerText();
        await phone.page.evaluate(`wx.navigateTo({ url: '/pages/payment/index?registration=${own.id}' })`);
        await phone.sees('缴费截止');
        seen.push(home + (await phone.page.locator('.mp-page-box').last().innerText()));
        await phone.close();
      }
      expect(seen[0]).toContain('还剩');
      expect(new Set(seen).size).toBe(1);
    });

    it('while somebody answers: told when it closed, on a phone a day behind, and nothing is sent in', async () => {
      const { stage } = journey;
      const begun = await hasBegun(stage);
      const answered = await hasAnswered(stage);
      stage.clock.at = window().closesAt - HOUR_MS;
      const phoneTime = stage.clock.at - DAY_MS;
      const asked = await journey.open({ candidate: begun.candidate, phoneTime });
      await asked.taps('继续填写');
      await asked.taps('居民身份证');
      const promising = await journey.open({
        candidate: answered.candidate,
        phoneTime,
        entry: `/pages/promise/index?registration=${answered.id}`,
      });
      await promising.taps('我保证以上信息是真实和准确的');

      stage.clock.at = window().closesAt + 60_000;
      await asked.taps('保存并继续');
      await asked.sees('网报已于');
      await asked.looksWell('closed-at-answer');
      await asked.taps('知道了');
      await asked.leaveAndReturn();
      await asked.sees('现在不能填写');
      await promising.taps('提交报考信息');
      await promising.sees('网报已于');
      await promising.looksWell('closed-at-promise');
      await promising.taps('知道了');

      await stage.settle();
      const late = await journey.open({ candidate: begun.candidate, phoneTime });
      await late.sees('报名已过期');
      await late.sees('但网报已经截止，本考次不能再报名');
      await late.looksWell('home-expired');
      const nobody = await journey.open({ phoneTime });
      await nobody.sees('网上报名已截止');
      await nobody.looksWell('home-closed');
      await nobody.taps('看看各项时间');
      await nobody.sees('本考次不能再报名');
      expect(await nobody.page.locator('.action-bar__main:visible').count()).toBe(0);
    });
  },
  { season: { only: [REVIEWING_SITE, OTHER_SITE] } },
);
