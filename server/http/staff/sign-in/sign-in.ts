import { timingSafeEqual } from 'node:crypto';
import type Router from '@koa/router';
import { changeStaffSession, signInStaff } from '../../../use-cases/staff/sign-in-staff';
import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { messageBody, sayIn, showPage } from '../layout';
import { localPath, refererPath } from '../local-path';
import { html } from '../markup';
import { enterSession, leaveSession } from './session-cookie';
import { addMark, takeMark } from './sign-in-marks';
import { chooseBody, PASSWORD, passwordLink, SIGN_IN } from './sign-in-page';
import { readOwnForm, withPages, withStaff } from '../visitor';

const RETURN = `${SIGN_IN}/back`;

/** Login by WeCom (wecom.md 5): inside WeCom by redirect, in a desktop browser by its web login, chosen on a page. */
export function signInRoutes(router: Router<State>, deps: HttpDeps): void {
  const signInCookie = { secure: deps.publicUrl.startsWith('https:') };

  const goToWecom = (ctx: Ctx, inside: boolean): void => {
    const { secrets, wecom } = deps.context;
    const mark = secrets.token();
    addMark(ctx, { mark, back: localPath(ctx.URL.searchParams.get('back')) }, signInCookie);
    // The state is made from the mark in this browser's cookie: a code from another login does not fit it.
    const redirect = { redirectUri: deps.publicUrl + RETURN, state: secrets.tokenHash(mark) };
    ctx.redirect(inside ? wecom.oauth2AuthorizeUrl(redirect) : wecom.ssoLoginUrl(redirect));
  };

  router.get(
    SIGN_IN,
    withPages(async (ctx) => {
      if (isInside(ctx)) return goToWecom(ctx, true);
      const { locale } = ctx.state;
      const back = localPath(ctx.URL.searchParams.get('back'));
      const say = sayIn(locale);
      showPage(ctx, locale, { title: say('sign_in.title'), body: chooseBody(back, say) });
    }),
  );

  router.get(
    `${SIGN_IN}/wecom`,
    withPages(async (ctx) => goToWecom(ctx, isInside(ctx))),
  );

  router.get(
    RETURN,
    withPages(async (ctx) => {
      const { searchParams } = ctx.URL;
      const [state, code] = [searchParams.getAll('state'), searchParams.getAll('code')];
      const wanted = state.length === 1 ? (state[0] ?? '') : '';
      const begun = takeMark(
        ctx,
        (mark) => isSame(wanted, deps.context.secrets.tokenHash(mark)),
        signInCookie,
      );
      if (!begun) return sayNo(ctx, 401, 'sign_in.state');
      if (code.length !== 1 || !code[0] || code[0].length > 512) return sayNo(ctx, 401, 'sign_in.code');
      const signedIn = await signInStaff(deps.context, { code: code[0] });
      if (!signedIn.ok) {
        const [status, key] = REFUSALS[signedIn.code];
        return sayNo(ctx, status, key);
      }
      await enterSession(ctx, deps, signedIn.token);
      ctx.redirect(localPath(begun.back));
    }),
  );

  router.post(
    '/staff/sign-out',
    withStaff(deps, async (ctx, visitor) => {
      await readOwnForm(ctx, deps, { visitor, once: [] });
      await leaveSession(ctx, deps, visitor.token);
      sayNo(ctx, 200, 'sign_in.signed_out');
    }),
  );

  router.post(
    '/staff/language',
    withStaff(deps, async (ctx, visitor) => {
      await readOwnForm(ctx, deps, { visitor, once: [] });
      const locale = visitor.locale === 'en' ? 'zh-CN' : 'en';
      await changeStaffSession(deps.context, { token: visitor.token, change: { locale } });
      ctx.status = 303;
      ctx.redirect(refererPath(ctx, deps.publicUrl));
    }),
  );
}

/** WeCom's own webview, or WeChat's, from which a message of WeCom may be opened. */
function isInside(ctx: Ctx): boolean {
  return /wxwork|micromessenger/i.test(ctx.get('User-Agent'));
}

const REFUSALS = {
  code_invalid: [401, 'sign_in.code'],
  outsider: [403, 'sign_in.outsider'],
  not_staff: [403, 'sign_in.not_staff'],
  no_store: [503, 'sign_in.no_store'],
} as const satisfies Record<string, readonly [number, StaffKey]>;

/** Says what happened and lets the person begin again, by either road; never by itself, which could go round in circles. */
function sayNo(ctx: Ctx, status: number, key: StaffKey): void {
  const { locale } = ctx.state;
  const say = sayIn(locale);
  ctx.status = status;
  const action = { href: SIGN_IN, caption: say('sign_in.again') };
  const icon = status === 200 ? 'success' : 'warn';
  showPage(ctx, locale, {
    title: say('sign_in.title'),
    body: html`${messageBody({ icon, title: say(key), action })}${passwordLink(PASSWORD, say)}`,
  });
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
