import { FAQ } from '../../../../shared/i18n/bot/faq';
import { matchFaq } from '../../../../bot/understanding/faq';
import { say } from '../../../support/chat-turn';
import { inState, situation } from '../../../support/situations';

describe('matchFaq', () => {
  it('finds every question of the list by its own words in both languages, and by its examples', () => {
    const missed = FAQ.flatMap((entry) =>
      [entry.question.zh, entry.question.en, ...entry.examples].filter(
        (text) => text !== '???' && !matchFaq(text).some((match) => match.id === entry.id),
      ),
    );
    expect(missed).toEqual([]);
  });

  it.each([
    ['请问报名费要多少钱呀', 'pay.fee'],
    ['蓝色背景的照片可以用吗', 'photo.background'],
    ['扣了钱怎么还显示未支付', 'pay.status_unpaid'],
    ['考试那天要带什么', 'exam.bring'],
    ['可以退钱吗', 'pay.refund'],
    ['how do I get an invoice', 'pay.invoice'],
    ['什么时候能打印准考证', 'ticket.print'],
    ['我还能报名吗', 'cal.can_register'],
    ['为什么要收集身份证', 'privacy.why_document'],
    ['why do you collect my ID number', 'privacy.why_document'],
  ])('answers %s as %s', (text, id) => {
    expect(matchFaq(text).map((match) => match.id)).toContain(id);
  });

  it.each(['王小明', '福州大学', 'asdf qwer', '', '1', '😀😀'])('finds nothing in %s', (text) => {
    expect(matchFaq(text)).toEqual([]);
  });
});

describe('Answers of the list', () => {
  const answers = FAQ.filter((entry) => entry.kind === 'answer' || entry.kind === 'chat');

  it.each(['zh-CN', 'en'] as const)(
    'show live values and never a placeholder in %s, and ask again',
    (locale) => {
      for (const entry of answers) {
        for (const at of [inState('approved', { locale }), situation({ registration: null, locale })]) {
          const said = say(at, locale === 'en' ? entry.question.en : entry.question.zh);
          expect(said.text).not.toMatch(/\{\{|\}\}|undefined/u);
          expect(said.act.kind === 'none' || said.act.kind === 'check_payment').toBe(true);
          expect(said.session.asked).not.toBeNull();
        }
      }
    },
  );

  it('take fees, dates and limits from the season', () => {
    const at = inState('approved');
    expect(say(at, '报名费多少钱').text).toContain('¥195.00');
    expect(say(at, '什么时候考试').text).toContain('2027年3月30日（周二）');
    expect(say(at, '照片有什么要求').text).toContain('20–200KB');
  });

  it.each([
    ['zh-CN', '为什么要收集身份证', '防止重复报名'],
    ['en', 'Why do you need my ID number?', 'prevents double registration'],
  ] as const)('tell what the document number is for, in %s (PR1)', (locale, question, reason) => {
    expect(say(situation({ registration: null, locale }), question).text).toContain(reason);
  });

  it('hold no literal sum or date of a sitting', () => {
    for (const entry of FAQ) {
      expect(`${entry.answer.zh}${entry.answer.en}`).not.toMatch(/\d+\s*元|¥|20(2[4-9]|3\d)年/u);
    }
  });
});
