import { emailIn, mobileIn } from '../../../../bot/understanding/extract/contact';
import { dateIn } from '../../../../bot/understanding/extract/date';
import { levelIn, subjectCodesIn } from '../../../../bot/understanding/extract/codes';
import { yesOrNo } from '../../../../bot/understanding/extract/yes-no';

describe('dateIn', () => {
  it.each([
    ['2005-3-15', '2005-03-15'],
    ['我是２００５年３月１５日生的', '2005-03-15'],
    ['20050315', '2005-03-15'],
    ['2005.3.15', '2005-03-15'],
    ['15 March 2005', '2005-03-15'],
    ['Mar. 15th, 2005', '2005-03-15'],
    ['2005-02-30', null],
    ['不告诉你', null],
    ['15 Foo 2005', null],
  ])('reads %s as %s', (text, date) => {
    expect(dateIn(text)).toBe(date);
  });
});

describe('emailIn and mobileIn', () => {
  it('find both in one sentence', () => {
    const text = '手机138 0013 8000，邮箱 wang@example.com。';
    expect(emailIn(text)).toBe('wang@example.com');
    expect(mobileIn(text)?.replace(/\D/gu, '')).toBe('13800138000');
  });

  it('find nothing in plain words', () => {
    expect(emailIn('我没有邮箱')).toBeNull();
    expect(mobileIn('我没有手机')).toBeNull();
  });
});

describe('subjectCodesIn and levelIn', () => {
  it('take known codes only, without repeats', () => {
    expect(subjectCodesIn('报65和15，还有65、99', (code) => code !== '99')).toEqual(['65', '15']);
    expect(subjectCodesIn('2027年', () => true)).toEqual([]);
  });

  it.each([
    ['计算机二级', 2],
    ['level 3 please', 3],
    ['一级和二级', null],
    ['Python', null],
  ])('hear the level of %s', (text, level) => {
    expect(levelIn(text)).toBe(level);
  });
});

describe('yesOrNo', () => {
  it.each([
    ['是的', true],
    ['好的谢谢', true],
    ['YES', true],
    ['不', false],
    ['no', false],
    ['算了', false],
    ['没错啊', true],
    ['是不是', null],
    ['好像不对', null],
    ['', null],
  ])('%s means %s', (text, meaning) => {
    expect(yesOrNo(text)).toBe(meaning);
  });
});
