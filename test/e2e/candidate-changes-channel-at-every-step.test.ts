import type { Candidate } from '../platform/hands/candidate';
import { createRegistrant, type Registrant } from '../platform/hands/registrant';
import { personaOf } from '../platform/hands/particulars';
import { describePhone, type JourneyPhone } from '../support/describe-phone';
import { idPicture } from '../support/pictures';
import { activePhone } from '../support/api-client';
import { OTHER_SITE } from '../support/season';
import { until } from '../support/until';

describePhone(
  'A candidate changes the channel at every step',
  (journey) => {
    let people = 40;
    async function inChat(): Promise<Registrant> {
      const { stage } = journey;
      people += 1;
      const particulars = personaOf(people, await idPicture(), { siteCode: OTHER_SITE });
      const nickname = `考生${people}`;
      const candidate = stage.platform.candidate({ nickname, phone: particulars.mobile });
      const registrant = createRegistrant({ candidate, particulars, settle: () => stage.settle() });
      await candidate.entersChat();
      await stage.settle();
      return registrant;
    }

    /** How often the person has gone into the chat. */
    function entries({ nickname }: Candidate): number {
      const events = journey.stage.platform.timeline.events();
      return events.filter(({ kind, who }) => kind === 'chat.entered' && who === nickname).length;
    }

    /** Taps the newest item of the chat: WeChat opens the mini program at its address. */
    function tapsItem(candidate: Candidate): Promise<JourneyPhone> {
      const items = candidate.messages().flatMap(({ menu }) => menu?.items ?? []);
      const item = items.findLast(({ kind }) => kind === 'miniprogram');
      return journey.open({
        candidate,
        entry: `/${item?.pagepath ?? ''}`,
        conditions: { privacyAgreed: true },
      });
    }

    /** The chat goes on by itself as far as it may speak; otherwise a word of the person opens it again. */
    async function chatGoesOn(person: Registrant): Promise<string> {
      const asked = person.question().message;
      await journey.stage.push(3_000);
      await journey.stage.push(60_000);
      if (person.question().message === asked) await person.says('继续');
      return person.question().name;
    }

    it('answers on pages what the chat asks there, in the chat the rest, and pays', async () => {
      const person = await inChat();
      const { candidate, particulars } = person;
      const { fields } = particulars;
      await person.goesOnUntil('field.documentType');

      const first = await tapsItem(candidate);
      await first.sees('您用哪种证件报名？');
      await first.picture('channel-question');
      await first.taps('居民身份证');
      await first.taps('保存并继续');
      await first.sees('证件号码是多少？');
      expect(await chatGoesOn(person)).toBe('field.documentNumber');
      await first.page.locator('input:visible').last().fill(fields.documentNumber);
      await first.taps('保存并继续');
      await first.sees('您的姓名？');
      await first.looksWell('channel-next');
      expect(await chatGoesOn(person)).toBe('field.name');

      await person.answers();
      expect(person.question().name).toBe('field.confirm');
      await person.answers();
      const entered = entries(candidate);
      await first.taps('继续对话');
      await until('the page hands over to the chat', () => entries(candidate) > entered);
      await journey.stage.settle();
      expect(person.question().name).toBe('field.ethnicity');
      await first.close();

      const second = await tapsItem(candidate);
      await second.sees('您的民族？');
      await second.page.getByText('汉族', { exact: true }).last().tap();
      await second.taps('保存并继续');
      await second.sees('您的职业？');
      await second.close();
      await chatGoesOn(person);
      await person.goesOnUntil('field.siteCode');

      const third = await journey.open({ candidate });
      await third.taps('继续填写');
      await third.sees('在哪个考点考试？');
      await third.page.locator('.site__row', { hasText: OTHER_SITE }).tap();
      await third.taps('保存并继续');
      await third.sees('报考哪些科目？');
      expect(await chatGoesOn(person)).toBe('field.subjects');
      await person.goesOnUntil('promise');

      const fourth = await tapsItem(candidate);
      await fourth.taps('信息无误，下一步');
      await fourth.taps('我保证以上信息是真实和准确的');
      await fourth.taps('提交报考信息');
      await fourth.sees('上传证件照');
      await chatGoesOn(person);
      await person.goesOnUntil('readback');

      const fifth = await tapsItem(candidate);
      await fifth.taps('微信支付 ¥105.00');
      await fifth.taps('确认支付');
      await fifth.sees('报名成功');
      await journey.stage.settle();
      await person.says('进度');
      expect(person.question().name).toBe('paid');
    });

    it('is shown both answers where the page and the chat differ', async () => {
      const person = await inChat();
      await person.goesOnUntil('field.name');
      const phone = await tapsItem(person.candidate);
      await phone.sees('您的姓名？');
      await phone.page.locator('input:visible').last().fill('王小明');
      await person.says('王大明');
      await person.answers();
      await phone.taps('保存并继续');
      await phone.sees('用哪一个？');
      await phone.looksWell('channel-clash');
      await phone.taps('用这里填的');
      await phone.sees('您的民族？');
    });

    it('leads the owner of an old item home, and shows a stranger nothing', async () => {
      const person = await inChat();
      await person.goesOnUntil('field.documentType');
      const item = person.question().message.menu?.items.find(({ kind }) => kind === 'miniprogram');
      const entry = `/${item?.pagepath ?? ''}`;
      const owner = await journey.open({ candidate: person.candidate, entry });
      await owner.sees('您用哪种证件报名？');
      await owner.taps('居民身份证');
      await owner.taps('保存并继续');
      await owner.sees('证件号码是多少？');
      await owner.close();
      await journey.looksWell('channel-used', { candidate: person.candidate, entry });

      const { candidate: other } = await activePhone(journey.stage);
      await journey.looksWell('channel-stranger', { candidate: other, entry });
      const stranger = await journey.open({ candidate: other, entry });
      await stranger.sees('发给另一位考生');
      await stranger.taps('看看报名时间和考点');
      await stranger.sees('福建');
    });
  },
  { season: { policies: { chatCollects: 'safe' } } },
);
