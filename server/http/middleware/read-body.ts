import type { IncomingMessage } from 'node:http';
import { AppError } from '../../use-cases/ports/app-error';

/**
 * The whole body as bytes; refused as soon as it is longer than allowed, whatever its header says. What still comes is
 * read and dropped, since cutting the connection would lose the answer.
 */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  tooLarge: 'BODY_TOO_LARGE' | 'PHOTO_TOO_LARGE' = 'BODY_TOO_LARGE',
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const refuse = (error: AppError): void => {
      request.removeAllListeners('data');
      parts.length = 0;
      request.resume();
      reject(error);
    };
    if (Number(request.headers['content-length'] ?? '0') > maxBytes) return refuse(new AppError(tooLarge));
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length > maxBytes) return refuse(new AppError(tooLarge));
      parts.push(part);
    });
    request.on('end', () => resolve(Buffer.concat(parts, length)));
    request.on('error', () => reject(new AppError('BAD_JSON')));
    request.on('close', () => reject(new AppError('BAD_JSON')));
  });
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
