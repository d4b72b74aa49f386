import {
  X509Certificate,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import { fail, isWeak, text } from './values';

const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const leastModulusBits = 2048;

/** `v1:base64,v2:base64`; ids unique, each key 32 random bytes. */
export const fieldKeys = text.transform((value, context) => {
  const keys: { id: string; key: KeyObject }[] = [];
  for (const part of value.split(',').map((entry) => entry.trim())) {
    const [, id, encoded] = /^(v\d{1,6}):(.+)$/.exec(part) ?? [];
    if (!id || !encoded) return fail(context, 'is not of the form v1:base64,v2:base64');
    if (keys.some((known) => known.id === id)) return fail(context, `names ${id} twice`);
    const bytes = decode(encoded);
    if (bytes?.length !== 32) return fail(context, `${id} is not 32 bytes in base64`);
    if (isPatterned(bytes)) return fail(context, `${id} is not random`);
    keys.push({ id, key: createSecretKey(bytes) });
  }
  return keys;
});

/** At least 32 random bytes in base64. */
export const hmacKey = text.transform((value, context) => {
  const bytes = decode(value);
  if (!bytes || bytes.length < 32) return fail(context, 'is not at least 32 bytes in base64');
  return isPatterned(bytes) ? fail(context, 'is not random') : createSecretKey(bytes);
});

/** At least 32 characters, used as they are. */
export const tokenSecret = text.transform((value, context) => {
  if (value.length < 32) return fail(context, 'is too short, it needs 32 characters');
  if (isWeak(value, 10)) return fail(context, 'is a sample or has too little variety');
  return createSecretKey(value, 'utf8');
});

export const apiV3Key = text.superRefine((value, context) => {
  if (Buffer.byteLength(value) !== 32) context.addIssue('is not exactly 32 bytes');
  else if (isWeak(value, 8)) context.addIssue('is a sample or has too little variety');
});

/** PEM of an RSA private key; line ends may be written as \n. */
export const rsaPrivateKey = text.transform((value, context) => {
  const key = attempt(() => createPrivateKey(withLineEnds(value)));
  if (!key) return fail(context, 'is not a readable private key');
  return isStrongRsa(key) ? key : fail(context, `is not an RSA key of at least ${leastModulusBits} bits`);
});

/** JSON from key id or serial to PEM. The ids become upper case, as the signature check looks them up. */
export const platformKeys = text.transform((value, context): ReadonlyMap<string, KeyObject> => {
  const pems = z.record(z.string().min(1), z.string()).safeParse(attempt(() => JSON.parse(value) as unknown));
  if (!pems.success || Object.keys(pems.data).length === 0) {
    return fail(context, 'is not a JSON object from key id to PEM');
  }
  const keys = new Map<string, KeyObject>();
  for (const [id, pem] of Object.entries(pems.data)) {
    const key = publicKeyOf(withLineEnds(pem));
    if (!key) return fail(context, `holds an unreadable public key or certificate under ${id.slice(0, 80)}`);
    if (!isStrongRsa(key)) return fail(context, `holds a key that is not RSA of ${leastModulusBits} bits`);
    keys.set(id.toUpperCase(), key);
  }
  return keys;
});

/** Different settings must not hold the same secret; what each setting holds, in comparable form. */
export function secretForms(value: string): string[] {
  const bytes = decode(value);
  return bytes ? [value, bytes.toString('hex')] : [value];
}

function decode(value: string): Buffer | null {
  return base64.test(value) ? Buffer.from(value, 'base64') : null;
}

/** Random keys of 32 bytes have about 30 different ones; a repeated, counted or typed pattern has few or equal steps. */
function isPatterned(bytes: Buffer): boolean {
  if (new Set(bytes).size < 16) return true;
  const steps = new Set<number>();
  for (let at = 1; at < bytes.length; at += 1) steps.add(((bytes[at] ?? 0) - (bytes[at - 1] ?? 0)) & 0xff);
  return steps.size < 6 || isTypedSample(bytes);
}

/** Words that somebody typed: random bytes are never all printable, but one key in 256 begins like a placeholder. */
function isTypedSample(bytes: Buffer): boolean {
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f) && isWeak(bytes.toString('latin1'), 16);
}

/** A private key in this place would be readable too, and must not lie there. */
function publicKeyOf(pem: string): KeyObject | null {
  if (pem.includes('PRIVATE KEY')) return null;
  return attempt(() =>
    pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem),
  );
}

function isStrongRsa(key: KeyObject): boolean {
  return (
    key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= leastModulusBits
  );
}

function withLineEnds(pem: string): string {
  return pem.replaceAll('\\n', '\n');
}

function attempt<Value>(work: () => Value): Value | null {
  try {
    return work();
  } catch {
    // The reasons of OpenSSL and JSON quote the value; the caller says what was expected instead.
    return null;
  }
}
