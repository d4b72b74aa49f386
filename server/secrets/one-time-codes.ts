import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { OneTimeCodes } from '../use-cases/ports/secrets';

const STEP_MS = 30_000;
const DIGITS = 6;
const SECRET_BYTES = 20;
/** A clock may be off by one step in either direction (RFC 6238, section 5.2). */
const DRIFT = [0, -1, 1] as const;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Codes by time as authenticator apps make them: RFC 6238 over RFC 4226 with SHA-1, 30 s and 6 digits, the one form that every
 * app understands. Two short standards on top of HMAC: a package would bring more code than it saves.
 */
export function createOneTimeCodes(): OneTimeCodes {
  return {
    newSecret: () => toBase32(randomBytes(SECRET_BYTES)),
    stepOf: ({ secret, code, now }) => {
      if (!/^\d{6}$/.test(code)) return null;
      const present = Math.floor(now / STEP_MS);
      const step = DRIFT.map((drift) => present + drift).find((one) => isSame(codeAt(secret, one), code));
      return step ?? null;
    },
  };
}

/** The code of one time step (RFC 4226, section 5.3). */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** RFC 4648 without padding: 20 bytes are 32 letters. */
function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)));
}

function isSame(expected: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(expected), Buffer.from(given));
}
