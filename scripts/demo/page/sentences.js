import { called } from './names.js';
import { lang } from './texts.js';

/** One event of the platforms as a sentence; null for what is no news to a person. */
export function sentenceOf({ area, kind, who, data }) {
  const make = SENTENCES[`${area}.${kind}`] ?? (area === 'callback' ? callback : undefined);
  const pair = make?.({ kind, who: called(who ?? ''), data });
  return pair ? pair[lang() === 'zh' ? 0 : 1] : null;
}

const short = (text, length = 46) => {
  const line = String(text ?? '').replace(/\s+/g, ' ');
  return line.length > length ? `${line.slice(0, length)}…` : line;
};
const yuan = (fen) => `¥${(Number(fen) / 100).toFixed(2)}`;

const cardTitle = ({ content }, otherwise) =>
  short(content?.main_title?.title || content?.content || otherwise);

const CALLBACKS = {
  'wecom.template_card_event': ['卡片按钮', 'card press'],
  'wecom.kf_msg_or_event': ['客服新消息', 'new chat message'],
  'wechatpay.TRANSACTION.SUCCESS': ['支付成功通知', 'payment notice'],
  'wechatpay.REFUND.SUCCESS': ['退款成功通知', 'refund notice'],
  'wechatpay.REFUND.ABNORMAL': ['退款异常通知', 'refund trouble notice'],
  'wechat.subscribe_msg_popup_event': ['订阅授权', 'subscription answer'],
  'wechat.subscribe_msg_sent_event': ['订阅消息送达', 'subscription message sent'],
};

const SENTENCES = {
  'kf.chat.entered': ({ who }) => [`${who}打开了客服会话`, `${who} opened the chat`],
  'kf.message.sent': ({ who, data }) => [`${who}：${short(data.text)}`, `${who}: ${short(data.text)}`],
  'kf.message.received': ({ who, data }) => [
    `机器人 → ${who}：${short(data.text)}`,
    `Bot → ${who}: ${short(data.text)}`,
  ],
  'kf.message.failed': ({ who }) => [`发给${who}的消息没有送达`, `A message to ${who} was not delivered`],
  'kf.servicer.wrote': ({ who, data }) => [
    `客服 ${who}：${short(data.text)}`,
    `Support ${who}: ${short(data.text)}`,
  ],
  'kf.session.moved': ({ data }) => [
    `会话状态变为${data.to ?? data.state ?? ''}`,
    `The session moved to ${data.to ?? data.state ?? ''}`,
  ],
  'kf.session.taken': ({ who }) => [`客服 ${who} 接入会话`, `Support ${who} took the chat`],
  'kf.session.ended': ({ who }) => [`客服 ${who} 结束会话`, `Support ${who} ended the chat`],
  'wecom.message.received': ({ who, data }) => [
    `企业微信 → ${who}：${cardTitle(data, '卡片')}`,
    `WeCom → ${who}: ${cardTitle(data, 'card')}`,
  ],
  'wecom.card.pressed': ({ who, data }) => [`${who} 按下“${data.button}”`, `${who} pressed “${data.button}”`],
  'wecom.card.updated': ({ who }) => [
    `卡片已更新${who ? `：${who}` : ''}`,
    `Cards were updated${who ? `: ${who}` : ''}`,
  ],
  'wecom.oauth.code': ({ who }) => [`${who} 通过企业微信登录`, `${who} signed in through WeCom`],
  'wechat.subscribe.received': ({ who }) => [`${who} 收到订阅消息`, `${who} received a subscription message`],
  'wechat.subscribe.answered': ({ who }) => [
    `${who} 选择了是否接收提醒`,
    `${who} answered the reminder dialog`,
  ],
  'wechat.phone.calendar': ({ who, data }) => [
    `${who}把“${short(data.title)}”加入了日历`,
    `${who} put “${short(data.title)}” into the calendar`,
  ],
  'wechat.phone.share': ({ who, data }) => [
    `${who}转发了“${short(data.title)}”`,
    `${who} sent “${short(data.title)}” to a friend`,
  ],
  'wechat.phone.clipboard': ({ who }) => [`${who}复制了文字`, `${who} copied a text`],
  'wechat.phone.call': ({ who, data }) => [`${who}拨打 ${data.number}`, `${who} called ${data.number}`],
  'pay.order.placed': ({ data }) => [
    `微信支付下单 ${yuan(data.totalFen ?? data.total)}`,
    `Order placed at WeChat Pay: ${yuan(data.totalFen ?? data.total)}`,
  ],
  'pay.order.closed': () => ['支付订单已关闭', 'The order was closed'],
  'pay.payment.tried': ({ data }) =>
    data.errMsg === 'requestPayment:ok'
      ? ['考生付款成功', 'The candidate paid']
      : [`付款没有完成：${short(data.errMsg)}`, `Not paid: ${short(data.errMsg)}`],
  'pay.refund.accepted': ({ data }) => [
    `退款受理 ${yuan(data.refundFen ?? 0)}`,
    `Refund accepted: ${yuan(data.refundFen ?? 0)}`,
  ],
  'pay.refund.ended': ({ data }) => [`退款结果：${data.status ?? ''}`, `Refund ended: ${data.status ?? ''}`],
  'mail.mail.received': ({ who, data }) => [
    `邮件 → ${who}：${short(data.subject)}`,
    `Mail → ${who}: ${short(data.subject)}`,
  ],
  'sms.sms.received': ({ who }) => [`短信 → ${who}`, `SMS → ${who}`],
  'browser.page.shown': ({ who, data }) => [
    `${who} 打开网页：${short(data.title || data.status)}`,
    `${who} opened: ${short(data.title || data.status)}`,
  ],
  'fault.notice.lost': () => ['支付通知在路上丢了', 'The payment notice was lost'],
};

/** What the platforms told the product, and whether it answered. */
function callback({ kind, data }) {
  const good = data.status >= 200 && data.status < 300;
  const again = data.tryNumber > 1 ? ` ×${data.tryNumber}` : '';
  if (good && !again && kind.startsWith('wecom.kf')) return null;
  const [zh, en] = CALLBACKS[kind] ?? [kind, kind];
  return good
    ? [`平台回调“${zh}”${again} 已应答`, `Callback “${en}”${again} answered`]
    : [
        `平台回调“${zh}”${again} 没有送达（${data.status || '无应答'}）`,
        `Callback “${en}”${again} failed (${data.status || 'no answer'})`,
      ];
}
