import { createVerify, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import {
  MAX_CLOCK_DIFFERENCE_MS,
  buildAuthorization,
  createPlatformKeys,
  readPlatformKey,
  signAnswer,
  signPayment,
  verifyAuthorization,
  verifyMessage,
  verifySigned,
} from '../../../../server/signatures/wechatpay';
import { rsaKeyPairs, type KeyPair } from '../../../platform/wechatpay/key-cache';
import { PUBLISHED_BODY, PUBLISHED_CERTIFICATE, PUBLISHED_HEADERS } from './published-notice';

const [pair] = rsaKeyPairs() as [KeyPair];
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const platform = { serial: 'PUB_KEY_ID_0114232134912410000000000000', privateKey: pair.privateKey };
const { keys } = createPlatformKeys({
  [platform.serial]: publicPem,
  d7ce59d1f522d701: PUBLISHED_CERTIFICATE,
});
const NOW = 1_624_523_846_000;

function flat(headers: Record<string, string>): string[] {
  return Object.entries(headers).flat();
}

function answer(body = '{"ok":true}', timestamp = String(NOW / 1000)) {
  return signAnswer(platform, { timestamp, nonce: 'nonce1', body });
}

function verify(headers: string[], body = '{"ok":true}', nowMs = NOW) {
  return verifySigned(keys, { headers, body: Buffer.from(body), nowMs });
}

describe('verifySigned', () => {
  it('accepts the published notice under its certificate', () => {
    const body = Buffer.from(PUBLISHED_BODY);
    const check = verifySigned(keys, { headers: flat(PUBLISHED_HEADERS), body, nowMs: NOW });
    expect(check).toEqual({ ok: true, serial: 'D7CE59D1F522D701' });
  });

  it('refuses the published notice with one byte changed', () => {
    const body = Buffer.from(PUBLISHED_BODY.replace('PAYSCORE', 'PAYSC0RE'));
    const check = verifySigned(keys, { headers: flat(PUBLISHED_HEADERS), body, nowMs: NOW });
    expect(check).toEqual({ ok: false, reason: 'signature' });
  });

  it('accepts a public key, an empty body and header names in any case', () => {
    const headers = flat(answer('')).map((text) =>
      text.startsWith('Wechatpay-') ? text.toLowerCase() : text,
    );
    expect(verify(headers, '')).toEqual({ ok: true, serial: platform.serial });
  });

  it.each(['Timestamp', 'Nonce', 'Signature', 'Serial'])(
    'refuses a missing, doubled or joined %s',
    (name) => {
      const headers = answer();
      const header = `Wechatpay-${name}`;
      const { [header]: value = '', ...others } = headers;
      const refused = { ok: false, reason: 'headers' };
      expect(verify(flat(others))).toEqual(refused);
      expect(verify([...flat(headers), header.toLowerCase(), value])).toEqual(refused);
      expect(verify(flat({ ...others, [header]: `${value}, ${value}` }))).toEqual(refused);
      expect(verify(flat({ ...others, [header]: '' }))).toEqual(refused);
    },
  );

  it('lets the signature type be absent, but not doubled and not another', () => {
    const { 'Wechatpay-Signature-Type': type = '', ...others } = answer();
    expect(verify(flat(others)).ok).toBe(true);
    expect(verify([...flat(answer()), 'wechatpay-signature-type', type]).ok).toBe(false);
    expect(verify(flat({ ...others, 'Wechatpay-Signature-Type': 'WECHATPAY2-SM2-WITH-SM3' })).ok).toBe(false);
  });

  it('holds the window of five minutes on both sides', () => {
    const headers = flat(answer());
    expect(verify(headers, undefined, NOW + MAX_CLOCK_DIFFERENCE_MS - 1).ok).toBe(true);
    expect(verify(headers, undefined, NOW - MAX_CLOCK_DIFFERENCE_MS + 1).ok).toBe(true);
    for (const nowMs of [NOW + MAX_CLOCK_DIFFERENCE_MS, NOW - MAX_CLOCK_DIFFERENCE_MS]) {
      expect(verify(headers, undefined, nowMs)).toEqual({ ok: false, reason: 'time' });
    }
  });

  it.each(['-1', '1e9', ' 1624523846', '1624523846.0', '0x60d4', '', 'NaN', '99999999999999999999'])(
    'refuses the odd timestamp %p even when it is signed',
    (timestamp) => {
      expect(verify(flat(answer('{"ok":true}', timestamp)))).toEqual({ ok: false, reason: 'headers' });
    },
  );

  it('refuses an unknown serial', () => {
    expect(verify(flat({ ...answer(), 'Wechatpay-Serial': 'ABCDEF' }))).toEqual({
      ok: false,
      reason: 'serial',
    });
  });

  it('refuses the signature probes of the platform like any other bad signature', () => {
    const probe = { ...answer(), 'Wechatpay-Signature': 'WECHATPAY/SIGNTEST/bm90IGEgc2lnbmF0dXJl' };
    expect(verify(flat(probe))).toEqual({ ok: false, reason: 'signature' });
  });

  it('refuses any other body, nonce or signature without throwing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (body, signature) => {
        fc.pre(body !== '{"ok":true}');
        expect(verify(flat(answer()), body).ok).toBe(false);
        expect(verify(flat({ ...answer(), 'Wechatpay-Signature': signature })).ok).toBe(false);
        expect(verify(flat({ ...answer(), 'Wechatpay-Nonce': signature })).ok).toBe(false);
      }),
    );
  });
});

describe('verifyMessage', () => {
  it('joins timestamp, nonce and body by line ends, the last too', () => {
    const { 'Wechatpay-Signature': signature = '' } = answer('{"a":1}');
    const plain = createVerify('RSA-SHA256').update(`${NOW / 1000}\nnonce1\n{"a":1}\n`);
    expect(plain.verify(pair.publicKey, signature, 'base64')).toBe(true);
    const message = {
      timestamp: String(NOW / 1000),
      nonce: 'nonce1',
      body: Buffer.from('{"a":1}'),
      signature,
    };
    expect(verifyMessage(pair.publicKey, message)).toBe(true);
  });
});

describe('buildAuthorization', () => {
  const signer = {
    mchId: '1900009191',
    serial: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C',
    privateKey: pair.privateKey,
  };
  const request = {
    method: 'GET',
    path: '/v3/certificates?a=1',
    timestamp: '1554208460',
    nonce: 'A1B2',
    body: '',
  };

  it('signs five lines, the last one empty for a request without body', () => {
    const authorization = buildAuthorization(signer, request);
    const signature = /signature="([^"]+)"/.exec(authorization)?.[1] ?? '';
    const message = 'GET\n/v3/certificates?a=1\n1554208460\nA1B2\n\n';
    expect(createVerify('RSA-SHA256').update(message).verify(pair.publicKey, signature, 'base64')).toBe(true);
    expect(authorization.replace(signature, 'S')).toBe(
      'WECHATPAY2-SHA256-RSA2048 mchid="1900009191",nonce_str="A1B2",signature="S",timestamp="1554208460",' +
        'serial_no="1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C"',
    );
  });

  it('is accepted by the check of the stand-in, and no changed request is', () => {
    const body = '{"description":"全国计算机等级考试"}';
    const post = { ...request, method: 'POST', body };
    const authorization = buildAuthorization(signer, post);
    const received = { authorization, method: 'POST', path: post.path, body: Buffer.from(body) };
    expect(verifyAuthorization(pair.publicKey, received)).toEqual({
      ok: true,
      mchId: signer.mchId,
      serial: signer.serial,
      timestamp: '1554208460',
      nonce: 'A1B2',
    });
    const changes = [
      { method: 'PUT' },
      { path: '/v3/certificates' },
      { body: Buffer.from('{}') },
      { authorization: authorization.replace('A1B2', 'A1B3') },
      { authorization: authorization.replace('WECHATPAY2', 'WECHATPAY3') },
      { authorization: '' },
    ];
    for (const change of changes) {
      expect(verifyAuthorization(pair.publicKey, { ...received, ...change })).toEqual({ ok: false });
    }
  });
});

describe('signPayment', () => {
  it('signs four lines with the merchant key', () => {
    const pay = { appId: 'wx1', timeStamp: '1554208460', nonceStr: 'n1', prepayId: 'wx2016' };
    const verifier = createVerify('RSA-SHA256').update('wx1\n1554208460\nn1\nprepay_id=wx2016\n');
    expect(verifier.verify(pair.publicKey, signPayment(pair.privateKey, pay), 'base64')).toBe(true);
  });
});

describe('createPlatformKeys', () => {
  it('names the ids whose PEM cannot be read', () => {
    const made = createPlatformKeys({ GOOD: publicPem, BAD: 'nonsense', PRIVATE: privatePem });
    expect([...made.keys.keys()]).toEqual(['GOOD']);
    expect(made.unreadable).toEqual(['BAD', 'PRIVATE']);
  });
});

describe('readPlatformKey', () => {
  it('refuses keys that are not RSA', () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    expect(readPlatformKey(publicKey.export({ type: 'spki', format: 'pem' }).toString())).toBeNull();
  });
});
