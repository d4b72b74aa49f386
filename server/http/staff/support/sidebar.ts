import type Router from '@koa/router';
import { openForCustomer } from '../../../use-cases/support/open-by-desk';
import { AppError } from '../../../use-cases/ports/app-error';
import { isExactPage } from '../../../use-cases/support/send-exact-page';
import { showSidebar } from '../../../use-cases/support/show-sidebar';
import { takeFromDesk } from '../../../use-cases/support/take-from-desk';
import { wordsForChat, type Wanted, type WordsForChat } from '../../../use-cases/support/words-for-chat';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { sayIn, showPage, type Say } from '../layout';
import { valueOf, withPlainLineEnds, type Form } from '../read-form';
import { namesOf } from './sidebar-answers';
import { SIDEBAR, sidebarBody } from './sidebar-page';
import { customerPart } from './sidebar-part';
import { answer } from './support';
import { withSupport, withSupportForm, type FormWork, type Visitor } from '../visitor';

/** Longer than any name of a customer, or any address that a client opens. */
const MAX_CUSTOMER = 128;
const MAX_ADDRESS = 2048;

/**
 * The desk in WeCom's sidebar. The client tells our script whose chat is open; the name it gives travels in posted forms alone,
 * so that no address, log or history of a browser holds it.
 */
export function sidebarRoutes(router: Router<State>, deps: HttpDeps): void {
  const posted = (once: readonly string[], work: FormWork) => withSupportForm(deps, once, work);
  router.get(
    SIDEBAR,
    withSupport(deps, (ctx, visitor) => {
      showShell(ctx, deps, visitor);
      return Promise.resolve();
    }),
  );
  router.post(
    `${SIDEBAR}/signature`,
    posted(['identity', 'url'], (ctx, _visitor, form) => sign(ctx, deps, form)),
  );
  router.post(
    SIDEBAR,
    posted(['customer'], (ctx, visitor, form) => showCustomer(ctx, deps, { visitor, form })),
  );
  router.post(
    `${SIDEBAR}/words`,
    posted(['customer', 'answer', 'page', 'proposal', 'text', 'sure'], (ctx, visitor, form) =>
      giveWords(ctx, deps, { visitor, form }),
    ),
  );
  router.post(
    `${SIDEBAR}/open`,
    posted(['customer'], async (ctx, { member }, form) => {
      const handoff = await openForCustomer(deps.context, { externalUserId: customerIn(form), member });
      if (!handoff) throw new AppError('NOT_FOUND');
      deps.wake();
      ctx.status = 303;
      ctx.redirect(SIDEBAR);
    }),
  );
  router.post(
    `${SIDEBAR}/take`,
    posted(['conversation'], async (ctx, visitor, form) => {
      const handoffId = valueOf(form, 'conversation');
      const outcome = await takeFromDesk(deps.context, { handoffId, member: visitor.member });
      answer(ctx, deps, { visitor, outcome, done: 'taken', place: SIDEBAR });
    }),
  );
}

interface Asked {
  visitor: Visitor;
  form: Form;
}

function customerIn(form: Form): string {
  const customer = valueOf(form, 'customer');
  if (customer === '' || customer.length > MAX_CUSTOMER) throw new AppError('VALIDATION_FAILED');
  return customer;
}

function showShell(ctx: Ctx, { context }: HttpDeps, { member, locale, session }: Visitor): void {
  const say = sayIn(locale);
  const { csrf } = session;
  const { corpId, agentId } = context.pageSigner;
  showPage(ctx, locale, {
    title: say('sidebar.title'),
    body: sidebarBody({ corpId, agentId, csrf, say }),
    signedIn: { csrf, name: member.name },
    sidebar: true,
  });
}

/** Signs the sidebar's own address, as the client has it, and no other. */
async function sign(ctx: Ctx, { context, publicUrl }: HttpDeps, form: Form): Promise<void> {
  const url = valueOf(form, 'url');
  const identity = valueOf(form, 'identity');
  const address = publicUrl + SIDEBAR;
  const isOurs = (url === address || url.startsWith(`${address}?`)) && url.length <= MAX_ADDRESS;
  if (!isOurs || (identity !== 'app' && identity !== 'corp')) throw new AppError('VALIDATION_FAILED');
  ctx.set('Cache-Control', 'no-store');
  ctx.body = await context.pageSigner.sign({ identity, url });
}

async function showCustomer(ctx: Ctx, { context }: HttpDeps, { visitor, form }: Asked): Promise<void> {
  const { member, locale, session } = visitor;
  const customer = customerIn(form);
  const sidebar = await showSidebar(context, { externalUserId: customer, member, locale });
  const { csrf } = session;
  const part = customerPart({ sidebar, customer, csrf, locale, now: context.clock.now() });
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = part.html;
}

/** Answers with the words that the client is to send, or with what is wrong with them. */
async function giveWords(ctx: Ctx, { context }: HttpDeps, { visitor, form }: Asked): Promise<void> {
  const { member, locale } = visitor;
  const words = await wordsForChat(context, {
    ...{ externalUserId: customerIn(form), member },
    wanted: wantedIn(form),
    sure: valueOf(form, 'sure') === 'yes',
  });
  ctx.set('Cache-Control', 'no-store');
  if (words.ok) {
    ctx.body = { text: words.text };
    return;
  }
  if (words.why === 'absent') throw new AppError('NOT_FOUND');
  if (words.why === 'own') throw new AppError('CONFLICT_OF_INTEREST');
  ctx.status = words.why === 'closed' ? 409 : 422;
  ctx.body = { alert: alertOf(words, sayIn(locale)), askSure: words.why === 'personal' };
}

function wantedIn(form: Form): Wanted {
  const [answerId, page] = [valueOf(form, 'answer'), valueOf(form, 'page')];
  if (answerId !== '') return { answerId };
  if (valueOf(form, 'proposal') === 'open') return { proposal: 'open' };
  if (page === '') return { text: withPlainLineEnds(valueOf(form, 'text')) };
  if (!isExactPage(page)) throw new AppError('VALIDATION_FAILED');
  return { page };
}

type Refused = Exclude<WordsForChat, { ok: true } | { why: 'absent' | 'own' }>;

function alertOf(words: Refused, say: Say): string {
  if (words.why === 'closed') return say('sidebar.closed', { why: say(`support.closed.${words.closed}`) });
  if (words.why !== 'lacking') return say(`support.not_written.${words.why}`);
  return say('sidebar.lacks', { names: namesOf(words.missing, say) });
}
