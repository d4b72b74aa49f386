import { botEn } from '../../../../shared/i18n/bot/en';
import { FAQ } from '../../../../shared/i18n/bot/faq';
import { botZhCn } from '../../../../shared/i18n/bot/zh-CN';
import { phoneEn } from '../../../../shared/i18n/phone/en';
import { phoneZhCn } from '../../../../shared/i18n/phone/zh-CN';
import type { Season } from '../../../../shared/domain/season';
import { ask, say } from '../../../support/chat-turn';
import { SEASON, situation, without } from '../../../support/situations';

const ADDRESS = /https?:\/\/[^\s；。;,]+[^\s；。;,.]/gu;
const MOVED: Season = {
  ...SEASON,
  links: {
    registration: 'https://entry.example.edu.cn',
    province: 'https://province.example.edu.cn/hall',
    passport: 'https://passport.example.edu.cn',
  },
};

describe('faqValues', () => {
  it.each([
    ['zh-CN', '报名网址是哪个？'],
    ['en', 'Where is the registration page?'],
  ] as const)(
    'name the national and the provincial entry as the season lists them, in %s (S1, S2)',
    (locale, question) => {
      for (const season of [SEASON, MOVED]) {
        const said = say(situation({ season, locale }), question);
        expect(said.text.match(ADDRESS)).toEqual([season.links.registration, season.links.province]);
      }
    },
  );

  it('show no address but those of the season: our texts hold none (S1, S2, S5)', () => {
    const answers = FAQ.flatMap(({ answer }) => [answer.zh, answer.en]);
    const texts = [botZhCn, botEn, phoneZhCn, phoneEn].flatMap((area) => Object.values(area));
    expect([...answers, ...texts].filter((text) => /https?:\/\/|www\.|\.cn\b/u.test(text))).toEqual([]);
  });

  it.each([
    ['没有账号怎么办', '账号就在这里注册'],
    ['注册完跳不回来', '账号就在这里注册'],
    ['how do I create an account', 'Register here'],
  ])('send nobody away to make an account: %s (S5, S6)', (question, words) => {
    const said = say(situation({ locale: /^[a-z]/u.test(question) ? 'en' : 'zh-CN' }), question);
    expect(said.text).toContain(words);
    expect(said.text.match(ADDRESS)).toBeNull();
  });

  it('keep the place of who leaves for an address and comes back later (S5, S6)', () => {
    const draft = situation({ answers: without('name', 'mobile', 'email', 'siteCode', 'subjects') });
    const before = ask(draft).session.asked?.step;
    const answered = say(draft, '报名网址是哪个？');
    expect(answered.session.asked?.step).toBe(before);
    const back = ask({ ...draft, now: draft.now + 6 * 3_600_000 }, answered.session);
    expect(back.session.asked?.step).toBe(before);
    // A lost live session changes nothing: the place follows from the answers.
    expect(ask(draft, null).session.asked?.step).toBe(before);
  });
});
