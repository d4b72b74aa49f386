import type { Ctx } from '../http-context';

export interface CookieOptions {
  /** Without it the cookie goes when the browser does. */
  maxAgeSeconds?: number;
  /** False only where the product itself is reached by plain http, which is loopback. */
  secure: boolean;
}

const VALUE = /^[\w.~-]{1,512}$/;

/** Browsers let no other host of the domain, and no plain http, write a cookie with this beginning. */
function nameOf(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** The cookie's value, or null when it is absent, repeated or of a form that we never write. */
export function readCookie(ctx: Ctx, plain: string, { secure }: CookieOptions): string | null {
  const name = nameOf(plain, secure);
  const pairs = ctx
    .get('Cookie')
    .split(';')
    .map((pair) => pair.trim());
  const found = pairs
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value, ...more] = found;
  return value !== undefined && more.length === 0 && VALUE.test(value) ? value : null;
}

export function writeCookie(ctx: Ctx, name: string, value: string, options: CookieOptions): void {
  const { maxAgeSeconds, secure } = options;
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  const rest = `Path=/${age}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  ctx.append('Set-Cookie', `${nameOf(name, secure)}=${value}; ${rest}`);
}

export function clearCookie(ctx: Ctx, name: string, options: CookieOptions): void {
  writeCookie(ctx, name, '', { ...options, maxAgeSeconds: 0 });
}
