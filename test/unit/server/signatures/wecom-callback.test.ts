import { createCipheriv, randomBytes } from 'node:crypto';
import { decrypt as peerDecrypt, encrypt as peerEncrypt, getSignature } from '@wecom/crypto';
import fc from 'fast-check';
import {
  createCallbackKeys,
  decryptMessage,
  encryptMessage,
  openCallback,
  openUrlVerification,
  signCallback,
  sortedSha1,
  verifyPlainSignature,
  type CallbackKeys,
} from '../../../../server/signatures/wecom-callback';

/** Settings and deliveries of the sample that the platform ships with its own callback libraries. */
const SAMPLE = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
};
const SAMPLE_ECHO = {
  timestamp: '1409659589',
  nonce: '263014780',
  msgSignature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  echostr: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};
const SAMPLE_MESSAGE = {
  timestamp: '1409659813',
  nonce: '1372623149',
  msgSignature: '477715d11cdb4164915debcba66cb864d751f3e6',
  ciphertext:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/s' +
    'YYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJ' +
    'YuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGU' +
    'callcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDY' +
    'A5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
};

function keysOf(settings = SAMPLE): CallbackKeys {
  const keys = createCallbackKeys(settings);
  if (keys === null) throw new Error('the sample settings are well-formed');
  return keys;
}
const keys = keysOf();

/** Signs any ciphertext with the sample's token, as somebody who knows the token would. */
function signed(ciphertext: string) {
  const head = { timestamp: '1', nonce: 'n', ciphertext };
  return { ...head, msgSignature: signCallback(SAMPLE.token, head) };
}

/** Encrypts a frame byte by byte as given, so that each promise of the frame can be broken alone. */
function encryptFrame(frame: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', keys.aesKey, keys.iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(frame), cipher.final()]).toString('base64');
}

function frameOf(given: {
  text: Buffer;
  length?: number;
  receiver?: string;
  padding?: (pad: number) => Buffer;
}) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(given.length ?? given.text.length);
  const body = Buffer.concat([
    randomBytes(16),
    length,
    given.text,
    Buffer.from(given.receiver ?? SAMPLE.receiveId),
  ]);
  const pad = 32 - (body.length % 32);
  return Buffer.concat([body, (given.padding ?? ((size) => Buffer.alloc(size, size)))(pad)]);
}

describe('createCallbackKeys', () => {
  it.each(['', 'short', `${SAMPLE.encodingAesKey}=`, `${SAMPLE.encodingAesKey.slice(0, 42)}!`])(
    'refuses the key setting %p',
    (encodingAesKey) => {
      expect(createCallbackKeys({ ...SAMPLE, encodingAesKey })).toBeNull();
    },
  );
});

describe('openUrlVerification', () => {
  it('opens the published address verification', () => {
    const opened = openUrlVerification(keys, SAMPLE_ECHO);
    expect(opened).toEqual({ ok: true, message: expect.stringMatching(/^\d+$/) });
  });

  it('refuses the published one under another signature', () => {
    const msgSignature = SAMPLE_ECHO.msgSignature.replace('5c', '5d');
    expect(openUrlVerification(keys, { ...SAMPLE_ECHO, msgSignature })).toEqual({
      ok: false,
      reason: 'signature',
    });
  });
});

describe('openCallback', () => {
  it('opens the published delivery', () => {
    const opened = openCallback(keys, SAMPLE_MESSAGE);
    expect(opened).toMatchObject({ ok: true, message: expect.stringContaining('<![CDATA[hello]]>') });
  });

  it('opens what it encrypts, for any text and every pad length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 90 }), (text) => {
        expect(openCallback(keys, signed(encryptMessage(keys, text)))).toEqual({ ok: true, message: text });
      }),
    );
    for (let size = 0; size < 64; size += 1) {
      const text = 'x'.repeat(size);
      expect(decryptMessage(keys, encryptMessage(keys, text))).toEqual({ ok: true, message: text });
    }
  });

  it('agrees with the published package in both directions', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const theirs = peerEncrypt(SAMPLE.encodingAesKey, text, SAMPLE.receiveId);
        expect(decryptMessage(keys, theirs)).toEqual({ ok: true, message: text });
        const ours = peerDecrypt(SAMPLE.encodingAesKey, encryptMessage(keys, text));
        expect([ours.message, ours.id]).toEqual([text, SAMPLE.receiveId]);
      }),
      { numRuns: 50 },
    );
    const { timestamp, nonce, ciphertext } = SAMPLE_MESSAGE;
    expect(getSignature(SAMPLE.token, timestamp, nonce, ciphertext)).toBe(SAMPLE_MESSAGE.msgSignature);
  });

  it('refuses any change of timestamp, nonce, ciphertext or signature', () => {
    const fields = ['timestamp', 'nonce', 'ciphertext', 'msgSignature'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.string(), (field, value) => {
        fc.pre(value !== SAMPLE_MESSAGE[field]);
        expect(openCallback(keys, { ...SAMPLE_MESSAGE, [field]: value })).toEqual({
          ok: false,
          reason: 'signature',
        });
      }),
    );
  });

  it('answers any correctly signed rubbish with a refusal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.uint8Array().map(toBase64)), (ciphertext) => {
        expect(openCallback(keys, signed(ciphertext)).ok).toBe(false);
      }),
    );
  });
});

describe('decryptMessage', () => {
  const text = Buffer.from('<xml/>');

  it('accepts the frame that the cases below break', () => {
    expect(decryptMessage(keys, encryptFrame(frameOf({ text })))).toEqual({ ok: true, message: '<xml/>' });
  });

  it.each([
    ['last byte zero', (pad: number) => Buffer.concat([Buffer.alloc(pad - 1, pad), Buffer.from([0])])],
    ['last byte above 32', (pad: number) => Buffer.alloc(pad, 33)],
    [
      'another byte changed',
      (pad: number) => Buffer.concat([Buffer.from([pad + 1]), Buffer.alloc(pad - 1, pad)]),
    ],
  ])('refuses padding with %s', (_name, padding) => {
    expect(decryptMessage(keys, encryptFrame(frameOf({ text, padding })))).toEqual({
      ok: false,
      reason: 'padding',
    });
  });

  it('refuses an inner length beyond the frame', () => {
    for (const length of [0xffffffff, 1000, text.length + SAMPLE.receiveId.length + 1]) {
      expect(decryptMessage(keys, encryptFrame(frameOf({ text, length })))).toEqual({
        ok: false,
        reason: 'length',
      });
    }
  });

  it('refuses a frame too short for its head', () => {
    expect(decryptMessage(keys, encryptFrame(Buffer.alloc(32, 32)))).toEqual({ ok: false, reason: 'length' });
  });

  it('refuses another receiver, a missing one and one with a tail', () => {
    for (const receiver of ['wx0000000000000000', '', `${SAMPLE.receiveId}x`]) {
      expect(decryptMessage(keys, encryptFrame(frameOf({ text, receiver })))).toEqual({
        ok: false,
        reason: 'receiver',
      });
    }
  });

  it('counts the inner length in bytes', () => {
    const chinese = Buffer.from('报名');
    expect(decryptMessage(keys, encryptFrame(frameOf({ text: chinese })))).toEqual({
      ok: true,
      message: '报名',
    });
    expect(decryptMessage(keys, encryptFrame(frameOf({ text: chinese, length: 2 })))).toMatchObject({
      ok: false,
    });
  });

  it('refuses text that is not UTF-8', () => {
    const broken = Buffer.from([0xe6, 0x8a]);
    expect(decryptMessage(keys, encryptFrame(frameOf({ text: broken })))).toEqual({
      ok: false,
      reason: 'encoding',
    });
  });

  it.each(['', 'a', 'not base64!!', 'QUJD', toBase64(Buffer.alloc(16, 7)), toBase64(Buffer.alloc(31, 7))])(
    'refuses the ciphertext %p',
    (ciphertext) => {
      expect(decryptMessage(keys, ciphertext)).toEqual({ ok: false, reason: 'ciphertext' });
    },
  );
});

describe('verifyPlainSignature', () => {
  const query = { token: SAMPLE.token, timestamp: '1409659589', nonce: '263014780' };
  const signature = sortedSha1([query.token, query.timestamp, query.nonce]);

  it('accepts its own digest and refuses every other text', () => {
    expect(verifyPlainSignature({ ...query, signature })).toBe(true);
    fc.assert(
      fc.property(fc.string(), (other) => {
        expect(verifyPlainSignature({ ...query, signature: other })).toBe(false);
      }),
    );
  });
});

describe('sortedSha1', () => {
  it('sorts as byte strings, not as UTF-16', () => {
    // U+FF61 sorts before U+1F600 as bytes and after it as UTF-16 units.
    expect(sortedSha1(['\u{1F600}', '｡'])).toBe(sortedSha1(['｡\u{1F600}']));
  });
});

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
