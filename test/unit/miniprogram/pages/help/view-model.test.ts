import type { HelpFacts } from '../../../../../miniprogram/pages/help/facts';
import { searchHelp } from '../../../../../miniprogram/pages/help/search';
import { helpView } from '../../../../../miniprogram/pages/help/view-model';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { helpEn } from '../../../../../shared/i18n/phone/help/en';
import { helpZhCn } from '../../../../../shared/i18n/phone/help/zh-CN';
import { aContact, HELP_ANSWERS } from './help-answers';

const facts: HelpFacts = { answers: HELP_ANSWERS, contact: aContact(), search: '', open: '' };
const view = (
  change: Partial<HelpFacts> = {},
  query: Record<string, string> = {},
  locale: 'zh-CN' | 'en' = 'zh-CN',
) =>
  helpView(
    { ...facts, ...change },
    { words: wordsOf({ zhCn: helpZhCn, en: helpEn }, locale), query, now: 0 },
  );

describe('helpView', () => {
  it('begins with what is asked often, the topics that have questions, the office and its sites', () => {
    const shown = view();
    expect(shown.lines.map(({ id }) => id)).toEqual(['photo.requirements', 'review.how_long']);
    expect(shown.topics?.rows.map(({ key, count }) => [key, count])).toEqual([
      ['photo', '2个问题'],
      ['review', '1个问题'],
      ['payment', '1个问题'],
    ]);
    expect(shown.office).toMatchObject({ title: '福建考试机构' });
    expect(shown.links?.rows.map(({ key }) => key)).toEqual(['registration', 'province']);
  });

  it('shows one topic a page', () => {
    const shown = view({}, { topic: 'photo' });
    expect(shown.heading).toBe('照片');
    expect(shown.lines.map(({ id }) => id)).toEqual(['photo.requirements', 'photo.background']);
    expect([shown.topics, shown.office, shown.links]).toEqual([null, null, null]);
    expect(view({}, { topic: '__proto__' }).topics).not.toBeNull();
  });

  it('opens one answer', () => {
    const [first, second] = view({ open: 'photo.requirements' }).lines;
    expect([first?.open, second?.open]).toEqual([true, false]);
    expect(first?.act).toBe('收起');
  });

  it('leads on to the assistant with the words for which nothing was found', () => {
    const shown = view({ search: ' 火星天气 ' });
    expect(shown.none?.title).toBe('没有找到“火星天气”');
    expect(shown.lines).toEqual([]);
    expect(shown.ask.target).toEqual({ page: 'chat', query: { ask: '火星天气' } });
    expect(view().ask.target.query).toEqual({});
  });

  it('speaks English and does without an office', () => {
    const shown = view({ contact: null, search: 'refund' }, {}, 'en');
    expect(shown.title).toBe('Related questions: 1');
    expect([shown.office, shown.links]).toEqual([null, null]);
  });
});

describe('searchHelp', () => {
  it.each([
    ['蓝色背景可以用吗', 'photo.background'],
    ['白底', 'photo.requirements'],
    ['审核几天', 'review.how_long'],
    ['money back', 'pay.refund'],
    ['REFUND', 'pay.refund'],
  ])('finds what "%s" asks for first', (words, id) => {
    expect(searchHelp(HELP_ANSWERS, words)[0]?.id).toBe(id);
  });

  it('finds nothing for words that stand nowhere', () => {
    expect(searchHelp(HELP_ANSWERS, '火星天气')).toEqual([]);
  });
});
