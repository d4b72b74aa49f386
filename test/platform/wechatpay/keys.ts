import type { KeyObject } from 'node:crypto';
import type { Ids } from '../core/ids';
import { selfSignedCertificate } from './certificate';
import { rsaKeyPairs, type KeyPair } from './key-cache';

/** A key that signs answers and notices, under the id the `Wechatpay-Serial` header carries. */
export interface SigningKey {
  id: string;
  privateKey: KeyObject;
}

export interface PayKeys {
  merchant: { serial: string; publicKey: KeyObject; privatePem: string };
  publicKey: SigningKey & { pem: string };
  certificate: SigningKey & { pem: string };
  /** Signs well, but nobody has its public half. */
  stranger: SigningKey;
}

export function createPayKeys(ids: Ids): PayKeys {
  const [merchant, platform, certified, stranger] = rsaKeyPairs() as [KeyPair, KeyPair, KeyPair, KeyPair];
  const serial = newSerial(ids);
  const pem = selfSignedCertificate({ ...certified, serial, commonName: 'Tenpay.com Root CA (stand-in)' });
  return {
    merchant: {
      serial: newSerial(ids),
      publicKey: merchant.publicKey,
      privatePem: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
    publicKey: {
      id: `PUB_KEY_ID_${numbers(ids, 28)}`,
      privateKey: platform.privateKey,
      pem: platform.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
    certificate: { id: serial, privateKey: certified.privateKey, pem },
    stranger: { id: `PUB_KEY_ID_${numbers(ids, 28)}`, privateKey: stranger.privateKey },
  };
}

/** 40 hexadecimal digits that do not begin with 8..F or 0, so that DER keeps them as they are. */
function newSerial(ids: Ids): string {
  return `5${ids.bytes(20).toString('hex').slice(1)}`.toUpperCase();
}

export function numbers(ids: Ids, length: number): string {
  return [...ids.bytes(length)].map((value) => String(value % 10)).join('');
}
