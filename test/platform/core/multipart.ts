import type { Call } from './http-host';

export interface UploadedFile {
  name: string;
  contentType: string;
  bytes: Buffer;
}

/** First file of a multipart/form-data body. */
export function firstFile(call: Call): UploadedFile | undefined {
  const boundary = /boundary="?([^";]+)"?/.exec(call.headers['content-type'] ?? '')?.[1];
  if (!boundary) return undefined;
  const mark = Buffer.from(`--${boundary}`);
  for (let from = call.raw.indexOf(mark); from >= 0;) {
    const next = call.raw.indexOf(mark, from + mark.length);
    if (next < 0) return undefined;
    const file = readPart(call.raw.subarray(from + mark.length + 2, next - 2));
    if (file) return file;
    from = next;
  }
  return undefined;
}

function readPart(part: Buffer): UploadedFile | undefined {
  const split = part.indexOf('\r\n\r\n');
  if (split < 0) return undefined;
  const head = part.subarray(0, split).toString('utf8');
  const name = /filename="([^"]*)"/.exec(head)?.[1];
  if (name === undefined) return undefined;
  const contentType = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1] ?? 'application/octet-stream';
  return { name, contentType, bytes: part.subarray(split + 4) };
}
