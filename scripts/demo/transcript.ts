import { maskText } from '../../shared/domain/masks';
import { instantText } from '../../shared/i18n/instants';
import type { Timeline, TimelineEvent } from '../../test/platform/core/timeline';

/** The readable record of a play, in Chinese, without personal values. */
export interface Transcript {
  title(text: string): void;
  tells(line: string): void;
  expects(what: string, holds: boolean): void;
  /** Personal values that are shown as a mask wherever they stand. */
  hides(values: readonly string[]): void;
  /** Writes down what happens; returns a function that stops. */
  follows(timeline: Timeline): () => void;
  /** Everything written so far. */
  text(): string;
}

const LONGEST_LINE = 110;

export function createTranscript(write: (text: string) => void): Transcript {
  const hidden = new Map<string, string>();
  let all = '';

  function line(text: string): void {
    const masked = mask(text);
    all += `${masked}\n`;
    write(`${masked}\n`);
  }
  function mask(text: string): string {
    let masked = text;
    for (const [value, shown] of hidden) masked = masked.replaceAll(value, shown);
    return maskText(masked);
  }

  return {
    title: (text) => line(`\n━━ ${text}`),
    tells: (text) => line(`  · ${text}`),
    expects: (what, holds) => line(`  ${holds ? '✓' : '✗'} ${what}`),
    hides(values) {
      for (const value of values) hidden.set(value, `${[...value].slice(0, 1).join('')}***`);
    },
    follows: (timeline) =>
      timeline.onEvent((event) => {
        const said = sentenceOf(event);
        if (said) line(`  ${timeOf(event.at)} ${said}`);
      }),
    text: () => all,
  };
}

function timeOf(at: number): string {
  return instantText(at, 'zh-CN')
    .replace(/^\d+年/, '')
    .replace(/（.+?）/, ' ');
}

/** One event of the platforms as a line; undefined for what only machines care about. */
function sentenceOf({ area, kind, who = '', data }: TimelineEvent): string | undefined {
  switch (`${area}.${kind}`) {
    case 'kf.message.sent':
      return `${who} ▶ ${short(data['text'])}`;
    case 'kf.message.received':
      return `${who} ◀ ${short(data['text'])}`;
    case 'wecom.message.received':
      return `企业微信 ${who} 收到消息`;
    case 'wecom.card.pressed':
      return `${who} 按“${String(data['button'])}”`;
    case 'pay.order.placed':
      return `微信支付下单 ${Number(data['totalFen']) / 100} 元`;
    case 'pay.order.closed':
      return '微信支付关闭订单';
    case 'pay.payment.tried':
      return `付款：${String(data['errMsg'])}`;
    case 'pay.refund.accepted':
      return `退款受理 ${Number(data['refundFen']) / 100} 元`;
    case 'pay.refund.ended':
      return `退款结果 ${String(data['status'])}`;
    case 'mail.mail.received':
      return `邮件：${short(data['subject'])}`;
    case 'sms.sms.received':
      return `短信：${short(data['template'])}`;
    case 'fault.notice.lost':
      return '支付通知在路上丢失';
    default:
      return undefined;
  }
}

function short(value: unknown): string {
  const text = (typeof value === 'string' ? value : '').replaceAll(/\s*\n\s*/g, ' / ');
  return [...text].length > LONGEST_LINE ? `${[...text].slice(0, LONGEST_LINE).join('')}…` : text;
}
