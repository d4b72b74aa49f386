import { phone } from './phone';

/** What WeChat itself writes on its sheets, in the language of the phone. */
const WORDS = {
  zh_CN: {
    cancel: '取消',
    payTitle: '微信支付',
    payNow: '确认支付',
    noticesTitle: '报考助手申请给你发送通知',
    notices: '{n} 条通知',
    refuse: '拒绝',
    allow: '允许',
    notAllow: '不允许',
    settingsTitle: '设置',
    settings: '允许使用摄像头和相册',
    numberTitle: '报考助手申请获取并验证你的手机号',
    ok: '确定',
    album: '相册',
    camera: '相机',
    cameraHint: '镜头前是：',
    chatFiles: '微信聊天里的文件',
    ownFile: '本机图片',
  },
  en: {
    cancel: 'Cancel',
    payTitle: 'WeChat Pay',
    payNow: 'Pay',
    noticesTitle: 'NCRE Assistant asks to send you messages',
    notices: 'Messages: {n}',
    refuse: 'Reject',
    allow: 'Allow',
    notAllow: 'Don’t allow',
    settingsTitle: 'Settings',
    settings: 'Allow the camera and the album',
    numberTitle: 'NCRE Assistant asks for your verified mobile number',
    ok: 'OK',
    album: 'Album',
    camera: 'Camera',
    cameraHint: 'In front of the lens:',
    chatFiles: 'Files in WeChat chats',
    ownFile: 'Your file',
  },
};

export type WechatWord = keyof (typeof WORDS)['zh_CN'];

export function wechatWord(key: WechatWord, values: Record<string, string | number> = {}): string {
  const text = WORDS[phone().conditions.language][key];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
