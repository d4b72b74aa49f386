import { createCipheriv, sign, verify } from 'node:crypto';
import type { Answer, Call } from '../core/http-host';
import type { FaultHow, SignatureFault } from '../faults';
import type { SigningKey } from './keys';
import type { Pay } from './state';

const SCHEMA = 'WECHATPAY2-SHA256-RSA2048';
const CLOCK_WINDOW_S = 300;

/** What is wrong with a request's Authorization, or undefined when it is good. */
export function authorizationProblem(pay: Pay, call: Call): string | undefined {
  const header = call.headers.authorization ?? '';
  if (!header.startsWith(`${SCHEMA} `)) return 'authorization schema';
  const fields = Object.fromEntries(
    [...header.slice(SCHEMA.length).matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  ) as Record<string, string | undefined>;
  const { mchid, nonce_str: nonce, signature, timestamp, serial_no: serial } = fields;
  if (!mchid || !nonce || !signature || !timestamp || !serial) return 'authorization field missing';
  if (mchid !== pay.mchId) return 'mchid';
  if (serial.toUpperCase() !== pay.keys.merchant.serial) return 'serial_no';
  if (Math.abs(pay.core.clock.now() / 1000 - Number(timestamp)) > CLOCK_WINDOW_S) return 'timestamp';
  if (pay.nonces.has(`${timestamp}/${nonce}`)) return 'nonce used before';
  pay.nonces.add(`${timestamp}/${nonce}`);
  const message = `${call.method}\n${call.target}\n${timestamp}\n${nonce}\n${call.raw.toString('utf8')}\n`;
  const good = verify(
    'sha256',
    Buffer.from(message),
    pay.keys.merchant.publicKey,
    Buffer.from(signature, 'base64'),
  );
  return good ? undefined : 'signature';
}

/** paySign of `wx.requestPayment`, made with the merchant's key over four lines. */
export function isPaySignGood(pay: Pay, params: RequestPaymentParams): boolean {
  const message = `${pay.appId}\n${params.timeStamp}\n${params.nonceStr}\n${params.package}\n`;
  const signature = Buffer.from(params.paySign, 'base64');
  return (
    params.signType === 'RSA' &&
    verify('sha256', Buffer.from(message), pay.keys.merchant.publicKey, signature)
  );
}

export interface RequestPaymentParams {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: string;
  paySign: string;
}

/** Signature headers over the body, good or spoilt as told. */
export function signatureHeaders(
  pay: Pay,
  input: { body: string; key: SigningKey; fault?: SignatureFault },
): Record<string, string> {
  const { body, fault } = input;
  if (fault === 'missing') return {};
  const key = fault === 'unknown-serial' ? pay.keys.stranger : input.key;
  const now = Math.floor(pay.core.clock.now() / 1000);
  const timestamp = String(fault === 'stale' ? now - 2 * CLOCK_WINDOW_S : now);
  const nonce = pay.core.ids.secret(32);
  const signedBody = fault === 'tampered' ? `${body} ` : body;
  const signature = sign('sha256', Buffer.from(`${timestamp}\n${nonce}\n${signedBody}\n`), key.privateKey);
  const probe = `WECHATPAY/SIGNTEST/${signature.toString('base64')}`;
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': fault === 'signtest' ? probe : signature.toString('base64'),
    'Wechatpay-Serial': key.id,
    'Wechatpay-Signature-Type': SCHEMA,
  };
}

/** Answers follow the key that the request named, else the option. */
export function signAnswer(pay: Pay, input: { call: Call; answer: Answer; fault?: FaultHow }): Answer {
  const { call, answer, fault } = input;
  if (answer.headers?.['X-Unsigned']) return withoutMark(answer);
  const named = call.headers['wechatpay-serial'];
  const { publicKey, certificate } = pay.keys;
  const byOption = pay.options.answersSignedWith === 'public-key' ? publicKey : certificate;
  const key = [publicKey, certificate].find(({ id }) => id === named) ?? byOption;
  const body = answer.body.toString();
  const signatureFault = typeof fault === 'object' && 'signature' in fault ? fault.signature : undefined;
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Request-ID': pay.core.ids.next('req'),
    ...signatureHeaders(pay, { body, key, fault: signatureFault }),
  };
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

/** Marks an answer that the platform does not sign: files and gateway errors. */
export function unsigned(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'X-Unsigned': '1' } };
}

function withoutMark(answer: Answer): Answer {
  const { 'X-Unsigned': _mark, ...headers } = answer.headers ?? {};
  return { ...answer, headers };
}

/** The encrypted `resource` of notices and of the certificate download. */
export function encryptResource(
  pay: Pay,
  input: { plain: string; associatedData: string },
): { algorithm: string; ciphertext: string; nonce: string; associated_data: string } {
  const nonce = pay.core.ids.secret(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(pay.apiV3Key), Buffer.from(nonce));
  cipher.setAAD(Buffer.from(input.associatedData));
  const sealed = Buffer.concat([cipher.update(input.plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    nonce,
    associated_data: input.associatedData,
  };
}
