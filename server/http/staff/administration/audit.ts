import type Router from '@koa/router';
import { AppError } from '../../../use-cases/ports/app-error';
import { beginAuditCheck } from '../../../use-cases/audit/run-audit-check';
import { readsAudit } from '../../../use-cases/staff/staff-rights';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { auditCheckBody } from './audit-check-page';
import { auditBody, type AuditSearch } from './audit-page';
import { sayIn, showPage } from '../layout';
import { readOwnForm, withStaff, type Visitor } from '../visitor';

const PAGE_SIZE = 50;
/** A look through everything costs the workers some seconds: not more often over all processes. */
const CHECK_EVERY_MS = 30_000;
const CHECK = '/staff/audit/check';

/** The audit for auditors and administrators: reading, searching, checking the chain. */
export function auditRoutes(router: Router<State>, deps: HttpDeps): void {
  const withAuditor = (work: (ctx: Ctx, visitor: Visitor) => Promise<void>) =>
    withStaff(deps, async (ctx, visitor) => {
      if (!readsAudit(visitor.member)) throw new AppError('FORBIDDEN');
      await work(ctx, visitor);
    });
  router.get(
    '/staff/audit',
    withAuditor((ctx, visitor) => showAudit(ctx, deps, visitor)),
  );
  router.get(
    CHECK,
    withAuditor((ctx, visitor) => showCheck(ctx, deps, visitor)),
  );
  router.post(
    CHECK,
    withAuditor((ctx, visitor) => beginCheck(ctx, deps, visitor)),
  );
}

async function showAudit(ctx: Ctx, deps: HttpDeps, { member, locale, session }: Visitor): Promise<void> {
  const { searchParams } = ctx.URL;
  const asked = (name: string): string => (searchParams.get(name) ?? '').trim().slice(0, 64);
  const search: AuditSearch = {
    registration: asked('registration'),
    action: asked('action'),
    actor: asked('actor'),
  };
  const before = /^\d{1,12}$/.test(asked('before')) ? Number(asked('before')) : null;
  const [found, checked] = await deps.context.unitOfWork.read((tx) =>
    Promise.all([
      tx.audit.list({
        registrationId: search.registration || null,
        action: search.action || null,
        actorId: search.actor || null,
        beforeSeq: before,
        // One more tells whether there is another page.
        limit: PAGE_SIZE + 1,
      }),
      tx.auditChecks.lastFinished(),
    ]),
  );
  const events = found.slice(0, PAGE_SIZE);
  const older = found.length > PAGE_SIZE ? (events.at(-1)?.seq ?? null) : null;
  showPage(ctx, locale, {
    title: sayIn(locale)('audit.title'),
    body: auditBody({
      ...{ events, search, older, checked, locale },
      isFirst: before === null,
      csrf: session.csrf,
    }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}

async function showCheck(ctx: Ctx, deps: HttpDeps, { member, locale, session }: Visitor): Promise<void> {
  const stored = await deps.context.unitOfWork.read((tx) => tx.auditChecks.latest());
  showPage(ctx, locale, {
    title: sayIn(locale)('audit.title'),
    body: auditCheckBody(stored, { locale, now: deps.context.clock.now(), csrf: session.csrf }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}

async function beginCheck(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  await readOwnForm(ctx, deps, { visitor, once: [] });
  const slot = await deps.context.limiter.take('audit-check', 1, CHECK_EVERY_MS);
  if (!slot.ok) throw new AppError('RATE_LIMITED', { retryAfterMs: slot.retryAfterMs });
  await beginAuditCheck(deps.context);
  deps.wake();
  ctx.status = 303;
  ctx.redirect(CHECK);
}
