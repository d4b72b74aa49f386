import type { SmsSender } from '../use-cases/ports/notify';
import { JSON_LIMITS, exchange, statusError } from './http';

export interface SmsOptions {
  /** The whole address that takes `POST {to, template, params, id}`. */
  apiUrl: string;
  apiKey: string;
  timeoutMs?: number;
}

/**
 * Text messages through a plain HTTP interface, so that an adapter of any provider fits behind it. Any 2xx means taken
 * over; the `id` makes repeats harmless at the other side.
 */
export class HttpSmsSender implements SmsSender {
  constructor(private readonly options: SmsOptions) {}

  async sendSms(sms: Parameters<SmsSender['sendSms']>[0]): Promise<void> {
    const { apiUrl, apiKey, timeoutMs } = this.options;
    const where = { platform: 'sms', path: 'POST' } as const;
    const { to, template, params, id } = sms;
    const answer = await exchange({
      ...where,
      method: 'POST',
      url: new URL(apiUrl),
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ to, template, params, id }),
      ...JSON_LIMITS,
      ...(timeoutMs ? { timeoutMs } : {}),
    });
    if (answer.status < 200 || answer.status >= 300) throw statusError(answer.status, where);
  }
}
