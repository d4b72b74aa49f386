import { createHash } from 'node:crypto';

/** What a page shows WeCom's client to be allowed calls that are not everybody's (wecom.md 5). */
export interface SignedPage {
  ticket: string;
  nonce: string;
  /** Seconds. */
  timestamp: number;
  /** The address as the client has it, with its query; whatever follows `#` is no part of it. */
  url: string;
}

/** SHA-1 in hex over the four values in the platform's order. */
export function signPage({ ticket, nonce, timestamp, url }: SignedPage): string {
  const [address = ''] = url.split('#', 1);
  const text = `jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${address}`;
  return createHash('sha1').update(text).digest('hex');
}
