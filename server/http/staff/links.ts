import type Router from '@koa/router';
import { instantText } from '../../../shared/i18n/instants';
import { staffText } from '../../../shared/i18n/staff/text';
import type { Locale } from '../../use-cases/ports/accounts';
import { AppError } from '../../use-cases/ports/app-error';
import {
  exactPageName,
  isExactPage,
  listExactPages,
  sendExactPage,
  type ExactLink,
  type ExactPage,
} from '../../use-cases/support/send-exact-page';
import type { HttpDeps } from '../deps';
import type { Ctx, State } from '../http-context';
import { sayIn, showPage } from './layout';
import { html, type Html } from './markup';
import { valueOf } from './read-form';
import { idOf } from './path-id';
import { readOwnForm, withSupport, type Visitor } from './visitor';

/** Sends a candidate to exactly one of their pages: the desk chooses it and gets a text that is ready to send. */
export function linkRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get(
    '/staff/support/:id/links',
    withSupport(deps, (ctx, visitor) => showLinks(ctx, deps, { visitor, made: null })),
  );
  router.post(
    '/staff/support/:id/links',
    withSupport(deps, async (ctx, visitor) => {
      const form = await readOwnForm(ctx, deps, { visitor, once: ['page'] });
      const page = valueOf(form, 'page');
      if (!isExactPage(page)) throw new AppError('VALIDATION_FAILED');
      const { member } = visitor;
      const link = permitted(await sendExactPage(deps.context, { handoffId: idOf(ctx), member, page }));
      await showLinks(ctx, deps, { visitor, made: { page, link } });
    }),
  );
}

interface Made {
  page: ExactPage;
  link: ExactLink;
}

async function showLinks(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, made }: { visitor: Visitor; made: Made | null },
): Promise<void> {
  const { member, locale, session } = visitor;
  const { csrf } = session;
  const { pages } = permitted(await listExactPages(deps.context, { handoffId: idOf(ctx), member }));
  const say = sayIn(locale);
  const body = html`<h1 class="staff-title">${say('links.title')}</h1>
    <p class="staff-lead">${say('links.lead')}</p>
    ${made && madePart(made, locale)}
    <form class="staff-card" method="post" action="/staff/support/${idOf(ctx)}/links">
      <input type="hidden" name="csrf" value="${csrf}" />
      <label class="staff-field"
        ><span>${say('links.page')}</span>
        <select class="staff-select" name="page">
          ${pages.map(
            (page) =>
              html`<option value="${page}" ${made?.page === page && ' selected'}>
                ${exactPageName(page, locale)}
              </option>`,
          )}
        </select></label
      >
      <button class="weui-btn weui-btn_primary staff-wide" type="submit">${say('links.make')}</button>
    </form>
    <p class="staff-back"><a href="/staff/support/${idOf(ctx)}">${say('support.back_to_it')}</a></p>`;
  showPage(ctx, locale, {
    title: say('links.title'),
    body,
    signedIn: { csrf, name: member.name },
    desk: true,
  });
}

/** The text speaks the candidate's language. */
function madePart({ page, link }: Made, locale: Locale): Html {
  const say = sayIn(locale);
  const text = staffText(link.locale, 'links.message', {
    page: exactPageName(page, link.locale),
    url: link.url,
  });
  return html`<section class="staff-card" role="status">
    <label class="staff-field"
      ><span>${say('links.text')}</span>
      <textarea class="staff-textarea" rows="4" readonly>${text}</textarea>
      <span class="staff-note">${say('links.hint', { at: instantText(link.expiresAt, locale) })}</span></label
    >
    ${!link.hasPhone && html`<p class="staff-note staff-warn">${say('links.no_phone')}</p>`}
    ${!link.opensMiniProgram && html`<p class="staff-note staff-warn">${say('links.fallback')}</p>`}
  </section>`;
}

function permitted<T extends object>(found: T | 'absent' | 'own'): T {
  if (found === 'absent') throw new AppError('NOT_FOUND');
  if (found === 'own') throw new AppError('CONFLICT_OF_INTEREST');
  return found as T;
}
