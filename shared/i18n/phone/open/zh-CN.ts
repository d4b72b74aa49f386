/** Texts of the page that every item of the chat opens. */
export const openZhCn = {
  'open.title': '报考助手',
  'open.opening': '正在打开',
  'open.stranger.title': '这里打不开这个入口',
  'open.stranger.link.other_person':
    '它是发给另一位考生的。为保护个人信息，这里不显示任何内容，也没有做任何改动。',
  'open.stranger.link.used': '它已经在另一个微信上打开过。如果是您本人，请用原来的微信，或在聊天里重新获取。',
  'open.stranger.link.expired': '它已经过期。请回到聊天里，重新点最新的一条。',
  'open.stranger.link.unknown': '链接不完整或已失效。请回到聊天里，重新点最新的一条。',
  'open.look': '看看报名时间和考点',
  'open.home': '回到首页',
} as const;

export type OpenKey = keyof typeof openZhCn;
