import type { ApartKey } from './zh-CN';

export const apartEn: Record<ApartKey, string> = {
  'apart.title': 'This answer was changed elsewhere just now. Which one is right?',
  'apart.text':
    'The answer from the chat (or another phone) differs from the one here. Nothing changes until you choose.',
  'apart.stored': 'Saved already',
  'apart.given': 'Entered here',
  'apart.use_stored': 'Keep the saved one',
  'apart.use_given': 'Use the one from here',
};
