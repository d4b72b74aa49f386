import type { OpenKey } from './zh-CN';

export const openEn: Record<OpenKey, string> = {
  'open.title': 'NCRE Assistant',
  'open.opening': 'Opening',
  'open.stranger.title': 'This link does not open here',
  'open.stranger.link.other_person':
    'It was sent to another candidate. To protect personal data nothing is shown here, and nothing was changed.',
  'open.stranger.link.used':
    'It was opened in another WeChat already. If that was you, use that WeChat, or have it sent again in the chat.',
  'open.stranger.link.expired': 'It is over. Return to the chat and tap the newest one.',
  'open.stranger.link.unknown': 'It is incomplete or over. Return to the chat and tap the newest one.',
  'open.look': 'See dates and test sites',
  'open.home': 'Go to the first page',
};
