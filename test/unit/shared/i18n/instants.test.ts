import { dueText, instantText, leftText } from '../../../../shared/i18n/instants';

const at = (text: string): number => Date.parse(text);

describe('instantText', () => {
  it('names the weekday in both languages', () => {
    expect(instantText(at('2027-01-10T18:00+08:00'), 'zh-CN')).toBe('2027年1月10日（周日）18:00');
    expect(instantText(at('2027-01-10T18:05+08:00'), 'en')).toBe('Sun 10 Jan 2027, 18:05');
  });

  it('prints a midnight end as 24:00 of the day before', () => {
    expect(instantText(at('2027-01-14T00:00+08:00'), 'zh-CN', { end: true })).toBe(
      '2027年1月13日（周三）24:00',
    );
  });
});

describe('leftText', () => {
  it.each([
    [90_061_000, '还剩1天1小时'],
    [3_660_000, '还剩1小时1分'],
    [120_000, '还剩2分钟'],
    [30_000, '还剩1分钟'],
    [0, '已截止'],
    [-5, '已截止'],
  ])('%d ms reads %s', (left, text) => {
    expect(leftText(left, 'zh-CN')).toBe(text);
  });
});

describe('dueText', () => {
  it('tells the end and what is left of it', () => {
    const now = at('2027-01-10T15:00+08:00');
    expect(dueText(at('2027-01-10T18:00+08:00'), now, 'en')).toBe('Sun 10 Jan 2027, 18:00 (3 h 0 min left)');
  });
});
