import type Router from '@koa/router';
import { isAskedField, type AskedField } from '../../../../shared/domain/fields';
import type { AnswersPatch } from '../../../../shared/domain/rules/answers';
import { withdrawProposal } from '../../../use-cases/support/end-proposal';
import { AppError } from '../../../use-cases/ports/app-error';
import { mintProposalLink } from '../../../use-cases/support/proposal-link';
import { proposeChange, type Proposed } from '../../../use-cases/support/propose-change';
import { showProposals, type ProposalSheet } from '../../../use-cases/support/show-proposals';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { sayIn, showPage } from '../layout';
import { proposalFormBody, type ProposalTyped } from './proposal-form';
import { proposalPreviewBody } from './proposal-preview';
import { proposalsBody, type ProposalNews } from './proposals-page';
import { valueOf, type Form } from '../read-form';
import { idOf } from '../path-id';
import { readOwnForm, withSupport, type Visitor } from '../visitor';

const PATH = '/staff/support/:id/proposals';

/** Corrections that support proposes: choose fields, put them in, look once more, send; then what became of them. */
export function proposalRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get(
    PATH,
    withSupport(deps, async (ctx, visitor) => {
      const sheet = await sheetOf(ctx, deps, visitor);
      const chosen = ctx.URL.searchParams.getAll('field').filter(isAskedField);
      const fields = sheet.fields.filter(({ field }) => chosen.includes(field));
      const mayPropose = fields.length > 0 && sheet.open === null && sheet.blocked.length === 0;
      if (!mayPropose) return showList(ctx, { visitor, sheet, news: newsIn(ctx) });
      showForm(ctx, {
        visitor,
        sheet,
        typed: { fields: chosen, values: new Map(), reason: '' },
        refused: null,
      });
    }),
  );
  router.post(
    PATH,
    withSupport(deps, (ctx, visitor) => propose(ctx, deps, visitor)),
  );
  router.post(
    `${PATH}/link`,
    withSupport(deps, async (ctx, visitor) => {
      await readOwnForm(ctx, deps, { visitor, once: [] });
      const sheet = await sheetOf(ctx, deps, visitor);
      const { member } = visitor;
      const link = await mintProposalLink(deps.context, { handoffId: idOf(ctx), member });
      if (typeof link === 'string') ctx.status = 409;
      const news: ProposalNews = typeof link === 'string' ? { kind: link } : { kind: 'link', ...link };
      showList(ctx, { visitor, sheet, news });
    }),
  );
  router.post(
    `${PATH}/withdraw`,
    withSupport(deps, async (ctx, visitor) => {
      const form = await readOwnForm(ctx, deps, { visitor, once: ['proposal'] });
      await sheetOf(ctx, deps, visitor);
      const proposalId = valueOf(form, 'proposal');
      const { member } = visitor;
      const done = await withdrawProposal(deps.context, { handoffId: idOf(ctx), proposalId, member });
      ctx.status = 303;
      ctx.redirect(`/staff/support/${idOf(ctx)}/proposals?done=${done ? 'withdrawn' : 'none_open'}`);
    }),
  );
}

async function sheetOf(ctx: Ctx, deps: HttpDeps, { member, locale }: Visitor): Promise<ProposalSheet> {
  const shown = await showProposals(deps.context, { handoffId: idOf(ctx), member, locale });
  if (shown.kind === 'absent') throw new AppError('NOT_FOUND');
  if (shown.kind === 'own') throw new AppError('CONFLICT_OF_INTEREST');
  return shown.sheet;
}

function newsIn(ctx: Ctx): ProposalNews | null {
  const done = ctx.URL.searchParams.get('done');
  return done === 'sent' || done === 'withdrawn' || done === 'none_open' ? { kind: done } : null;
}

async function propose(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const sheet = await sheetOf(ctx, deps, visitor);
  const inputs = sheet.fields.map(({ field }) => `value.${field}`);
  const form = await readOwnForm(ctx, deps, {
    visitor,
    once: ['step', 'reason', ...inputs],
    many: ['field', 'value.subjects'],
  });
  const typed = typedIn(form);
  const step = valueOf(form, 'step');
  if (step === 'edit') return showForm(ctx, { visitor, sheet, typed, refused: null });
  const proposed = await proposeChange(deps.context, {
    handoffId: idOf(ctx),
    member: visitor.member,
    answers: answersIn(typed, sheet),
    reason: typed.reason,
    send: step === 'send',
  });
  if (proposed.kind === 'absent') throw new AppError('NOT_FOUND');
  if (proposed.kind === 'own') throw new AppError('CONFLICT_OF_INTEREST');
  if (proposed.kind === 'sent') {
    deps.wake();
    ctx.status = 303;
    return ctx.redirect(`/staff/support/${idOf(ctx)}/proposals?done=sent`);
  }
  if (proposed.kind === 'fits') return showPreview(ctx, { visitor, sheet, typed, fits: proposed });
  ctx.status = proposed.kind === 'open_already' || proposed.kind === 'closed' ? 409 : 422;
  showForm(ctx, { visitor, sheet, typed, refused: proposed });
}

function typedIn(form: Form): ProposalTyped {
  const fields = (form.get('field') ?? []).filter(isAskedField);
  const values = new Map(fields.map((field) => [field, form.get(`value.${field}`) ?? []]));
  return { fields, values, reason: valueOf(form, 'reason') };
}

/** An empty optional answer is taken back. */
function answersIn({ fields, values }: ProposalTyped, sheet: ProposalSheet): AnswersPatch {
  const known = sheet.fields.filter(({ field }) => fields.includes(field));
  if (known.length < new Set(fields).size) throw new AppError('NOT_FOUND');
  const entries = known.map(({ field, required, isList }): [AskedField, unknown] => {
    const given = values.get(field) ?? [];
    if (isList) return [field, given];
    const [text = ''] = given;
    return [field, text.trim() === '' && !required ? null : text];
  });
  return Object.fromEntries(entries);
}

interface Parts {
  visitor: Visitor;
  sheet: ProposalSheet;
}

function showList(ctx: Ctx, { visitor, sheet, news }: Parts & { news: ProposalNews | null }): void {
  const { locale, session, member } = visitor;
  show(ctx, visitor, proposalsBody({ sheet, news, locale, csrf: session.csrf, memberName: member.name }));
}

function showForm(
  ctx: Ctx,
  { visitor, sheet, typed, refused }: Parts & { typed: ProposalTyped; refused: Refused | null },
): void {
  const { locale, session } = visitor;
  show(ctx, visitor, proposalFormBody({ sheet, typed, refused, locale, csrf: session.csrf }));
}

function showPreview(
  ctx: Ctx,
  parts: Parts & { typed: ProposalTyped; fits: Extract<Proposed, { kind: 'fits' }> },
): void {
  const { locale, session } = parts.visitor;
  show(ctx, parts.visitor, proposalPreviewBody({ ...parts, locale, csrf: session.csrf }));
}

type Refused = Exclude<Proposed, { kind: 'sent' | 'fits' | 'absent' | 'own' }>;

function show(
  ctx: Ctx,
  { locale, session, member }: Visitor,
  body: Parameters<typeof showPage>[2]['body'],
): void {
  const signedIn = { csrf: session.csrf, name: member.name };
  showPage(ctx, locale, { title: sayIn(locale)('proposal.title'), body, signedIn, desk: true });
}
