import type Router from '@koa/router';
import { dueText } from '../../../../shared/i18n/instants';
import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import {
  setStaffPassword,
  showStaffLink,
  type StaffPasswordSet,
} from '../../../use-cases/staff/set-staff-password';
import {
  requestStaffPassword,
  signInStaffWithPassword,
  type StaffPasswordSignIn,
} from '../../../use-cases/staff/sign-in-staff-with-password';
import type { CallLimit } from '../../api/limit-call';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { limitAddress } from '../../middleware/limit-address';
import { recoveryCodesBody } from './account-page';
import { messageBody, sayIn, showPage, type Say } from '../layout';
import { localPath } from '../local-path';
import { checkOrigin } from '../origin';
import { readForm, valueOf } from '../read-form';
import { enterSession } from './session-cookie';
import {
  FORGOTTEN,
  forgottenBody,
  LINK,
  PASSWORD,
  passwordBody,
  setPasswordBody,
  SIGN_IN,
} from './sign-in-page';
import { withPages } from '../visitor';

/** Guesses from one address, whatever the account; a site's whole office stays below. */
const GUESSES: CallLimit = { calls: 60, spanMs: 15 * 60_000 };

/** Login of reviewers outside the office's corp, their first password, and a new one. */
export function passwordSignInRoutes(router: Router<State>, deps: HttpDeps): void {
  const limit = limitAddress(deps, { name: 'staff-password', limit: GUESSES });
  router.get(
    PASSWORD,
    withPages(async (ctx) => {
      const back = localPath(ctx.URL.searchParams.get('back'));
      showForm(ctx, { back, email: '', problem: null });
    }),
  );
  router.post(
    PASSWORD,
    limit,
    withPages((ctx) => signIn(ctx, deps)),
  );
  router.get(
    FORGOTTEN,
    withPages(async (ctx) => {
      const say = sayIn(ctx.state.locale);
      showPage(ctx, ctx.state.locale, { title: say('sign_in.forgotten'), body: forgottenBody(say) });
    }),
  );
  router.post(
    FORGOTTEN,
    limit,
    withPages((ctx) => sendLink(ctx, deps)),
  );
  router.get(
    LINK,
    withPages((ctx) => showLink(ctx, deps, { link: ctx.URL.searchParams.get('t') ?? '', problem: null })),
  );
  router.post(
    LINK,
    limit,
    withPages((ctx) => setPassword(ctx, deps)),
  );
}

function showForm(ctx: Ctx, parts: { back: string; email: string; problem: string | null }): void {
  const { locale } = ctx.state;
  const say = sayIn(locale);
  showPage(ctx, locale, { title: say('sign_in.by_password'), body: passwordBody({ ...parts, say }) });
}

const STATUS = { wrong: 401, try_later: 429, no_store: 503 } as const;

async function signIn(ctx: Ctx, deps: HttpDeps): Promise<void> {
  checkOrigin(ctx, deps.publicUrl);
  const form = await readForm(ctx, { once: ['email', 'password', 'code', 'back'] });
  const [email, back] = [valueOf(form, 'email').slice(0, 100), localPath(valueOf(form, 'back'))];
  const [password, code] = [valueOf(form, 'password').slice(0, 256), valueOf(form, 'code').slice(0, 20)];
  const signedIn = await signInStaffWithPassword(deps.context, { email, password, code });
  if (!signedIn.ok) {
    ctx.status = STATUS[signedIn.code];
    return showForm(ctx, { back, email, problem: problemOf(ctx, deps, signedIn) });
  }
  await enterSession(ctx, deps, signedIn.token);
  ctx.status = 303;
  ctx.redirect(back);
}

function problemOf(
  ctx: Ctx,
  deps: HttpDeps,
  refused: Extract<StaffPasswordSignIn | StaffPasswordSet, { ok: false }>,
): string {
  const { locale } = ctx.state;
  const say = sayIn(locale);
  if (refused.code === 'try_later') {
    return say('sign_in.try_later', { until: dueText(refused.until, deps.context.clock.now(), locale) });
  }
  return say(PROBLEMS[refused.code]);
}

const PROBLEMS = {
  wrong: 'sign_in.wrong',
  no_store: 'sign_in.no_store',
  link_over: 'sign_in.link_over',
  code_wrong: 'account.wrong',
  passwords_differ: 'sign_in.passwords_differ',
  'password.too_short': 'sign_in.password_rule',
  'password.too_long': 'sign_in.password_rule',
  'password.letters_and_digits': 'sign_in.password_rule',
} as const satisfies Record<string, StaffKey>;

/** The same answer for every address: who is on the list is not told (PR21). */
async function sendLink(ctx: Ctx, deps: HttpDeps): Promise<void> {
  checkOrigin(ctx, deps.publicUrl);
  const form = await readForm(ctx, { once: ['email'] });
  await requestStaffPassword(deps.context, { email: valueOf(form, 'email').slice(0, 100) });
  deps.wake();
  const { locale } = ctx.state;
  const say = sayIn(locale);
  showPage(ctx, locale, {
    title: say('sign_in.forgotten'),
    body: messageBody({ icon: 'info', title: say('sign_in.link_sent'), text: say('sign_in.link_sent_more') }),
  });
}

async function showLink(
  ctx: Ctx,
  deps: HttpDeps,
  { link, problem }: { link: string; problem: string | null },
): Promise<void> {
  const { locale } = ctx.state;
  const say = sayIn(locale);
  const shown = await showStaffLink(deps.context, { link });
  if (!shown.ok) return sayLinkOver(ctx, say);
  const { name, totpSecret } = shown;
  showPage(ctx, locale, {
    title: say('sign_in.set_title'),
    body: setPasswordBody({ link, name, totpSecret, problem, say }),
  });
}

function sayLinkOver(ctx: Ctx, say: Say): void {
  ctx.status = 410;
  const action = { href: FORGOTTEN, caption: say('sign_in.new_link') };
  const body = messageBody({
    icon: 'info',
    title: say('sign_in.link_over'),
    text: say('sign_in.link_over_more'),
    action,
  });
  showPage(ctx, ctx.state.locale, { title: say('sign_in.set_title'), body });
}

async function setPassword(ctx: Ctx, deps: HttpDeps): Promise<void> {
  checkOrigin(ctx, deps.publicUrl);
  const form = await readForm(ctx, { once: ['t', 'password', 'repeated', 'code'] });
  const [link, code] = [valueOf(form, 't').slice(0, 64), valueOf(form, 'code').slice(0, 20)];
  const [password, repeated] = [valueOf(form, 'password'), valueOf(form, 'repeated')];
  const set = await setStaffPassword(deps.context, { link, password, repeated, code });
  if (!set.ok) {
    ctx.status = set.code === 'try_later' ? 429 : 422;
    return showLink(ctx, deps, { link, problem: problemOf(ctx, deps, set) });
  }
  if (set.token !== null) await enterSession(ctx, deps, set.token);
  const { locale } = ctx.state;
  const say = sayIn(locale);
  const action = { href: set.token === null ? SIGN_IN : '/staff', caption: say('sign_in.set_next') };
  const body = set.recoveryCodes
    ? recoveryCodesBody(set.recoveryCodes, say)
    : messageBody({
        icon: 'success',
        title: say('sign_in.set_done'),
        text: say('sign_in.set_done_more'),
        action,
      });
  showPage(ctx, locale, { title: say('sign_in.set_title'), body });
}
