import type { IncomingMessage } from 'node:http';
import { AppError } from '../../use-cases/ports/app-error';

/** The whole body as bytes; `BODY_TOO_LARGE` as soon as it is longer than allowed, whatever its header says. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? '0');
  if (announced > maxBytes) throw new AppError('BODY_TOO_LARGE');
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > maxBytes) throw new AppError('BODY_TOO_LARGE');
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

/** Refuses packed bodies: unpacking would need limits of its own, and none of our clients packs. */
export function refuseEncoding(request: IncomingMessage): void {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new AppError('UNSUPPORTED_MEDIA');
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of the bytes, or null when they are not UTF-8. */
export function utf8Of(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}
