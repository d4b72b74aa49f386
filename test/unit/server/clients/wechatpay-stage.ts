import { randomUUID } from 'node:crypto';
import nock from 'nock';
import { createPlatformKeys, signAnswer, verifyAuthorization } from '../../../../server/signatures/wechatpay';
import { WechatpayClient } from '../../../../server/clients/wechatpay';
import { WechatpayApi } from '../../../../server/clients/wechatpay-api';
import { WechatpayProvider } from '../../../../server/clients/wechatpay-provider';
import { rsaKeyPairs, type KeyPair } from '../../../platform/wechatpay/key-cache';

export const API = 'https://pay.test';
export const NOW = 1_760_000_000_000;
export const API_V3_KEY = '0123456789abcdef0123456789abcdef';
const PUBLIC_KEY_ID = 'PUB_KEY_ID_0114232134912410000000000000';

const [merchant, platform] = rsaKeyPairs() as [KeyPair, KeyPair];
const platformPem = platform.publicKey.export({ type: 'spki', format: 'pem' }).toString();

export const merchantPublicKey = merchant.publicKey;
export const platformSigner = { serial: PUBLIC_KEY_ID, privateKey: platform.privateKey };
export const { keys: platformKeys } = createPlatformKeys({ [PUBLIC_KEY_ID]: platformPem });
const clock = { now: () => NOW };

export const api = new WechatpayApi({
  apiUrl: API,
  signer: { mchId: '1900000001', serial: 'AB12', privateKey: merchant.privateKey },
  platformKeys,
  clock,
  timeoutMs: 2_000,
});
export const client = new WechatpayClient(api, { mchId: '1900000001', apiV3Key: API_V3_KEY });
export const provider = new WechatpayProvider({
  client,
  appId: 'wx1',
  mchId: '1900000001',
  privateKey: merchant.privateKey,
  paymentNotifyUrl: 'https://exam.test/callbacks/wechatpay/payment',
  refundNotifyUrl: 'https://exam.test/callbacks/wechatpay/refund',
  clock,
});

/** Headers that the platform signs over this very body. */
export function signedHeaders(body: string, atMs = NOW): Record<string, string> {
  return signAnswer(platformSigner, { timestamp: String(atMs / 1000), nonce: randomUUID(), body });
}

/** Answers the next request to the path, checking its Authorization as the platform would; `null` body for 204. */
export function answerSigned(method: 'GET' | 'POST', path: string, status: number, json: object | null) {
  const text = json === null ? '' : JSON.stringify(json);
  const seen: { body?: string } = {};
  nock(API)
    .intercept(path, method)
    .reply(function (uri, sent) {
      const raw = typeof sent === 'string' ? sent : JSON.stringify(sent);
      const authorization = String(this.req.headers.authorization);
      const body = Buffer.from(raw);
      seen.body = raw;
      if (!verifyAuthorization(merchantPublicKey, { authorization, method, path: uri, body }).ok)
        return [401, ''];
      return [status, text, signedHeaders(text)];
    });
  return seen;
}
