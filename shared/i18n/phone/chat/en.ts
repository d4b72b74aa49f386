import type { ChatKey } from './zh-CN';

export const chatEn: Record<ChatKey, string> = {
  'chat.title': 'Assistant',
  'chat.lead': 'The same assistant as in the WeChat chat: one conversation in both places.',
  'chat.you': 'You',
  'chat.assistant': 'Assistant',
  'chat.person': 'Staff',
  'chat.in_kf': 'in the WeChat chat',
  'chat.here': 'in the mini program',
  'chat.type': 'Type your question',
  'chat.type.hint': 'Your question',
  'chat.send': 'Send',
  'chat.sending': 'Sending',
  'chat.thinking': 'The assistant is typing',
  'chat.failed': 'Not sent. Check your network and send again: it arrives only once.',
  'chat.retry': 'Send again',
  'chat.photo': 'Send photo',
  'chat.help': 'Questions',
  'chat.secret': 'Please do not send passwords or codes here.',
  'chat.queued':
    'A person was called and answers by {{due}}. Tap "Staff" below and describe your question there.',
  'chat.served': 'A person is answering in the WeChat chat; the assistant stays silent meanwhile.',
  'chat.notify': 'Tell me when they answer',
  'chat.notify.done': 'WeChat tells you once when somebody answers.',
  'chat.notify.no': 'That is fine: the answer stays here for you.',
  'chat.copied': 'Copied: open it in your browser',
  'chat.signed_out': 'You are logged out',
  'chat.signed_out.text':
    'The assistant needs your WeChat login, so that the conversation is kept and can go on elsewhere.',
  'chat.sign_in': 'Log in with WeChat and go on',
};
