import type { SignatureFault } from '../faults';
import { encryptResource, signatureHeaders } from './signing';
import type { SigningKey } from './keys';
import { payTime, type NoticePlan, type Pay } from './state';
import type { Json } from '../core/json';
import type { Delivery } from '../core/courier';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses between a notice and its fifteen repeats. */
export const NOTICE_PAUSES_MS: readonly number[] = [
  15 * SECOND,
  15 * SECOND,
  30 * SECOND,
  3 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  3 * HOUR,
  3 * HOUR,
  3 * HOUR,
  6 * HOUR,
  6 * HOUR,
];

export interface Notice {
  url: string;
  eventType: string;
  originalType: 'transaction' | 'refund';
  summary: string;
  content: Json;
}

/** Sends a notice by the next plan, at once or later; repeats follow the documented schedule. */
export async function notify(pay: Pay, notice: Notice): Promise<void> {
  const plan = pay.nextNotices.shift() ?? {};
  if (plan.lost) {
    pay.core.timeline.record({ area: 'fault', kind: 'notice.lost', data: { eventType: notice.eventType } });
    return;
  }
  if (plan.delayMs) {
    pay.core.schedule.at(pay.core.clock.now() + plan.delayMs, () => begin(pay, notice, plan));
    return;
  }
  await begin(pay, notice, plan);
}

async function begin(pay: Pay, notice: Notice, plan: NoticePlan): Promise<void> {
  const body = envelope(pay, notice);
  await attempt(pay, { notice, body, index: 0, fault: plan.signature });
  for (let copy = 1; copy < (plan.copies ?? 1); copy += 1) await sendNotice(pay, { notice, body });
}

async function attempt(
  pay: Pay,
  input: { notice: Notice; body: string; index: number; fault?: SignatureFault },
): Promise<void> {
  const delivery = await sendNotice(pay, input);
  if (delivery.status === 200 || delivery.status === 204) return;
  const pause = NOTICE_PAUSES_MS[input.index];
  if (pause === undefined) return;
  const { notice, body, index } = input;
  pay.core.schedule.at(pay.core.clock.now() + pause, () => attempt(pay, { notice, body, index: index + 1 }));
}

/** One delivery with its own timestamp, nonce and signature. */
export async function sendNotice(
  pay: Pay,
  input: { notice: Notice; body: string; fault?: SignatureFault },
): Promise<Delivery> {
  const { notice, body, fault } = input;
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'Mozilla/4.0',
    ...signatureHeaders(pay, { body, key: noticeKey(pay), fault }),
  };
  const delivery = await pay.core.courier.post({ url: notice.url, headers, body });
  const { status, error } = delivery;
  pay.core.timeline.record({
    area: 'callback',
    kind: `wechatpay.${notice.eventType}`,
    data: { status, error, fault },
  });
  return delivery;
}

function noticeKey(pay: Pay): SigningKey {
  const { publicKey, certificate } = pay.keys;
  if (pay.options.noticesSignedWith === 'public-key') return publicKey;
  if (pay.options.noticesSignedWith === 'certificate') return certificate;
  pay.noticeCount += 1;
  return pay.noticeCount % 2 === 1 ? publicKey : certificate;
}

export function envelope(pay: Pay, notice: Notice): string {
  const resource = encryptResource(pay, {
    plain: JSON.stringify(notice.content),
    associatedData: notice.originalType,
  });
  return JSON.stringify({
    id: pay.core.ids.next('EV-'),
    create_time: payTime(pay.core.clock.now()),
    resource_type: 'encrypt-resource',
    event_type: notice.eventType,
    summary: notice.summary,
    resource: { original_type: notice.originalType, ...resource },
  });
}
