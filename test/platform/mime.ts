/** What the inbox shows of one mail. */
export interface ParsedMail {
  subject: string;
  headers: Record<string, string>;
  text: string;
  html: string;
}

/** Reads a mail as nodemailer writes it: encoded words, multipart, base64 and quoted-printable. */
export function parseMail(raw: Buffer): ParsedMail {
  const { headers, body } = splitPart(raw.toString('latin1'));
  const found = { text: '', html: '' };
  collect(headers, body, found);
  return { subject: decodeWords(headers['subject'] ?? ''), headers, ...found };
}

function splitPart(part: string): { headers: Record<string, string>; body: string } {
  const end = part.indexOf('\r\n\r\n');
  const head = (end < 0 ? part : part.slice(0, end)).replace(/\r\n[ \t]+/g, ' ');
  const headers: Record<string, string> = {};
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, body: end < 0 ? '' : part.slice(end + 4) };
}

function collect(headers: Record<string, string>, body: string, found: { text: string; html: string }): void {
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary) {
    const parts = body.split(`--${boundary}`).slice(1, -1);
    for (const part of parts) {
      const inner = splitPart(part.replace(/^\r\n/, ''));
      collect(inner.headers, inner.body, found);
    }
    return;
  }
  const decoded = decodeBody(body, headers['content-transfer-encoding'] ?? '7bit');
  if (/^text\/html/i.test(type)) found.html ||= decoded;
  else if (/^text\/plain/i.test(type)) found.text ||= decoded;
}

function decodeBody(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString('utf8');
  const bytes = /quoted-printable/i.test(encoding) ? quotedPrintable(body) : body;
  return Buffer.from(bytes, 'latin1').toString('utf8').replace(/\r\n/g, '\n').trimEnd();
}

function quotedPrintable(body: string): string {
  return body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function decodeWords(value: string): string {
  const joined = value.replace(/\?=\s+=\?/g, '?==?');
  return joined.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, data: string) => {
    const bytes =
      kind.toLowerCase() === 'b'
        ? Buffer.from(data, 'base64')
        : Buffer.from(quotedPrintable(data.replaceAll('_', ' ')), 'latin1');
    return bytes.toString('utf8');
  });
}
