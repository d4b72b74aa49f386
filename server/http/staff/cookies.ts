import type { Ctx } from '../http-context';

export interface CookieOptions {
  path: string;
  /** Without it the cookie goes when the browser does. */
  maxAgeSeconds?: number;
  /** False only where the product itself is reached by plain http, which is loopback. */
  secure: boolean;
}

const VALUE = /^[\w.~-]{1,512}$/;

/** The cookie's value, or null when it is absent, repeated or of a form that we never write. */
export function readCookie(ctx: Ctx, name: string): string | null {
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
  const age = options.maxAgeSeconds === undefined ? '' : `; Max-Age=${options.maxAgeSeconds}`;
  const secure = options.secure ? '; Secure' : '';
  ctx.append('Set-Cookie', `${name}=${value}; Path=${options.path}${age}; HttpOnly; SameSite=Lax${secure}`);
}

export function clearCookie(ctx: Ctx, name: string, options: CookieOptions): void {
  writeCookie(ctx, name, '', { ...options, maxAgeSeconds: 0 });
}
