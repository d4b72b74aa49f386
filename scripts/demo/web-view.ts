import type { IncomingHttpHeaders } from 'node:http';

/** What the visitor's browser asks of one person's phone. */
export interface WebRequest {
  method: string;
  /** Path and query behind the person's prefix. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface WebAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** The browser of one person inside the demo page: its own cookies, kept here and not in the visitor's browser. */
export interface WebView {
  ask(request: WebRequest): Promise<WebAnswer>;
  /** The address inside the demo page that shows one of our pages; undefined for a foreign one. */
  inside(url: string): string | undefined;
}

export interface WebViewOptions {
  /** Where the pages of the person begin on the demo page, without slash at the end: `/as/phone-1`. */
  prefix: string;
  /** Origin of the product. */
  publicUrl(): string;
  /** Origin where WeCom asks who somebody is; such redirects are walked here, in the name of the person. */
  identityUrl?: string;
  identityHeaders?: Record<string, string>;
}

const HANDED_ON = ['accept', 'authorization', 'content-type', 'idempotency-key'];
/** Set by the demo page: phones speak the language that the visitor chose there. */
const LANGUAGE_COOKIE = /(?:^|;\s*)demo_language=(zh|en)/;
const MAX_REDIRECTS = 5;

export function createWebView(options: WebViewOptions): WebView {
  const jar = new Map<string, string>();

  async function ask(request: WebRequest): Promise<WebAnswer> {
    const target = new URL(request.path, options.publicUrl());
    if (target.origin !== new URL(options.publicUrl()).origin) return notFound();
    const response = await fetch(target, {
      method: request.method,
      headers: headersOf(request),
      redirect: 'manual',
      ...(['GET', 'HEAD'].includes(request.method) ? {} : { body: new Uint8Array(formOf(request)) }),
    });
    for (const line of response.headers.getSetCookie()) keepCookie(jar, line);
    const location = response.headers.get('location');
    const headers = shownHeaders(response);
    if (location) headers['location'] = await placeOf(new URL(location, target));
    return { status: response.status, headers, body: await bodyOf(response) };
  }

  /** A form that names a place of these pages means the product's. */
  function formOf({ body, headers }: WebRequest): Buffer {
    if (!/x-www-form-urlencoded/.test(headers['content-type'] ?? '')) return body;
    const place = encodeURIComponent(`http://${headers.host}${options.prefix}/`);
    return Buffer.from(
      body.toString('utf8').replaceAll(place, encodeURIComponent(`${options.publicUrl()}/`)),
    );
  }

  function headersOf({ headers, method }: WebRequest): Record<string, string> {
    const origin = options.publicUrl();
    const handed = HANDED_ON.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      ...Object.fromEntries(handed),
      'accept-language': LANGUAGE_COOKIE.exec(headers.cookie ?? '')?.[1] === 'en' ? 'en' : 'zh-CN',
      'user-agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0',
      ...(cookie && { cookie }),
      ...(method !== 'GET' && { origin, referer: `${origin}/`, 'sec-fetch-site': 'same-origin' }),
    };
  }

  /** Where the visitor's browser goes next: the person's own way through WeCom is walked first. */
  async function placeOf(first: URL): Promise<string> {
    let url = first;
    for (let hops = 0; url.origin === options.identityUrl && hops < MAX_REDIRECTS; hops += 1) {
      const response = await fetch(url, { headers: options.identityHeaders, redirect: 'manual' });
      const location = response.headers.get('location');
      await response.arrayBuffer();
      if (!location) break;
      url = new URL(location, url);
    }
    return inside(url.toString()) ?? url.toString();
  }

  function inside(url: string): string | undefined {
    const origin = options.publicUrl();
    if (url !== origin && !url.startsWith(`${origin}/`)) return undefined;
    return `${options.prefix}${url.slice(origin.length) || '/'}`;
  }

  async function bodyOf(response: Response): Promise<Buffer> {
    const bytes = Buffer.from(await response.arrayBuffer());
    const type = response.headers.get('content-type') ?? '';
    if (!/^text\/(html|css)/.test(type)) return bytes;
    return Buffer.from(rebased(bytes.toString('utf8'), options.prefix, options.publicUrl()));
  }

  return { ask, inside };
}

/** Frames are what the demo page is made of; lengths and encodings are those of the text as it is sent on. */
const DROPPED = new Set([
  'x-frame-options',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'set-cookie',
  'location',
  'strict-transport-security',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
]);

function shownHeaders(response: Response): Record<string, string> {
  const shown = Object.fromEntries([...response.headers].filter(([name]) => !DROPPED.has(name)));
  const policy = shown['content-security-policy'];
  if (policy) shown['content-security-policy'] = frameable(policy);
  return shown;
}

/** The product's own policy, but for who may frame it and for https, which a loopback does not have. */
export function frameable(policy: string): string {
  return policy
    .split(';')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '' && !/^(frame-ancestors|upgrade-insecure-requests)\b/.test(rule))
    .join('; ');
}

/** Addresses of the product become addresses of the person's pages inside the demo page. */
export function rebased(text: string, prefix: string, publicUrl: string): string {
  const place = '(\\s(?:href|src|action|formaction|poster)=["\'])';
  const absolute = new RegExp(`${place}${escaped(publicUrl)}(?=[/?#"'])/?`, 'gi');
  return text
    .replaceAll(absolute, '$1/')
    .replaceAll(new RegExp(`${place}/(?!/)`, 'gi'), `$1${prefix}/`)
    .replaceAll(/url\((["']?)\/(?!\/)/gi, `url($1${prefix}/`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [pair = '', ...rules] = line.split(';');
  const equals = pair.indexOf('=');
  const name = pair.slice(0, equals).trim();
  const gone = rules.some(
    (rule) => /^\s*max-age=(0|-\d+)\s*$/i.test(rule) || /expires=.*\b1970\b/i.test(rule),
  );
  if (gone) jar.delete(name);
  else jar.set(name, pair.slice(equals + 1).trim());
}

function notFound(): WebAnswer {
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: Buffer.from('not found') };
}
