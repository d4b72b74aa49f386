import type Router from '@koa/router';
import { isId } from '../../../../shared/domain/ids';
import { handOverShift } from '../../../use-cases/support/hand-over-shift';
import { listSupport } from '../../../use-cases/support/list-support';
import { AppError } from '../../../use-cases/ports/app-error';
import { colleaguesOf } from '../../../use-cases/support/show-conversation';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { handoverBody, handoverResultBody, MOST_PASSED, QUEUE } from './handover-page';
import { sayIn, showPage } from '../layout';
import { valueOf, withPlainLineEnds } from '../read-form';
import { readOwnForm, withSupport, type Visitor } from '../visitor';

const PATH = '/staff/support/handover';
/** A screen of conversations with words beside each. */
const MAX_BYTES = 128 * 1024;

/** The end of a shift: a note beside each conversation, and all of them to a colleague or to the queue. */
export function handoverRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get(
    PATH,
    withSupport(deps, (ctx, visitor) => show(ctx, deps, visitor)),
  );
  router.post(
    PATH,
    withSupport(deps, (ctx, visitor) => handOver(ctx, deps, visitor)),
  );
}

async function show(ctx: Ctx, deps: HttpDeps, { member, locale, session }: Visitor): Promise<void> {
  const { context } = deps;
  const desk = await listSupport(context, { member, kind: 'mine', after: null, pageSize: MOST_PASSED });
  const colleagues = await context.unitOfWork.read((tx) => colleaguesOf(tx, context, member));
  const { csrf } = session;
  showPage(ctx, locale, {
    title: sayIn(locale)('handover.title'),
    body: handoverBody({ desk, colleagues, csrf, locale, now: context.clock.now() }),
    signedIn: { csrf, name: member.name },
    desk: true,
  });
}

async function handOver(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const fields = { once: ['to', 'all'], many: ['id', 'words', 'pass'], maxBytes: MAX_BYTES };
  const form = await readOwnForm(ctx, deps, { visitor, ...fields });
  const { member, locale, session } = visitor;
  const [ids, words, ticked] = ['id', 'words', 'pass'].map((name) => form.get(name) ?? []);
  const to = valueOf(form, 'to');
  // Words stand beside their conversation in the order of the page.
  if (!ids || !words || !ticked || ids.length !== words.length || !ids.every(isId) || to === '')
    throw new AppError('VALIDATION_FAILED');
  const conversations = ids.flatMap((handoffId, index) =>
    ticked.includes(handoffId) ? [{ handoffId, words: withPlainLineEnds(words[index] ?? '') }] : [],
  );
  const toStaffId = to === QUEUE ? null : to;
  const ended = await handOverShift(deps.context, {
    ...{ member, toStaffId, conversations, wordsForAll: withPlainLineEnds(valueOf(form, 'all')) },
  });
  // The page's own fields hold no more than fits.
  if (ended === 'too_long') throw new AppError('VALIDATION_FAILED');
  deps.wake();
  showPage(ctx, locale, {
    title: sayIn(locale)('handover.result'),
    body: handoverResultBody(ended, locale),
    signedIn: { csrf: session.csrf, name: member.name },
    desk: true,
  });
}
