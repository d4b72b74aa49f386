import { complains } from '../../../../bot/understanding/complaints';
import { FAQ } from '../../../../shared/i18n/bot/faq';

describe('complains', () => {
  it.each([
    '我要投诉你们！',
    '没人管我们了',
    '你们这是骗钱',
    '服务太差了吧',
    'This is a SCAM',
    'I want to complain about the site',
  ])('hears a complaint in %s', (words) => expect(complains(words)).toBe(true));

  it.each([
    '考试费多少钱',
    '照片太差会不会不通过',
    '怎么退费',
    '张三',
    '没有报名成功',
    'how much is the fee',
  ])('hears none in %s', (words) => expect(complains(words)).toBe(false));

  it('takes no question that people ask for one, but that which is', () => {
    const taken = FAQ.filter(({ question, examples }) =>
      [question.zh, question.en, ...examples].some((words) => complains(words)),
    );
    expect(taken.map(({ id }) => id)).toEqual(['human.complaint']);
  });
});
