import { signOutStaff } from '../../../use-cases/staff/sign-in-staff';
import type { HttpDeps } from '../../deps';
import type { Ctx } from '../../http-context';
import { clearCookie, readCookie, writeCookie, type CookieOptions } from '../cookies';

const SESSION_COOKIE = 'ncre_staff';

/** The token of whoever is signed in by this browser. */
export function sessionToken(ctx: Ctx, deps: Pick<HttpDeps, 'publicUrl'>): string | null {
  return readCookie(ctx, SESSION_COOKIE, optionsOf(deps));
}

/** From now on this browser is in this session; the one it was in before ends. */
export async function enterSession(ctx: Ctx, deps: HttpDeps, token: string): Promise<void> {
  const former = sessionToken(ctx, deps);
  if (former !== null) await signOutStaff(deps.context, { token: former });
  writeCookie(ctx, SESSION_COOKIE, token, optionsOf(deps));
}

export async function leaveSession(ctx: Ctx, deps: HttpDeps, token: string): Promise<void> {
  await signOutStaff(deps.context, { token });
  clearCookie(ctx, SESSION_COOKIE, optionsOf(deps));
}

function optionsOf({ publicUrl }: Pick<HttpDeps, 'publicUrl'>): CookieOptions {
  return { secure: publicUrl.startsWith('https:') };
}
