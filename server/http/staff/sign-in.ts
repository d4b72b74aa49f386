import { timingSafeEqual } from 'node:crypto';
import type Router from '@koa/router';
import { changeStaffSession, signInStaff, signOutStaff } from '../../use-cases/sign-in-staff';
import type { StaffKey } from '../../../shared/i18n/staff/zh-CN';
import type { HttpDeps } from '../deps';
import type { Ctx, State } from '../http-context';
import { clearCookie, readCookie, writeCookie } from './cookies';
import { messageBody, sayIn, showPage } from './layout';
import { localPath, refererPath } from './local-path';
import { readForm } from './read-form';
import { checkForm, SESSION_COOKIE, withPages, withStaff } from './visitor';

const SIGN_IN_COOKIE = 'ncre_staff_sign_in';
const SIGN_IN_SECONDS = 600;
const RETURN = '/staff/sign-in/back';

/** Login by WeCom (wecom.md 5): inside WeCom by redirect, in a desktop browser by its web login. */
export function signInRoutes(router: Router<State>, deps: HttpDeps): void {
  const secure = deps.publicUrl.startsWith('https:');
  const signInCookie = { path: '/staff/sign-in', secure };
  const sessionCookie = { path: '/staff', secure };

  router.get(
    '/staff/sign-in',
    withPages(async (ctx) => {
      const { secrets, wecom } = deps.context;
      const mark = secrets.token();
      const back = Buffer.from(localPath(ctx.URL.searchParams.get('back'))).toString('base64url');
      writeCookie(ctx, SIGN_IN_COOKIE, `${mark}.${back}`, {
        ...signInCookie,
        maxAgeSeconds: SIGN_IN_SECONDS,
      });
      // The state is made from the mark in this browser's cookie: a code from another login does not fit it.
      const redirect = { redirectUri: deps.publicUrl + RETURN, state: secrets.tokenHash(mark) };
      const inside = /wxwork|micromessenger/i.test(ctx.get('User-Agent'));
      ctx.redirect(inside ? wecom.oauth2AuthorizeUrl(redirect) : wecom.ssoLoginUrl(redirect));
    }),
  );

  router.get(
    RETURN,
    withPages(async (ctx) => {
      const { searchParams } = ctx.URL;
      const [mark = '', back = ''] = (readCookie(ctx, SIGN_IN_COOKIE) ?? '').split('.');
      clearCookie(ctx, SIGN_IN_COOKIE, signInCookie);
      const [state, code] = [searchParams.getAll('state'), searchParams.getAll('code')];
      const wanted = deps.context.secrets.tokenHash(mark);
      if (mark === '' || state.length !== 1 || !isSame(state[0] ?? '', wanted)) {
        return sayNo(ctx, 401, 'sign_in.state');
      }
      if (code.length !== 1 || !code[0] || code[0].length > 512) return sayNo(ctx, 401, 'sign_in.code');
      const signedIn = await signInStaff(deps.context, { code: code[0] });
      if (!signedIn.ok) {
        const [status, key] = REFUSALS[signedIn.code];
        return sayNo(ctx, status, key);
      }
      const former = readCookie(ctx, SESSION_COOKIE);
      if (former !== null) await signOutStaff(deps.context, { token: former });
      writeCookie(ctx, SESSION_COOKIE, signedIn.token, sessionCookie);
      ctx.redirect(localPath(Buffer.from(back, 'base64url').toString()));
    }),
  );

  router.post(
    '/staff/sign-out',
    withStaff(deps, async (ctx, visitor) => {
      const form = await readForm(ctx, { once: ['csrf'] });
      checkForm(ctx, { form, visitor, publicUrl: deps.publicUrl });
      await signOutStaff(deps.context, { token: visitor.token });
      clearCookie(ctx, SESSION_COOKIE, sessionCookie);
      sayNo(ctx, 200, 'sign_in.signed_out');
    }),
  );

  router.post(
    '/staff/language',
    withStaff(deps, async (ctx, visitor) => {
      const form = await readForm(ctx, { once: ['csrf'] });
      checkForm(ctx, { form, visitor, publicUrl: deps.publicUrl });
      const locale = visitor.locale === 'en' ? 'zh-CN' : 'en';
      await changeStaffSession(deps.context, { token: visitor.token, change: { locale } });
      ctx.status = 303;
      ctx.redirect(refererPath(ctx, deps.publicUrl));
    }),
  );
}

const REFUSALS = {
  code_invalid: [401, 'sign_in.code'],
  outsider: [403, 'sign_in.outsider'],
  not_staff: [403, 'sign_in.not_staff'],
  no_store: [503, 'sign_in.no_store'],
} as const satisfies Record<string, readonly [number, StaffKey]>;

/** Says what happened and lets the person begin again; never by itself, which could go round in circles. */
function sayNo(ctx: Ctx, status: number, key: StaffKey): void {
  const { locale } = ctx.state;
  const say = sayIn(locale);
  ctx.status = status;
  const action = { href: '/staff/sign-in', caption: say('sign_in.again') };
  const icon = status === 200 ? 'success' : 'warn';
  showPage(ctx, locale, {
    title: say('sign_in.title'),
    body: messageBody({ icon, title: say(key), action }),
  });
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
