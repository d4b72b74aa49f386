import type { Ctx } from '../http-context';

export const STAFF_HOME = '/staff';

/** Where to go after a login or a proof: a staff page of ours, never another address. */
export function localPath(wanted: string | null): string {
  return wanted !== null &&
    /^\/staff(\/[\w-]+){1,4}$/.test(wanted) &&
    !/^\/staff\/(sign-|verify)/.test(wanted)
    ? wanted
    : STAFF_HOME;
}

/** The page of ours that a form was sent from. */
export function refererPath(ctx: Ctx, publicUrl: string): string {
  const referer = ctx.get('Referer');
  if (!URL.canParse(referer)) return STAFF_HOME;
  const { origin, pathname } = new URL(referer);
  return origin === publicUrl ? localPath(pathname) : STAFF_HOME;
}
