import type Router from '@koa/router';
import { decideMany, MOST_ROWS, type ManyOutcome } from '../../../use-cases/review/decide-many';
import { foreseeDecisions, type Act } from '../../../use-cases/review/foresee-decisions';
import { AppError } from '../../../use-cases/ports/app-error';
import { showWall } from '../../../use-cases/review/show-wall';
import type { ShownRow } from '../../../use-cases/review/wall-row';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { sayIn, showPage } from '../layout';
import { counted } from '../live-list';
import { valueOf, type Form } from '../read-form';
import { placeText, readPlace } from './review-list-page';
import type { Typed } from './review-parts';
import { typedOf } from './reviews';
import { readOwnForm, withReviewer, type Visitor } from '../visitor';
import { confirmBody } from './wall-confirm-page';
import { wallBody, type WallParts } from './wall-page';
import { readRow, rowText } from './wall-parts';
import { resultBody } from './wall-result-page';

/** The photo wall: a screen of candidates, the pause before many are decided, and what became of each. */
export function wallRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get(
    '/staff/wall',
    withReviewer(deps, (ctx, visitor) => {
      const after = ctx.URL.searchParams.get('after') ?? '';
      return showScreen(ctx, deps, { visitor, after, nobody: null });
    }),
  );
  router.post(
    '/staff/wall/confirm',
    withReviewer(deps, (ctx, visitor) => askToConfirm(ctx, deps, visitor)),
  );
  router.post(
    '/staff/wall/decisions',
    withReviewer(deps, (ctx, visitor) => decideRows(ctx, deps, visitor)),
  );
}

async function showScreen(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, after, nobody }: { visitor: Visitor; after: string; nobody: WallParts['nobody'] },
): Promise<void> {
  const { member, locale, session } = visitor;
  const place = readPlace(after);
  const wall = await showWall(deps.context, { member, locale, after: place, pageSize: MOST_ROWS });
  showPage(ctx, locale, {
    title: counted(sayIn(locale)('wall.title'), wall.total),
    body: wallBody({
      wall,
      after: place ? placeText(place) : '',
      csrf: session.csrf,
      locale,
      now: deps.context.clock.now(),
      nobody,
    }),
    signedIn: { csrf: session.csrf, name: member.name },
    wall: true,
  });
}

interface Asked {
  rows: ShownRow[];
  act: Act;
  after: string;
}

/** Approves what the screen offered and nobody ticked: on a wall of good photos only the bad ones are marked. */
const REST = 'approve_rest';

async function askToConfirm(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const form = await readOwnForm(ctx, deps, {
    visitor,
    once: ['after', 'outcome'],
    many: ['row', 'offered'],
  });
  const isRest = valueOf(form, 'outcome') === REST;
  const asked = isRest ? readRest(form) : readAsked(form, valueOf(form, 'outcome'));
  if (asked.rows.length > 0) return showConfirm(ctx, deps, { visitor, asked, typed: null });
  ctx.status = 422;
  await showScreen(ctx, deps, { visitor, after: asked.after, nobody: isRest ? 'left' : 'ticked' });
}

async function showConfirm(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, asked, typed }: { visitor: Visitor; asked: Asked; typed: Typed | null },
): Promise<void> {
  const { member, locale, session } = visitor;
  const rows = await foreseeDecisions(deps.context, { ...asked, member, locale });
  const { csrf } = session;
  showPage(ctx, locale, {
    title: sayIn(locale)('wall.confirm_title'),
    body: confirmBody({ ...asked, rows, csrf, locale, typed }),
    signedIn: { csrf, name: member.name },
    wall: true,
  });
}

const DECISIONS = {
  once: ['after', 'outcome', 'reason', 'words'],
  many: ['row', 'left', 'final', 'marked'],
};

async function decideRows(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const form = await readOwnForm(ctx, deps, { visitor, ...DECISIONS });
  const asked = readAsked(form, valueOf(form, 'outcome'));
  const { rows, after } = asked;
  if (rows.length === 0) {
    ctx.status = 422;
    return showScreen(ctx, deps, { visitor, after, nobody: 'ticked' });
  }
  const { member, locale, session } = visitor;
  const outcome = outcomeOf(form, asked.act);
  const left = readRows(form.get('left'));
  const decided = await decideMany(deps.context, { rows, left, member, locale, outcome });
  if (!decided.ok) {
    ctx.status = 422;
    const typed = typedOf(form, decided, visitor);
    return showConfirm(ctx, deps, { visitor, asked: { ...asked, rows: [...rows, ...left] }, typed });
  }
  deps.wake();
  showPage(ctx, locale, {
    title: sayIn(locale)('wall.result_title'),
    body: resultBody({ rows: decided.rows, after, locale }),
    signedIn: { csrf: session.csrf, name: member.name },
    wall: true,
  });
}

function outcomeOf(form: Form, act: Act): ManyOutcome {
  if (act === 'approve') return { kind: 'approve' };
  return {
    kind: 'reject',
    reasonCode: valueOf(form, 'reason') || null,
    words: valueOf(form, 'words') || null,
    marked: form.get('marked') ?? null,
    finalConfirmed: form.get('final') ?? [],
  };
}

function readAsked(form: Form, act: string): Asked {
  if (act !== 'approve' && act !== 'reject') throw new AppError('VALIDATION_FAILED');
  const place = readPlace(valueOf(form, 'after'));
  return { rows: readRows(form.get('row')), act, after: place ? placeText(place) : '' };
}

function readRest(form: Form): Asked {
  const { rows: ticked, ...asked } = readAsked(form, 'approve');
  const marked = new Set(ticked.map(rowText));
  return { ...asked, rows: readRows(form.get('offered')).filter((row) => !marked.has(rowText(row))) };
}

/** A row that comes twice is one; more than a screen, or anything that no page of ours has written, is refused whole. */
function readRows(written: readonly string[] = []): ShownRow[] {
  const texts = [...new Set(written)];
  const rows = texts.map(readRow).filter((row) => row !== null);
  if (rows.length < texts.length || rows.length > MOST_ROWS) throw new AppError('VALIDATION_FAILED');
  return rows;
}
