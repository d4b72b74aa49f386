import { createCipheriv, createDecipheriv } from 'node:crypto';

const ALGORITHM = 'AEAD_AES_256_GCM';
const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/** The encrypted part of a notice or of the certificate list, as it stands in the JSON. */
export interface EncryptedResource {
  algorithm: string;
  /** Base64; the last 16 bytes are the authentication tag. */
  ciphertext: string;
  /** 12 characters. */
  nonce: string;
  /** May be empty or absent. */
  associated_data?: string;
}

export type ResourceRefusal = 'key' | 'algorithm' | 'shape' | 'content';
export type OpenedResource = { ok: true; plaintext: string } | { ok: false; reason: ResourceRefusal };

/** Decrypts a resource with the APIv3 key (exactly 32 bytes). Refusals are returned, never thrown. */
export function decryptResource(apiV3Key: string, resource: EncryptedResource): OpenedResource {
  const key = Buffer.from(apiV3Key, 'utf8');
  if (key.length !== 32) return { ok: false, reason: 'key' };
  if (resource.algorithm !== ALGORITHM) return { ok: false, reason: 'algorithm' };
  const nonce = Buffer.from(resource.nonce, 'utf8');
  const bytes = readBase64(resource.ciphertext);
  if (nonce.length !== NONCE_BYTES || bytes === null || bytes.length < TAG_BYTES)
    return { ok: false, reason: 'shape' };
  const split = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(resource.associated_data ?? '', 'utf8'));
  decipher.setAuthTag(bytes.subarray(split));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(0, split)), decipher.final()]);
    return { ok: true, plaintext: new TextDecoder('utf-8', { fatal: true }).decode(plain) };
  } catch {
    return { ok: false, reason: 'content' };
  }
}

/** Encrypts as the platform does. Serves the platform stand-in and tests. */
export function encryptResource(
  apiV3Key: string,
  given: { plaintext: string; nonce: string; associatedData: string },
): EncryptedResource {
  const key = Buffer.from(apiV3Key, 'utf8');
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.from(given.nonce, 'utf8'), {
    authTagLength: TAG_BYTES,
  });
  cipher.setAAD(Buffer.from(given.associatedData, 'utf8'));
  const sealed = Buffer.concat([cipher.update(given.plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: ALGORITHM,
    ciphertext: sealed.toString('base64'),
    nonce: given.nonce,
    associated_data: given.associatedData,
  };
}

function readBase64(text: string): Buffer | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  return Buffer.from(text, 'base64');
}
