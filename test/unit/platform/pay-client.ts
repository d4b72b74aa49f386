import { createDecipheriv, createVerify, sign, X509Certificate } from 'node:crypto';

export interface PayAnswer {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown>;
}

/** The least merchant that can talk to WeChat Pay, written from the contract alone. */
export function payClient(settings: Record<string, string>, clock: { now(): number }) {
  const value = (name: string): string => settings[name] ?? '';
  let nonces = 0;

  async function call(
    method: string,
    target: string,
    options: { body?: unknown; serial?: string; at?: number; headers?: Record<string, string> } = {},
  ): Promise<PayAnswer> {
    const body = options.body === undefined ? '' : JSON.stringify(options.body);
    const timestamp = String(Math.floor((options.at ?? clock.now()) / 1000));
    nonces += 1;
    const nonce = `nonce${nonces}`;
    const message = `${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`;
    const signature = rsa(value('WECHATPAY_MCH_PRIVATE_KEY'), message);
    const serial = options.serial ?? value('WECHATPAY_MCH_SERIAL');
    const response = await fetch(value('WECHATPAY_API_URL') + target, {
      method,
      headers: {
        Authorization: `WECHATPAY2-SHA256-RSA2048 mchid="${value('WECHATPAY_MCH_ID')}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${serial}"`,
        Accept: 'application/json',
        ...(body && { 'Content-Type': 'application/json' }),
        ...options.headers,
      },
      ...(body && { body }),
    });
    // The file of a bill begins with a mark that text() would drop.
    const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
    const parsed = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, headers: response.headers, text, body: parsed };
  }

  function order(outTradeNo: string, change: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      appid: value('WECHAT_APP_ID'),
      mchid: value('WECHATPAY_MCH_ID'),
      description: '全国计算机等级考试 报名费',
      out_trade_no: outTradeNo,
      notify_url: 'http://127.0.0.1:1/notify',
      amount: { total: 8000, currency: 'CNY' },
      payer: { openid: 'o1' },
      ...change,
    };
  }

  /** True when the headers sign this body with a key of the settings. */
  function isGood(headers: { get(name: string): string | null | undefined }, body: string): boolean {
    const keys = JSON.parse(value('WECHATPAY_PLATFORM_KEYS')) as Record<string, string>;
    const pem = keys[headers.get('wechatpay-serial') ?? ''];
    if (!pem) return false;
    const key = pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : pem;
    const message = `${headers.get('wechatpay-timestamp')}\n${headers.get('wechatpay-nonce')}\n${body}\n`;
    return createVerify('sha256')
      .update(message)
      .verify(key, headers.get('wechatpay-signature') ?? '', 'base64');
  }

  function openNotice(body: string): Record<string, unknown> {
    const { resource } = JSON.parse(body) as { resource: Record<string, string> };
    const sealed = Buffer.from(resource['ciphertext'] ?? '', 'base64');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      Buffer.from(value('WECHATPAY_API_V3_KEY')),
      Buffer.from(resource['nonce'] ?? ''),
    );
    decipher.setAuthTag(sealed.subarray(-16)).setAAD(Buffer.from(resource['associated_data'] ?? ''));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return JSON.parse(plain.toString('utf8')) as Record<string, unknown>;
  }

  function paySign(prepayId: string) {
    const [timeStamp, nonceStr, bundle] = ['1700000000', 'abc', `prepay_id=${prepayId}`];
    const message = `${value('WECHAT_APP_ID')}\n${timeStamp}\n${nonceStr}\n${bundle}\n`;
    const signature = rsa(value('WECHATPAY_MCH_PRIVATE_KEY'), message);
    return { timeStamp, nonceStr, package: bundle, signType: 'RSA', paySign: signature };
  }

  const place = (outTradeNo: string, change: Record<string, unknown> = {}): Promise<PayAnswer> =>
    call('POST', '/v3/pay/transactions/jsapi', { body: order(outTradeNo, change) });
  const query = (outTradeNo: string): Promise<PayAnswer> =>
    call('GET', `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${value('WECHATPAY_MCH_ID')}`);
  const close = (outTradeNo: string): Promise<PayAnswer> =>
    call('POST', `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`, {
      body: { mchid: value('WECHATPAY_MCH_ID') },
    });

  return { call, place, query, close, isGood, openNotice, paySign };
}

function rsa(privateKey: string, message: string): string {
  return sign('sha256', Buffer.from(message), privateKey).toString('base64');
}
