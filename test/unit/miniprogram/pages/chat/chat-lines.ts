import type { ChatMessage, Conversation } from '../../../../../miniprogram/services/chat';
import { NOW } from '../../../../support/miniprogram-answers';

/** A line of the assistant in the mini program, unless something else is said. */
export function aLine(change: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id: 'line',
    from: 'assistant',
    channel: 'mini_program',
    text: '您好',
    items: [],
    tail: '',
    at: NOW,
    ...change,
  };
}

export function aConversation(messages: ChatMessage[], change: Partial<Conversation> = {}): Conversation {
  return { messages, cursor: messages.length, handoff: null, locale: 'zh-CN', serverTime: NOW, ...change };
}
