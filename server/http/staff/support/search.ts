import type Router from '@koa/router';
import { openByDesk } from '../../../use-cases/support/open-by-desk';
import { AppError } from '../../../use-cases/ports/app-error';
import {
  maySearch,
  SEARCH_WAYS,
  searchPeople,
  type PersonSearch,
} from '../../../use-cases/support/search-people';
import { isSupport } from '../../../use-cases/staff/staff-rights';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { sayIn, showPage } from '../layout';
import { valueOf, type Form } from '../read-form';
import { searchBody, type SearchShown } from './search-page';
import { readOwnForm, withStaff, withSupport, type Visitor } from '../visitor';

/** Looking people up. The words travel in posted forms alone: no address, log or record holds them. */
export function searchRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get(
    '/staff/search',
    withSearch(deps, (ctx, visitor) => {
      showSearch(ctx, visitor, { search: EMPTY, searched: null });
      return Promise.resolve();
    }),
  );
  router.post(
    '/staff/search',
    withSearch(deps, async (ctx, visitor) => {
      const form = await readOwnForm(ctx, deps, { visitor, once: ['way', 'name', 'number'] });
      const search = searchIn(form);
      const { member, locale } = visitor;
      const searched = await searchPeople(deps.context, { member, search, locale });
      if (searched.kind === 'limited')
        throw new AppError('RATE_LIMITED', { retryAfterMs: searched.retryAfterMs });
      if (searched.kind === 'incomplete') ctx.status = 422;
      showSearch(ctx, visitor, { search, searched });
    }),
  );
  router.post(
    '/staff/search/open',
    withSupport(deps, async (ctx, visitor) => {
      const form = await readOwnForm(ctx, deps, { visitor, once: ['registration'] });
      const registrationId = valueOf(form, 'registration');
      const handoff = await openByDesk(deps.context, { registrationId, member: visitor.member });
      if (!handoff) throw new AppError('NOT_FOUND');
      deps.wake();
      ctx.status = 303;
      ctx.redirect(`/staff/support/${handoff.id}`);
    }),
  );
}

const EMPTY: PersonSearch = { way: 'document', name: '', number: '' };
/** Longer than any name or number of a person. */
const MAX_LENGTH = 120;

function withSearch(deps: HttpDeps, work: (ctx: Ctx, visitor: Visitor) => Promise<void>) {
  return withStaff(deps, async (ctx, visitor) => {
    if (!maySearch(visitor.member)) throw new AppError('FORBIDDEN');
    await work(ctx, visitor);
  });
}

function searchIn(form: Form): PersonSearch {
  const [name, number] = [valueOf(form, 'name'), valueOf(form, 'number')];
  if (name.length > MAX_LENGTH || number.length > MAX_LENGTH) throw new AppError('VALIDATION_FAILED');
  const way = SEARCH_WAYS.find((one) => one === valueOf(form, 'way')) ?? EMPTY.way;
  return { way, name, number };
}

function showSearch(ctx: Ctx, visitor: Visitor, shown: Pick<SearchShown, 'search' | 'searched'>): void {
  const { locale, session, member } = visitor;
  const { csrf } = session;
  showPage(ctx, locale, {
    title: sayIn(locale)('search.title'),
    body: searchBody({ ...shown, csrf, locale, mayOpen: isSupport(member) }),
    signedIn: { csrf, name: member.name },
    desk: true,
  });
}
