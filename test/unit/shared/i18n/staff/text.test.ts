import { staffEn } from '../../../../../shared/i18n/staff/en';
import { staffText } from '../../../../../shared/i18n/staff/text';
import { staffZhCn, type StaffKey } from '../../../../../shared/i18n/staff/zh-CN';

const KEYS = Object.keys(staffZhCn) as StaffKey[];
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, name]) => name ?? '')
    .toSorted((one, other) => one.localeCompare(other));

describe('staffText', () => {
  it.each(KEYS)('says %s in both languages with the same values', (key) => {
    expect(staffEn[key]).not.toBe('');
    expect(placeholders(staffEn[key])).toEqual(placeholders(staffZhCn[key]));
  });

  it('speaks English without Chinese, but for the name of the other language', () => {
    const mixed = KEYS.filter((key) => /\p{Script=Han}/u.test(staffEn[key]));
    expect(mixed).toEqual(['page.language']);
  });

  it('takes values as they are', () => {
    expect(staffText('zh-CN', 'page.again', { count: 2 })).toBe('第2次提交');
    expect(staffText('en', 'card.note_again', { reason: '{{count}} <b>' })).toBe(
      'Rejected before: {{count}} <b>',
    );
  });
});
