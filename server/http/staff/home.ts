import type Router from '@koa/router';
import { AppError } from '../../use-cases/ports/app-error';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';
import { linksFor } from './navigation';
import { withStaff } from './visitor';

/** `/staff`: each to the first list of theirs. */
export function homeRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get(
    '/staff',
    withStaff(deps, (ctx, { member }) => {
      const [first] = linksFor(member);
      if (!first) throw new AppError('FORBIDDEN');
      ctx.redirect(first.href);
      return Promise.resolve();
    }),
  );
}
