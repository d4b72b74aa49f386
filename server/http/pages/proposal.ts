import type Router from '@koa/router';
import { render } from '../../../bot/replies/render';
import { instantText } from '../../../shared/i18n/instants';
import {
  answerProposalByLink,
  viewProposal,
  type ProposalByLink,
  type ProposalPage,
} from '../../use-cases/support/proposal-link';
import type { HttpDeps } from '../deps';
import type { Ctx, State } from '../http-context';
import { html } from '../staff/markup';
import { readForm, valueOf } from '../staff/read-form';
import { messageBody, ownVoice, pageVoice, writePage, type Voice } from './page';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const REFUSED_STATUS = { 'link.unknown': 404, 'link.expired': 410, 'link.busy': 409 } as const;

/**
 * Where a candidate answers a correction that support proposes, by a link that the servicer sends: opening it changes
 * nothing, one of the two buttons does, once, for whoever knows the end of the candidate's document number.
 */
export function proposalPages(router: Router<State>, deps: HttpDeps): void {
  const { context } = deps;
  router.get('/pages/proposal', async (ctx) => {
    const token = ctx.URL.searchParams.getAll('t').join();
    const page = TOKEN.test(token) ? await viewProposal(context, { token }) : NOBODYS;
    if (!page.ok) return refuse(ctx, page.code);
    if (page.state === 'open') return showOpen(ctx, { token, page, isWrong: false });
    showEnd(ctx, { ...page, applied: true });
  });
  router.post('/pages/proposal', async (ctx) => {
    const form = await readForm(ctx, { once: ['t', 'act', 'proof'] });
    const [token, act, proof] = [valueOf(form, 't'), valueOf(form, 'act'), valueOf(form, 'proof')];
    if (!TOKEN.test(token) || (act !== 'change' && act !== 'keep')) return refuse(ctx, 'link.unknown');
    const answered = await answerProposalByLink(context, { token, accepts: act === 'change', proof });
    deps.wake();
    if (answered.ok) return showEnd(ctx, answered);
    if (answered.code === 'proof_over') return sayWhy(ctx, ownVoice(ctx, answered.locale), answered.code);
    if (answered.code === 'proof_wrong') {
      const page = await viewProposal(context, { token });
      if (!page.ok) return refuse(ctx, page.code);
      if (page.state === 'open') return showOpen(ctx, { token, page, isWrong: true });
      return showEnd(ctx, { ...page, applied: true });
    }
    refuse(ctx, answered.code);
  });
}

const NOBODYS: ProposalPage = { ok: false, code: 'link.unknown' };

function showOpen(
  ctx: Ctx,
  {
    token,
    page,
    isWrong,
  }: { token: string; page: Extract<ProposalPage, { state: 'open' }>; isWrong: boolean },
): void {
  const voice = ownVoice(ctx, page.locale);
  const { say, locale } = voice;
  const { lines, voided, reason, promises, expiresAt } = page;
  const chosen = ctx.URL.searchParams.has('lang') ? `?lang=${locale}` : '';
  const dropped = voided.map((field) => render(locale, `answer.${field}`)).join(render(locale, 'list.comma'));
  const body = html`<h1>${say('proposal.title')}</h1>
    <p>${say('proposal.lead', { reason })}</p>
    <div class="card">
      ${lines.map(
        ({ label, was, becomes }) =>
          html`<div class="row"><span class="soft">${label}</span><span>${was} → ${becomes}</span></div>`,
      )}
    </div>
    ${dropped !== '' && html`<p>${say('proposal.voided', { fields: dropped })}</p>`}
    ${promises && html`<p>${say('proposal.promise')}</p>`}
    <form method="post" action="/pages/proposal${chosen}">
      <input type="hidden" name="t" value="${token}" />
      <p><label for="proof">${say('proposal.proof')}</label></p>
      <p>
        <input id="proof" name="proof" type="text" maxlength="32" autocomplete="off" required />
      </p>
      ${isWrong && html`<p role="alert">${say('proposal.proof_wrong')}</p>`}
      <button class="button" name="act" value="change">
        ${say(promises ? 'proposal.change_promise' : 'proposal.change')}
      </button>
      <button class="button second" name="act" value="keep">${say('proposal.keep')}</button>
    </form>
    <p class="soft">${say('proposal.until', { at: instantText(expiresAt, locale) })}</p>`;
  writePage(ctx, { title: say('proposal.title'), body, voice, status: isWrong ? 422 : 200 });
}

function showEnd(ctx: Ctx, end: Omit<Extract<ProposalByLink, { ok: true }>, 'ok'>): void {
  const voice = ownVoice(ctx, end.locale);
  const { say } = voice;
  const done = end.state === 'confirmed';
  const text = done && !end.applied ? say('proposal.joined') : say(`proposal.end.${end.state}`);
  const title = say(done ? 'proposal.done' : 'proposal.title');
  const lines = [text, say('page.back_to_chat')];
  writePage(ctx, { title, body: messageBody({ good: done, title, lines }), voice });
}

type Refused = Exclude<Extract<ProposalByLink | ProposalPage, { ok: false }>['code'], `proof_${string}`>;

function refuse(ctx: Ctx, code: Refused): void {
  const voice = pageVoice(ctx);
  if (code === 'notices_missing' || code === 'seats_full') return sayWhy(ctx, voice, code);
  const title = voice.say('link.title');
  const body = messageBody({ good: false, title, lines: [voice.say(code)] });
  writePage(ctx, { title, body, voice, status: REFUSED_STATUS[code] });
}

function sayWhy(ctx: Ctx, voice: Voice, code: 'notices_missing' | 'seats_full' | 'proof_over'): void {
  const title = voice.say('proposal.title');
  const body = messageBody({ good: false, title, lines: [voice.say(`proposal.${code}`)] });
  writePage(ctx, { title, body, voice, status: 409 });
}
