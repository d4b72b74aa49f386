import type { PrivacyKey } from './zh-CN';

export const privacyEn: Record<PrivacyKey, string> = {
  'privacy.title': 'First, the privacy guide',
  'privacy.text':
    'The next step uses information held by WeChat, for your registration only. Without agreeing you can still register: type it, or take another way.',
  'privacy.again':
    'You agreed before, but that consent was cleared (for example by removing the app from the recent list), so we ask again. Without agreeing you can still register: type it, or take another way.',
  'privacy.read': 'Read {{guide}}',
  'privacy.guide': 'the privacy guide',
  'privacy.agree': 'Agree',
  'privacy.refuse': 'Do not agree',
  'privacy.unreadable':
    'The guide cannot be opened now. Try again later, or choose "Do not agree" and take another way.',
};
