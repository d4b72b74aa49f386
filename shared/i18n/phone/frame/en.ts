import type { FrameKey } from './zh-CN';

export const frameEn: Record<FrameKey, string> = {
  'frame.app': 'NCRE assistant',
  'frame.loading': 'Loading',
  'frame.retry': 'Try again',
  'frame.cancel': 'Cancel',
  'frame.ok': 'OK',
  'frame.save': 'Save and continue',
  'frame.saving': 'Saving',
  'frame.skip': 'Skip for now',
  'frame.chat': 'Go on in the chat',
  'frame.chat_failed': 'It did not open. Please return to the WeChat chat yourself.',
  'frame.help': 'Help and staff',
  'frame.error_summary': 'Please correct this first',
  'frame.failure.title': 'That did not work',
  'frame.failure.offline': 'There is no connection; nothing was changed. Check your network and try again.',
  'frame.failure.timeout': 'No answer came in time; nothing was changed. Please try again.',
  'frame.failure.unreadable': 'The service did not answer properly. Please try again later.',
  'frame.failure.unclear':
    'No answer came, so it may or may not have taken effect. Look at the present state before you try again.',
  'frame.failure.again':
    'No answer came; the network may be down. What you entered is still here. Try once more when the network is back: nothing is sent twice.',
  'frame.failure.number': 'Number: {{id}}',
};
