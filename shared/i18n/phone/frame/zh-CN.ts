/** Texts that every page of the mini program may need. */
export const frameZhCn = {
  'frame.app': '报考助手',
  'frame.loading': '正在加载',
  'frame.retry': '重试',
  'frame.cancel': '取消',
  'frame.ok': '知道了',
  'frame.save': '保存并继续',
  'frame.saving': '正在保存',
  'frame.skip': '暂不填写',
  'frame.chat': '继续对话',
  'frame.chat_failed': '没有打开。请直接返回微信聊天继续。',
  'frame.help': '帮助与人工客服',
  'frame.error_summary': '请先修改以下内容',
  'frame.failure.title': '没有成功',
  'frame.failure.offline': '网络没有连上，没有任何改动。请检查网络后重试。',
  'frame.failure.timeout': '等待太久没有回应，没有任何改动。请重试。',
  'frame.failure.unreadable': '服务暂时没有正常回应，请稍后重试。',
  'frame.failure.unclear': '没有收到回应，不确定是否已经生效。请先刷新查看，再决定要不要重试。',
  'frame.failure.again':
    '没有收到回应，可能是网络不好。您填的内容还在，网络恢复后再点一次就可以，不会重复提交。',
  'frame.failure.number': '编号：{{id}}',
} as const;

export type FrameKey = keyof typeof frameZhCn;
