import type { Ctx } from '../http-context';

export const STAFF_HOME = '/staff';

/** Segments of our routes, never a second slash that would begin another host; what can be signed in by is no place to be. */
const PATH = /^\/staff(\/[\w-]+){1,4}$/;
const SIGN_IN = /^\/staff\/(sign-|verify)/;
/** As our own links write it, and short enough for the cookie that carries it to WeCom and back. */
const QUERY = /^\?[\w.~%=&+-]{1,150}$/;

/** Where to go after a login or a proof: a staff page of ours with what was asked of it, never another address. */
export function localPath(wanted: string | null): string {
  if (wanted === null) return STAFF_HOME;
  const cut = wanted.indexOf('?');
  const [path, query] = cut < 0 ? [wanted, ''] : [wanted.slice(0, cut), wanted.slice(cut)];
  if (!PATH.test(path) || SIGN_IN.test(path)) return STAFF_HOME;
  return QUERY.test(query) ? path + query : path;
}

/** Lists whose forms are sent to places of their own below them. */
const LIST = /^(\/staff\/(?:account|administration|leave|refunds|search|wall))\/.+$/;
/** What a page of one thing is sent to, beside the pages that belong to it. */
const ACT = /^(\/staff\/(?:reviews|support)\/[^/]+(?:\/proposals)?)\/(?!photo|links|proposals)[^/]+$/;

/** A form that came back with what is wrong with it stands where it was sent to, which nobody can open: its page instead. */
export function pageOfForm(path: string): string {
  return path.replace(LIST, '$1').replace(ACT, '$1');
}

/** The page of ours that a form was sent from. */
export function refererPath(ctx: Ctx, publicUrl: string): string {
  const referer = ctx.get('Referer');
  if (!URL.canParse(referer)) return STAFF_HOME;
  const { origin, pathname, search } = new URL(referer);
  return origin === publicUrl ? localPath(pageOfForm(pathname) + search) : STAFF_HOME;
}
