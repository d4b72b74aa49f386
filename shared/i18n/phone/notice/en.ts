import type { NoticeKey } from './zh-CN';

export const noticeEn: Record<NoticeKey, string> = {
  'notice.title': 'Notices',
  'notice.intro': 'You will be asked to read and tick each of them. Have a look now; no login is needed.',
  'notice.none.title': 'No notices are published yet',
  'notice.none.text': 'They will appear here once a sitting is announced.',
  'notice.step': '{{left}} left to read',
  'notice.version': 'Version {{version}}',
  'notice.tick': 'I have read and accept: {{title}}',
  'notice.tick.missing': 'Tick this after reading to continue.',
  'notice.go': 'Continue',
  'notice.going': 'Saving',
  'notice.ticked': 'You ticked this version {{at}}.',
  'notice.changed': 'This text was changed just now. Please read the new version, then tick it.',
  'notice.others': 'Read another',
};
