import type { Ctx } from '../../http-context';
import { clearCookie, readCookie, writeCookie, type CookieOptions } from '../cookies';

/** A login that was begun in this browser: the state sent to WeCom is made from its mark. */
export interface SignInMark {
  mark: string;
  back: string;
}

const COOKIE = 'ncre_staff_sign_in';
const SECONDS = 600;
/** Tabs in which a login may be under way; the newest push out the oldest. */
const MOST = 4;
const LONGEST = 512;

/** Logins begun in other tabs stay, newest last: each finds its own mark when it comes back. */
export function addMark(ctx: Ctx, added: SignInMark, options: CookieOptions): void {
  write(ctx, [...readMarks(ctx, options), added], options);
}

/** The begun login that `fits`, taken out of the cookie; null when none does. */
export function takeMark(
  ctx: Ctx,
  fits: (mark: string) => boolean,
  options: CookieOptions,
): SignInMark | null {
  const marks = readMarks(ctx, options);
  const found = marks.find(({ mark }) => fits(mark)) ?? null;
  if (found) {
    write(
      ctx,
      marks.filter((one) => one !== found),
      options,
    );
  }
  return found;
}

function readMarks(ctx: Ctx, options: CookieOptions): SignInMark[] {
  const value = readCookie(ctx, COOKIE, options);
  if (value === null) return [];
  return value.split('~').flatMap((entry) => {
    const [mark = '', back = ''] = entry.split('.');
    return mark === '' ? [] : [{ mark, back: Buffer.from(back, 'base64url').toString() }];
  });
}

function write(ctx: Ctx, marks: readonly SignInMark[], options: CookieOptions): void {
  const kept = marks
    .slice(-MOST)
    .map(({ mark, back }) => `${mark}.${Buffer.from(back).toString('base64url')}`);
  while (kept.join('~').length > LONGEST) kept.shift();
  if (kept.length === 0) clearCookie(ctx, COOKIE, options);
  else writeCookie(ctx, COOKIE, kept.join('~'), { ...options, maxAgeSeconds: SECONDS });
}
