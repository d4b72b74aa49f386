import { timingSafeEqual } from 'node:crypto';
import { ERRORS, type ErrorCode } from '../../../shared/domain/codes';
import type { Locale } from '../../use-cases/ports/accounts';
import { AppError } from '../../use-cases/ports/app-error';
import { isReviewer, isSupport } from '../../use-cases/staff/staff-rights';
import { staffVisit, type StaffVisit } from '../../use-cases/staff/sign-in-staff';
import type { HttpDeps } from '../deps';
import type { Ctx } from '../http-context';
import { toAppError } from '../middleware/handle-errors';
import { messageBody, sayIn, showPage } from './layout';
import { localPath } from './local-path';
import { checkOrigin } from './origin';
import { readForm, valueOf, type Form } from './read-form';
import { sessionToken } from './sign-in/session-cookie';

/** Somebody signed in, at one request. */
export interface Visitor extends StaffVisit {
  token: string;
  locale: Locale;
}

const PER_MINUTE = 240;
/** A screen of the photo wall loads 60 of them: counted with the pages, the fourth in a minute would come without photos. */
const PHOTOS_PER_MINUTE = 1_200;
const MINUTE_MS = 60_000;

/** Runs a page for somebody signed in; others are sent to sign in, and their forms refused. */
export function withStaff(deps: HttpDeps, work: (ctx: Ctx, visitor: Visitor) => Promise<void>) {
  return withPages(async (ctx) => {
    const token = sessionToken(ctx, deps);
    const visit =
      token === null ? null : await staffVisit(deps.context, { token, byItself: isByItself(ctx) });
    if (!visit || token === null) {
      if (ctx.method !== 'GET' && ctx.method !== 'HEAD') throw new AppError('UNAUTHENTICATED');
      ctx.redirect(`/staff/sign-in?back=${encodeURIComponent(localPath(ctx.path + ctx.search))}`);
      return;
    }
    const { limiter } = deps.context;
    const [kind, most] = ctx.path.endsWith('/photo')
      ? ['staff-photo', PHOTOS_PER_MINUTE]
      : ['staff', PER_MINUTE];
    const slot = await limiter.take(`${kind}:${visit.member.id}`, most, MINUTE_MS);
    if (!slot.ok) throw new AppError('RATE_LIMITED', { retryAfterMs: slot.retryAfterMs });
    const locale = visit.session.locale ?? ctx.state.locale;
    ctx.state.locale = locale;
    ctx.state.staff = { member: visit.member, csrf: visit.session.csrf };
    await work(ctx, { ...visit, token, locale });
  });
}

/**
 * A list that refreshes itself, or a script that looks for what is new: browsers that tell how a page was asked for name no
 * person behind it. Of the script its address tells it too, since older webviews say nothing.
 */
function isByItself(ctx: Ctx): boolean {
  const mode = ctx.get('Sec-Fetch-Mode');
  const isScript = mode === 'same-origin' || mode === 'cors' || ctx.URL.searchParams.has('live');
  return ctx.method === 'GET' && (isScript || (mode === 'navigate' && ctx.get('Sec-Fetch-User') === ''));
}

/** The same for reviewers and leads; other staff have no pages here. */
export function withReviewer(deps: HttpDeps, work: (ctx: Ctx, visitor: Visitor) => Promise<void>) {
  return withStaff(deps, async (ctx, visitor) => {
    if (!isReviewer(visitor.member)) throw new AppError('FORBIDDEN');
    await work(ctx, visitor);
  });
}

/** The same for support staff: candidates' conversations are nobody else's (PR8). */
export function withSupport(deps: HttpDeps, work: (ctx: Ctx, visitor: Visitor) => Promise<void>) {
  return withStaff(deps, async (ctx, visitor) => {
    if (!isSupport(visitor.member)) throw new AppError('FORBIDDEN');
    await work(ctx, visitor);
  });
}

export type FormWork = (ctx: Ctx, visitor: Visitor, form: Form) => Promise<void>;

/** The same for what support staff post from a form. */
export function withSupportForm(deps: HttpDeps, once: readonly string[], work: FormWork) {
  return withSupport(deps, async (ctx, visitor) => {
    await work(ctx, visitor, await readOwnForm(ctx, deps, { visitor, once }));
  });
}

/** Failures of the caller as pages of ours; everything else goes to the edge's own handler. */
export function withPages(work: (ctx: Ctx) => Promise<void>) {
  return async (ctx: Ctx): Promise<void> => {
    try {
      await work(ctx);
    } catch (thrown) {
      const error = toAppError(thrown);
      const { status } = ERRORS[error.code];
      if (status >= 500 || error.code === 'RATE_LIMITED') throw thrown;
      ctx.state.errorCode = error.code;
      ctx.status = status;
      showFailure(ctx, error.code);
    }
  };
}

function showFailure(ctx: Ctx, code: ErrorCode): void {
  const { locale } = ctx.state;
  const say = sayIn(locale);
  const back = { href: '/staff', caption: say('page.home') };
  const { staff } = ctx.state;
  const signedIn = staff && { csrf: staff.csrf, name: staff.member.name };
  if (code === 'NOT_FOUND') {
    const title = say('error.not_found');
    const body = messageBody({ icon: 'info', title, text: say('error.not_found_more'), action: back });
    showPage(ctx, locale, { title, body, signedIn });
    return;
  }
  const title = say(
    code === 'FORBIDDEN' || code === 'CONFLICT_OF_INTEREST' ? 'error.forbidden' : 'error.form',
  );
  const text = code === 'CONFLICT_OF_INTEREST' ? say('page.own') : undefined;
  showPage(ctx, locale, { title, body: messageBody({ icon: 'warn', title, text, action: back }), signedIn });
}

interface OwnForm {
  visitor: Visitor;
  once: readonly string[];
  many?: readonly string[];
  maxBytes?: number;
}

/**
 * What somebody signed in has posted. A form of ours carries the session's mark, and browsers say where it comes from: no
 * field of one that does not is looked at.
 */
export async function readOwnForm(
  ctx: Ctx,
  { publicUrl }: Pick<HttpDeps, 'publicUrl'>,
  { visitor, once, ...rest }: OwnForm,
): Promise<Form> {
  const form = await readForm(ctx, { once: ['csrf', ...once], ...rest });
  checkOrigin(ctx, publicUrl);
  if (!isEqual(valueOf(form, 'csrf'), visitor.session.csrf)) throw new AppError('FORBIDDEN');
  return form;
}

function isEqual(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
