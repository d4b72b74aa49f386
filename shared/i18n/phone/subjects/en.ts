import type { SubjectsKey } from './zh-CN';

export const subjectsEn: Readonly<Record<SubjectsKey, string>> = {
  'subjects.title': 'Choose subjects',
  'subjects.ask': 'Which subjects do you want to take?',
  'subjects.hint': '{{site}}, up to {{max}} subjects.',
  'subjects.level': 'Level {{level}}',
  'subjects.label': '{{code}} {{name}}',
  'subjects.minutes': '{{minutes}} minutes',
  'subjects.left': '{{left}} seats left',
  'subjects.left.none': 'Full',
  'subjects.limit': 'You have chosen {{max}}; untick one to change',
  'subjects.sum': '{{count}} chosen, {{sum}}',
  'subjects.save': 'Save and continue · {{sum}}',
  'subjects.sum.none': 'No subject chosen yet',
  'subjects.must_choose': 'Choose at least one subject.',
  'subjects.dropped': 'The new site does not offer these subjects, so they were removed: {{subjects}}.',
  'subjects.taken':
    'The last place in {{subject}} has just gone; nothing was submitted. Choose another subject or another site.',
  'subjects.none.title': 'No subjects can be chosen now',
  'subjects.none.text': 'Choose a site first, or your information cannot be changed now.',
};
