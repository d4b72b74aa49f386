import type Router from '@koa/router';
import { isId } from '../../../../shared/domain/ids';
import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import { WRITING_ROADS } from '../../../use-cases/support/choose-road';
import { closeFromDesk } from '../../../use-cases/support/close-from-desk';
import { noteOnConversation } from '../../../use-cases/support/note-on-conversation';
import { AppError } from '../../../use-cases/ports/app-error';
import { releaseToQueue } from '../../../use-cases/support/release-to-queue';
import { showConversation, type Begun } from '../../../use-cases/support/show-conversation';
import { takeFromDesk } from '../../../use-cases/support/take-from-desk';
import { transferHandoff } from '../../../use-cases/support/transfer-handoff';
import { writeToCandidate, type WritingRefusal } from '../../../use-cases/support/write-to-candidate';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import type { Draft } from './composer-section';
import { OUTCOMES } from './conversation-acts';
import { conversationBody, DONE_WORDS, tabTitle } from './conversation-page';
import { sayIn, showPage, type Say } from '../layout';
import { valueOf, withPlainLineEnds, type Form } from '../read-form';
import { idOf } from '../path-id';
import { answer } from './support';
import { readTimelinePlace } from './timeline-section';
import { withSupport, withSupportForm, type FormWork, type Visitor } from '../visitor';

const CONVERSATION = '/staff/support/:id';

/** One conversation of the desk: its page, and what its owner writes and does there. */
export function conversationRoutes(router: Router<State>, deps: HttpDeps): void {
  const posted = (once: readonly string[], work: FormWork) => withSupportForm(deps, once, work);
  router.get(
    CONVERSATION,
    withSupport(deps, (ctx, visitor) => show(ctx, deps, { visitor, draft: null })),
  );
  router.post(
    `${CONVERSATION}/take`,
    posted([], async (ctx, visitor) => {
      const outcome = await takeFromDesk(deps.context, { handoffId: idOf(ctx), member: visitor.member });
      answer(ctx, deps, { visitor, outcome, done: 'taken' });
    }),
  );
  router.post(
    `${CONVERSATION}/transfer`,
    posted(['to'], async (ctx, visitor, form) => {
      const transfer = { handoffId: idOf(ctx), from: visitor.member, toStaffId: valueOf(form, 'to') };
      const outcome = await transferHandoff(deps.context, transfer);
      answer(ctx, deps, { visitor, outcome, done: 'transferred' });
    }),
  );
  router.post(
    `${CONVERSATION}/release`,
    posted([], async (ctx, visitor) => {
      const outcome = await releaseToQueue(deps.context, { handoffId: idOf(ctx), member: visitor.member });
      answer(ctx, deps, { visitor, outcome, done: 'released' });
    }),
  );
  router.post(
    `${CONVERSATION}/close`,
    posted(['outcome'], async (ctx, visitor, form) => {
      const said = OUTCOMES.find((one) => one === valueOf(form, 'outcome'));
      if (!said) throw new AppError('VALIDATION_FAILED');
      const closing = { handoffId: idOf(ctx), member: visitor.member, outcome: said };
      answer(ctx, deps, { visitor, outcome: await closeFromDesk(deps.context, closing), done: 'closed' });
    }),
  );
  router.post(
    `${CONVERSATION}/notes`,
    posted(['text', 'mark'], (ctx, visitor, form) => note(ctx, deps, { visitor, form })),
  );
  router.post(
    `${CONVERSATION}/messages`,
    posted(['text', 'road', 'mark', 'sure', 'answer', 'fill'], (ctx, visitor, form) =>
      valueOf(form, 'fill') === 'yes'
        ? fill(ctx, deps, { visitor, form })
        : write(ctx, deps, { visitor, form }),
    ),
  );
}

async function show(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, draft, answerId }: { visitor: Visitor; draft: Draft | null; answerId?: string },
): Promise<void> {
  const { member, locale, session } = visitor;
  const { searchParams } = ctx.URL;
  const before = readTimelinePlace(searchParams.get('before'));
  const begin = { answerId: answerId ?? searchParams.get('answer'), lineId: searchParams.get('again') };
  const asked = { handoffId: idOf(ctx), member, locale, before, begin, seenMark: searchParams.get('live') };
  const sheet = await showConversation(deps.context, asked);
  if (sheet === 'seen') {
    ctx.status = 204;
    return;
  }
  if (sheet === 'absent') throw new AppError('NOT_FOUND');
  if (sheet === 'own') throw new AppError('CONFLICT_OF_INTEREST');
  const say = sayIn(locale);
  const { csrf } = session;
  showPage(ctx, locale, {
    title: tabTitle(sheet, say),
    body: conversationBody({
      ...{ sheet, csrf, locale },
      draft: draftOf(draft ?? EMPTY, sheet.begun, say),
      mark: deps.context.newId(),
      now: deps.context.clock.now(),
      done: DONE_WORDS.find((one) => one === searchParams.get('done')) ?? null,
      isLatest: before === null,
    }),
    signedIn: { csrf, name: member.name },
    desk: true,
    live: before === null && sheet.handoff.state !== 'closed',
  });
}

const EMPTY: Draft = { text: '', road: null, alert: null, askSure: false };

/** What is typed, with what it is to begin with behind it. */
function draftOf(typed: Draft, begun: Begun | null, say: Say): Draft {
  if (begun === null) return typed;
  if (begun.ok) {
    const text = [typed.text, begun.text].filter((part) => part.trim() !== '').join('\n');
    return { ...typed, text, alert: begun.masked === true ? say('support.again_masked') : typed.alert };
  }
  const names = begun.missing.map((name) => say(`support.value.${name}` as StaffKey));
  return { ...typed, alert: say('support.canned_missing', { names: names.join(say('support.comma')) }) };
}

/** The same page with a prepared answer in its field: nothing is sent yet. */
async function fill(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, form }: { visitor: Visitor; form: Form },
): Promise<void> {
  const text = withPlainLineEnds(valueOf(form, 'text'));
  const draft = { ...EMPTY, text, road: valueOf(form, 'road') || null };
  await show(ctx, deps, { visitor, draft, answerId: valueOf(form, 'answer') });
}

async function note(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, form }: { visitor: Visitor; form: Form },
): Promise<void> {
  const handoffId = idOf(ctx);
  const [text, mark] = [withPlainLineEnds(valueOf(form, 'text')), valueOf(form, 'mark')];
  if (!isId(mark)) throw new AppError('VALIDATION_FAILED');
  const noted = await noteOnConversation(deps.context, { handoffId, member: visitor.member, text, mark });
  if (noted === 'absent') throw new AppError('NOT_FOUND');
  if (noted === 'own') throw new AppError('CONFLICT_OF_INTEREST');
  if (noted !== 'noted') throw new AppError('VALIDATION_FAILED');
  ctx.status = 303;
  ctx.redirect(`/staff/support/${handoffId}?done=noted`);
}

const STATUS: Partial<Record<WritingRefusal, number>> = {
  empty: 422,
  too_long: 422,
  placeholder_left: 422,
  personal: 422,
};

/** What is refused comes back with its text: nothing that was typed is lost. */
async function write(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, form }: { visitor: Visitor; form: Form },
): Promise<void> {
  const handoffId = idOf(ctx);
  const text = withPlainLineEnds(valueOf(form, 'text'));
  const road = WRITING_ROADS.find((one) => one === valueOf(form, 'road'));
  const mark = valueOf(form, 'mark');
  if (!road || !isId(mark)) throw new AppError('VALIDATION_FAILED');
  const sure = valueOf(form, 'sure') === 'yes';
  const { member, locale } = visitor;
  const written = await writeToCandidate(deps.context, { handoffId, member, text, road, mark, sure });
  if (written.ok) {
    deps.wake();
    ctx.status = 303;
    ctx.redirect(`/staff/support/${handoffId}?done=written`);
    return;
  }
  if (written.why === 'absent') throw new AppError('NOT_FOUND');
  if (written.why === 'own') throw new AppError('CONFLICT_OF_INTEREST');
  ctx.status = STATUS[written.why] ?? 409;
  const alert = sayIn(locale)(`support.not_written.${written.why}` satisfies StaffKey);
  await show(ctx, deps, { visitor, draft: { text, road, alert, askSure: written.why === 'personal' } });
}
