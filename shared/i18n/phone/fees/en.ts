import type { FeesKey } from './zh-CN';

export const feesEn: Record<FeesKey, string> = {
  'fees.title': 'Subjects',
  'fees.intro':
    'At most {{max}} subjects in one sitting; a site may allow fewer. The sum is worked out when you pay.',
  'fees.none.title': 'No subjects are published yet',
  'fees.none.text': 'They will appear here once they are.',
  'fees.level.1': 'Level 1',
  'fees.level.2': 'Level 2',
  'fees.level.3': 'Level 3',
  'fees.level.4': 'Level 4',
  'fees.minutes': 'Code {{code}} · {{minutes}} minutes',
  'fees.free': 'free',
  'fees.requires': 'The certificate needs level 3 {{requires}}, held already or passed in this sitting',
  'fees.note.title': 'Good to know before you choose',
  'fees.note':
    'Times are set after registration ends: where subjects clash, you can take one of them. After payment nothing can be changed, and fees are not returned for personal reasons.',
};
