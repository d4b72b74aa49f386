import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface KeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

const FILE = join(__dirname, '../../../node_modules/.cache/platform-stand-in/rsa-keys.json');
const COUNT = 4;

let pairs: KeyPair[] | undefined;

/**
 * The stand-in's own RSA keys, made on first use and then kept beside the installed packages: making them takes seconds
 * on a busy machine, and every test file would pay for it.
 */
export function rsaKeyPairs(): KeyPair[] {
  pairs ??= readKeys() ?? makeKeys();
  return pairs;
}

function readKeys(): KeyPair[] | undefined {
  try {
    const pems: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
    if (!Array.isArray(pems) || pems.length !== COUNT) return undefined;
    return pems.map((pem) => toPair(String(pem)));
  } catch {
    return undefined;
  }
}

function makeKeys(): KeyPair[] {
  const pems = Array.from({ length: COUNT }, () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  );
  keepKeys(pems);
  return pems.map(toPair);
}

/** Written whole under another name first, since several processes may do it at once. */
function keepKeys(pems: string[]): void {
  const draft = `${FILE}.${process.pid}`;
  try {
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(draft, JSON.stringify(pems), { mode: 0o600 });
    renameSync(draft, FILE);
  } catch {
    // A folder that cannot be written only costs time.
  }
}

function toPair(pem: string): KeyPair {
  const privateKey = createPrivateKey(pem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
