import { Readable } from 'node:stream';
import type Router from '@koa/router';
import { HOUR_MS, plainDateAt } from '../../../../shared/domain/time';
import {
  EXPORT_LISTS,
  EXPORT_REASONS,
  exportChoices,
  exportDecided,
  type ExportList,
  type ExportRequest,
} from '../../../use-cases/review/export-decided';
import { AppError } from '../../../use-cases/ports/app-error';
import { isLead } from '../../../use-cases/staff/staff-rights';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { CSV_BEGINNING, csvRecord } from '../csv';
import { EXPORTS, exportsBody } from './exports-page';
import { sayIn, showPage } from '../layout';
import { valueOf, type Form } from '../read-form';
import { withSecondFactor } from '../sign-in/second-factor';
import { readOwnForm, type Visitor } from '../visitor';

/** Exports of one member in an hour (PR21). */
const EXPORTS_AN_HOUR = 20;

/** Leads export the decided list of their site. */
export function exportRoutes(router: Router<State>, deps: HttpDeps): void {
  const options = { may: isLead, back: () => EXPORTS };
  router.get(
    EXPORTS,
    withSecondFactor(deps, (ctx, visitor) => showForm(ctx, deps, { visitor, incomplete: false }), options),
  );
  router.post(
    EXPORTS,
    withSecondFactor(deps, (ctx, visitor) => sendExport(ctx, deps, visitor), options),
  );
}

async function showForm(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, incomplete }: { visitor: Visitor; incomplete: boolean },
): Promise<void> {
  const { member, locale, session } = visitor;
  const choices = await exportChoices(deps.context, { member, locale });
  const say = sayIn(locale);
  showPage(ctx, locale, {
    title: say('export.title'),
    body: exportsBody({ choices, incomplete, csrf: session.csrf, say }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}

async function sendExport(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const form = await readOwnForm(ctx, deps, { visitor, once: ['what', 'list', 'extent', 'reason'] });
  const request = requestOf(form, visitor);
  if (!request) {
    ctx.status = 422;
    return showForm(ctx, deps, { visitor, incomplete: true });
  }
  const { limiter, clock } = deps.context;
  const slot = await limiter.take(`staff-export:${visitor.member.id}`, EXPORTS_AN_HOUR, HOUR_MS);
  if (!slot.ok) throw new AppError('RATE_LIMITED', { retryAfterMs: slot.retryAfterMs });
  const rows = await exportDecided(deps.context, request);
  if (!rows) throw new AppError('NOT_FOUND');
  const { siteCode, list } = request;
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Content-Type-Options', 'nosniff');
  const name = `registrations-${siteCode}-${list}-${plainDateAt(clock.now())}.csv`;
  ctx.set('Content-Disposition', `attachment; filename="${name}"`);
  ctx.type = 'text/csv; charset=utf-8';
  ctx.body = Readable.from(csvOf(rows));
}

async function* csvOf(rows: AsyncGenerator<string[]>): AsyncGenerator<string> {
  yield CSV_BEGINNING;
  for await (const cells of rows) yield csvRecord(cells);
}

/** Null when something was not chosen; in full needs a reason. */
function requestOf(form: Form, { member, locale }: Visitor): ExportRequest | null {
  const [seasonId = '', siteCode = ''] = valueOf(form, 'what').split(' ');
  const list = (Object.keys(EXPORT_LISTS) as ExportList[]).find((one) => one === valueOf(form, 'list'));
  const reason = EXPORT_REASONS.find((one) => one === valueOf(form, 'reason')) ?? null;
  const extent = valueOf(form, 'extent');
  if (!list || seasonId === '' || siteCode === '' || !['masked', 'full'].includes(extent)) return null;
  if (extent === 'full' && reason === null) return null;
  return { member, seasonId, siteCode, list, fullFor: extent === 'full' ? reason : null, locale };
}
