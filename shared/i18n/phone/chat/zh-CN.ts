/** Texts of the chat page. */
export const chatZhCn = {
  'chat.title': '问助手',
  'chat.lead': '和微信客服里的是同一个助手，两边的对话接着来。',
  'chat.you': '您',
  'chat.assistant': '助手',
  'chat.person': '人工客服',
  'chat.in_kf': '在微信客服里',
  'chat.here': '在小程序里',
  'chat.type': '输入您的问题',
  'chat.type.hint': '例如：我还能报名吗',
  'chat.send': '发送',
  'chat.sending': '正在发送',
  'chat.thinking': '助手正在输入',
  'chat.failed': '没有发出。请检查网络，再点“重新发送”，不会重复。',
  'chat.retry': '重新发送',
  'chat.photo': '传照片',
  'chat.help': '常见问题',
  'chat.secret': '请不要在这里发送密码和验证码。',
  'chat.queued': '已为您转接人工，{{due}}前会有人回复。请点下面的“人工客服”，在那里说明问题。',
  'chat.served': '工作人员正在微信客服里为您服务，助手先不说话。',
  'chat.copied': '已复制，请在浏览器里打开',
  'chat.signed_out': '您已退出登录',
  'chat.signed_out.text': '和助手对话要用微信登录，这样对话才能保存，换个地方也能接着聊。',
  'chat.sign_in': '用微信登录并继续',
} as const;

export type ChatKey = keyof typeof chatZhCn;
