import type { Route } from 'playwright-core';
import { residentIdOf } from '../support/ids';
import { callApi } from '../support/api-client';
import { idPicture } from '../support/pictures';
import { describePhone, type JourneyPhone, type PhoneInput } from '../support/describe-phone';
import { isLoaded, launchAs } from '../support/launch-as';
import {
  hasAnswered,
  hasBegun,
  hasPhoto,
  hasSaved,
  isRejected,
  isToPay,
  type OnTheWay,
} from '../support/people-on-the-way';
import { OTHER_SITE, REVIEWING_SITE } from '../support/season';
import { until } from '../support/until';

const NUMBER = residentIdOf({ birthDate: '2001-02-03', sequence: 901 });
const SHORT_PAUSES =
  'const later = setTimeout; setTimeout = (act, ms, ...more) => later(act, ms >= 400 ? ms / 20 : ms, ...more)';
const ONCE = ['information.submitted', 'review.submitted'];
const NOTHING_TWICE = '网络恢复后再点一次就可以，不会重复提交';

describePhone(
  'A candidate loses the network',
  (journey) => {
    it('at answers: what was put in stays, wrong or right, and goes on after return', async () => {
      const own = await hasBegun(journey.stage);
      const phone = await opens({ candidate: own.candidate });
      await phone.taps('继续填写');
      await phone.sees('您用哪种证件报名？');
      await phone.taps('居民身份证');
      await phone.set({ network: 'none' });
      await phone.taps('保存并继续');
      await phone.sees(NOTHING_TWICE);
      await phone.looksWell('lost-at-answer');
      await phone.taps('知道了');
      await phone.set({ network: 'wifi' });
      await phone.taps('保存并继续');
      await phone.sees('证件号码是多少？');

      const input = phone.page.locator('input');
      const wrong = NUMBER.slice(0, 17);
      await input.fill(wrong);
      await phone.set({ network: 'none' });
      await phone.leaveAndReturn();
      await phone.taps('保存并继续');
      await phone.taps('知道了');
      expect(await input.inputValue()).toBe(wrong);
      await phone.set({ network: 'wifi' });
      await phone.taps('保存并继续');
      await phone.sees('好像');
      await phone.sees('号码是17位，这种证件应为18位');
      expect(await input.inputValue()).toBe(wrong);
      await phone.looksWell('wrong-number');

      // The answer of the server is lost: it was saved, and saving it again is no second answer.
      await input.fill(NUMBER);
      const lost = await losesAnswers(phone, '**/answers', 'PUT');
      await phone.taps('保存并继续');
      await phone.sees(NOTHING_TWICE);
      await phone.taps('知道了');
      expect(await input.inputValue()).toBe(NUMBER);
      const { version } = await standing(own);
      await lost.ends();
      await phone.taps('保存并继续');
      await phone.sees('您的姓名？');
      expect((await standing(own)).version).toBe(version);
    });

    it('when a page opens, or too slow a server: the page says so and tries again', async () => {
      const own = await hasAnswered(journey.stage);
      const phone = await opens({ candidate: own.candidate });
      await phone.sees('检查并确认');
      await phone.set({ network: 'none' });
      await phone.taps('检查并确认');
      await phone.sees('网络没有连上，没有任何改动');
      await phone.looksWell('lost-at-opening');
      await phone.set({ network: 'wifi' });
      await phone.page.evaluate(
        'const whole = AbortSignal.timeout; AbortSignal.timeout = (ms) => whole.call(AbortSignal, ms / 40)',
      );
      const slow = (route: Route): void => void setTimeout(() => void route.abort().catch(() => {}), 3_000);
      await phone.page.route('**/api/v1/registrations/**', slow);
      await phone.taps('重试');
      await phone.sees('等待太久没有回应');
      await phone.page.unroute('**/api/v1/registrations/**', slow);
      await phone.taps('重试');
      await phone.sees('请核对每一项');
    });

    it('while the photo is sent: it stays picked, goes again, and is never asked about against itself', async () => {
      const cut = await hasSaved(journey.stage);
      const entry = at('photo', cut);
      const phone = await opens({ candidate: cut.candidate, entry, conditions: { privacyAgreed: true } });
      const file = { name: 'me.jpg', type: 'image/jpeg', base64: (await idPicture()).toString('base64') };
      await phone.set({ nextFiles: [file] });
      await phone.taps('从相册选');
      await phone.set({ network: 'none' });
      await phone.taps('上传这张照片');
      await phone.sees(NOTHING_TWICE);
      await phone.looksWell('lost-at-photo');
      await phone.taps('知道了');
      await phone.sees('尺寸符合要求');
      await phone.set({ network: 'wifi' });
      const lost = await losesAnswers(phone, '**/photo?*', 'POST');
      await phone.taps('上传这张照片');
      await phone.sees('已上传，符合要求');
      await lost.ends();
      await phone.looksWell('photo-arrived');
      expect((await standing(cut)).photo).toMatchObject({ width: 480, height: 640 });
    });

    it('at submitting: it is sent once, whether the way there or the way back was cut', async () => {
      const cut = await hasPhoto(journey.stage);
      const phone = await opens({ candidate: cut.candidate, entry: at('submit', cut) });
      await phone.sees('提交后，审核期间不能修改');
      await phone.set({ network: 'none' });
      await phone.page.locator('.action-bar__main:visible').tap();
      await phone.sees(NOTHING_TWICE);
      await phone.looksWell('lost-at-submit');
      await phone.taps('知道了');
      await phone.set({ network: 'wifi' });
      await phone.page.locator('.action-bar__main:visible').tap();
      await phone.sees('考点正在审核');
      expect(await submissions(cut)).toEqual(ONCE);
      await phone.close();

      const lost = await hasPhoto(journey.stage);
      const other = await opens({ candidate: lost.candidate, entry: at('submit', lost) });
      await other.sees('提交后，审核期间不能修改');
      await losesAnswers(other, '**/review', 'POST');
      await other.page.locator('.action-bar__main:visible').tap();
      // Nobody has to wonder: it is looked up whether it arrived.
      await other.sees('考点正在审核');
      expect(await submissions(lost)).toEqual(ONCE);
    });

    it('at paying: one order at WeChat Pay, and one payment', async () => {
      const { stage } = journey;
      const own = await isToPay(stage);
      const orders = stage.platform.pay.orders.size;
      const phone = await opens({ candidate: own.candidate, entry: at('payment', own) });
      await phone.sees('微信支付 ¥105.00');
      await phone.set({ network: 'none' });
      await phone.taps('微信支付 ¥105.00');
      await phone.sees('没有收到回应，还没有付款');
      await phone.looksWell('lost-at-order');
      await phone.set({ network: 'wifi' });
      const lost = await losesAnswers(phone, '**/orders', 'POST');
      await phone.taps('微信支付 ¥105.00');
      await phone.sees('继续支付 ¥105.00');
      await lost.ends();
      await phone.taps('继续支付 ¥105.00');
      await phone.taps('确认支付');
      await phone.sees('报名成功');
      expect(stage.platform.pay.orders.size).toBe(orders + 1);
    });

    it('or leaves the app: opened again at any step, it goes on right there', async () => {
      const { stage } = journey;
      const steps: [person: OnTheWay, shows: string][] = [
        [await hasBegun(stage, { ticked: false }), 'pages/consent/index'],
        [await hasBegun(stage), 'pages/question/index'],
        [await hasAnswered(stage, { without: ['siteCode', 'subjects'] }), 'pages/site/index'],
        [await hasAnswered(stage), 'pages/check/index'],
        [await hasSaved(stage), 'pages/photo/index'],
        [await isRejected(stage), 'pages/status/index'],
        [await isToPay(stage), 'pages/payment/index'],
      ];
      const phone = await opens();
      await isLoaded(phone.page);
      const shown: string[] = [];
      for (const [{ token }] of steps) {
        await launchAs(phone.page, { url: '/pages/home/index', token });
        await phone.page.locator('.home__act:visible').tap();
        shown.push(await until('home is left', () => leftFor(phone)));
      }
      expect(shown).toEqual(steps.map(([, page]) => page));
    });

    async function leftFor({ page }: JourneyPhone): Promise<string | null> {
      const route = await isLoaded(page);
      return route === 'pages/home/index' ? null : route;
    }

    /** A phone whose pauses between tries are short. */
    async function opens(input: PhoneInput = {}): Promise<JourneyPhone> {
      const phone = await journey.open(input);
      await phone.page.evaluate(SHORT_PAUSES);
      return phone;
    }

    function at(page: string, { id }: OnTheWay): string {
      return `/pages/${page}/index?registration=${id}`;
    }

    async function standing({ id, token }: OnTheWay): Promise<{ version: number; photo: unknown }> {
      const path = `/registrations/${id}`;
      const { body } = await callApi<{ registration: { version: number; photo: unknown } }>(
        journey.stage,
        path,
        { token },
      );
      return body.registration;
    }

    async function submissions({ id, token }: OnTheWay): Promise<string[]> {
      const path = `/registrations/${id}/history`;
      const { body } = await callApi<{ history: { event: string }[] }>(journey.stage, path, { token });
      return body.history.map(({ event }) => event).filter((event) => event.endsWith('.submitted'));
    }

    /** The server gets such calls and acts on them; no answer reaches the phone until that ends. */
    async function losesAnswers({ page }: JourneyPhone, path: string, method: string) {
      const lose = async (route: Route): Promise<void> => {
        if (route.request().method() !== method) return route.continue();
        await route.fetch();
        await route.abort();
      };
      await page.route(path, lose);
      return { ends: () => page.unroute(path, lose) };
    }
  },
  { season: { only: [REVIEWING_SITE, OTHER_SITE] } },
);
