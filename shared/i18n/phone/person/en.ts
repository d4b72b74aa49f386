import type { PersonKey } from './zh-CN';

export const personEn: Record<PersonKey, string> = {
  'person.ask': 'Ask a person',
  'person.short': 'Staff',
  'person.note': 'Opens the WeChat chat: send "agent" there',
  'person.refused.title': 'The chat did not open',
  'person.refused.phone':
    'WeChat did not open the chat. Please call the exam office: {{hotline}}. Hours: {{hours}}.',
  'person.refused.later': 'WeChat did not open the chat. Check your network and tap again.',
  'person.call': 'Call',
};
