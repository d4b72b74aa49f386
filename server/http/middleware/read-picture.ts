import busboy from 'busboy';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../use-cases/ports/app-error';
import { readBody, refuseEncoding } from './read-body';

/** Phones send photos of several megabytes; what is kept is small. */
export const MAX_PICTURE_BYTES = 15 * 1024 * 1024;
const MAX_BODY_BYTES = MAX_PICTURE_BYTES + 64 * 1024;

/**
 * The bytes of the one part `photo` of a multipart body. Name and type as sent are not looked at: the picture's own bytes
 * tell what it is. Any other part, or a second picture, refuses the whole.
 */
export async function readPicture(request: IncomingMessage): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new AppError('UNSUPPORTED_MEDIA');
  refuseEncoding(request);
  const body = await readBody(request, MAX_BODY_BYTES, 'PHOTO_TOO_LARGE');
  return partOf(request, body);
}

function partOf(request: IncomingMessage, body: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parser = parserOf(request);
    const parts: Buffer[] = [];
    let pictures = 0;
    const wrong = (field: string): void =>
      reject(new AppError('VALIDATION_FAILED', { fields: [{ field, code: 'field.wrong_type' }] }));
    parser.on('file', (name, stream) => {
      pictures += 1;
      if (name !== 'photo' || pictures > 1) wrong('photo');
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('limit', () => reject(new AppError('PHOTO_TOO_LARGE')));
      stream.on('error', () => wrong('body'));
    });
    parser.on('field', () => wrong('body'));
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
      parser.on(limit, () => wrong('body'));
    parser.on('error', () => wrong('body'));
    parser.on('close', () => (pictures === 1 ? resolve(Buffer.concat(parts)) : wrong('photo')));
    parser.end(body);
  });
}

function parserOf(request: IncomingMessage): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      limits: {
        files: 1,
        fields: 0,
        parts: 2,
        fileSize: MAX_PICTURE_BYTES,
        headerPairs: 20,
        fieldNameSize: 40,
      },
    });
  } catch {
    throw new AppError('VALIDATION_FAILED', { fields: [{ field: 'body', code: 'field.wrong_type' }] });
  }
}
