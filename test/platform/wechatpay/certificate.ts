import { sign, type KeyObject } from 'node:crypto';

/** Just enough DER to write a self-signed certificate; Node can read certificates but not make them. */
export function selfSignedCertificate(input: {
  publicKey: KeyObject;
  privateKey: KeyObject;
  serial: string;
  commonName: string;
}): string {
  const name = sequence(set(sequence(OID_COMMON_NAME, der(0x0c, Buffer.from(input.commonName)))));
  const algorithm = sequence(OID_SHA256_RSA, der(0x05, Buffer.alloc(0)));
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.from(input.serial, 'hex')),
    algorithm,
    name,
    sequence(utcTime('200101000000Z'), utcTime('491231235959Z')),
    name,
    input.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', content, input.privateKey);
  const bits = der(0x03, Buffer.concat([Buffer.from([0]), signature]));
  const lines =
    sequence(content, algorithm, bits)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const OID_COMMON_NAME = der(0x06, Buffer.from([0x55, 0x04, 0x03]));
const OID_SHA256_RSA = der(0x06, Buffer.from('2a864886f70d01010b', 'hex'));

function der(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), derLength(content.length), content]);
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 + bytes.length, ...bytes]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function set(part: Buffer): Buffer {
  return der(0x31, part);
}

/** Positive integers whose first bit is set get a leading zero byte. */
function integer(value: Buffer): Buffer {
  return der(0x02, (value[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), value]) : value);
}

function utcTime(value: string): Buffer {
  return der(0x17, Buffer.from(value));
}
