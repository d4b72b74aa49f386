import type Router from '@koa/router';
import { instantText } from '../../../shared/i18n/instants';
import { isPageKey } from '../../../shared/i18n/pages/text';
import {
  confirmAddressByLink,
  viewAddressProof,
  type AddressConfirmed,
  type AddressProofView,
} from '../../use-cases/accounts/confirm-address';
import {
  answerGuardianLink,
  viewGuardianRequest,
  type GuardianView,
} from '../../use-cases/privacy/confirm-guardian';
import type { HttpDeps } from '../deps';
import type { Ctx, State } from '../http-context';
import { html, type Html } from '../staff/markup';
import { readForm, valueOf } from '../staff/read-form';
import { messageBody, ownVoice, pageVoice, paragraphs, writePage, type Voice } from './page';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * The page behind a link in a mail or SMS. Opening shows what would be confirmed and uses nothing up, since mail scanners
 * open links too; only the button does it, once (S10, PR2).
 */
export function confirmPages(router: Router<State>, deps: HttpDeps): void {
  const { context } = deps;
  router.get('/pages/confirm', async (ctx) => {
    const token = ctx.URL.searchParams.getAll('t').join();
    if (!TOKEN.test(token)) return showRefusal(ctx, 'link.unknown');
    const proof = await viewAddressProof(context, { token });
    if (proof.ok) return showProof(ctx, { token, proof });
    if (proof.code !== 'link.unknown') return showRefusal(ctx, proof.code);
    const asked = await viewGuardianRequest(context, { token });
    return asked.ok ? showGuardian(ctx, { token, asked }) : showRefusal(ctx, asked.code);
  });
  router.post('/pages/confirm', async (ctx) => {
    const form = await readForm(ctx, { once: ['t', 'act', 'version'] });
    const token = valueOf(form, 't');
    if (!TOKEN.test(token)) return showRefusal(ctx, 'link.unknown');
    const act = valueOf(form, 'act');
    if (act === 'confirm') {
      showConfirmed(ctx, await confirmAddressByLink(context, { token }));
    } else {
      const agrees = act === 'agree';
      const answered = await answerGuardianLink(context, {
        token,
        agrees,
        textVersion: valueOf(form, 'version'),
      });
      if (!answered.ok) return showRefusal(ctx, answered.code);
      const voice = ownVoice(ctx, answered.locale);
      const done = answered.saved ? 'guardian.agreed' : 'guardian.agreed_not_saved';
      const lines = [voice.say(answered.agreed ? done : 'guardian.refused')];
      show(ctx, voice, { good: answered.agreed, title: voice.say('guardian.title'), lines });
    }
    deps.wake();
  });
}

function showProof(
  ctx: Ctx,
  { token, proof }: { token: string; proof: Extract<AddressProofView, { ok: true }> },
): void {
  const voice = ownVoice(ctx, proof.locale);
  const { target, via, purpose } = proof;
  const login = purpose === 'login';
  const body = html`<h1>${voice.say('confirm.title')}</h1>
    <div class="card"><p>${voice.say(login ? 'confirm.login' : `confirm.${via}`, { target })}</p></div>
    ${formOf(ctx, { token, acts: [{ act: 'confirm', caption: voice.say(login ? 'confirm.login_button' : 'confirm.button') }] })}
    <p class="soft">${until(voice, proof.expiresAt)}</p>`;
  writePage(ctx, { title: voice.say('confirm.title'), body, voice });
}

function showGuardian(
  ctx: Ctx,
  { token, asked }: { token: string; asked: Extract<GuardianView, { ok: true }> },
): void {
  const voice = ownVoice(ctx, asked.locale);
  const { notice, guardian, relation } = asked;
  const acts = [
    { act: 'agree', caption: voice.say('guardian.agree') },
    { act: 'refuse', caption: voice.say('guardian.refuse'), second: true },
  ];
  const body = html`<h1>${voice.say('guardian.title')}</h1>
    <p>${voice.say('guardian.lead', { guardian, relation })}</p>
    <div class="card">
      <h2>${voice.local(notice.title)}</h2>
      ${paragraphs(voice.local(notice.body))}
    </div>
    ${formOf(ctx, { token, acts, version: notice.version })}
    <p class="soft">${until(voice, asked.expiresAt)}</p>`;
  writePage(ctx, { title: voice.say('guardian.title'), body, voice });
}

function showConfirmed(ctx: Ctx, confirmed: AddressConfirmed): void {
  if (!confirmed.ok) return showRefusal(ctx, confirmed.code);
  const voice = ownVoice(ctx, confirmed.locale);
  const title = voice.say(confirmed.kind === 'joined' ? 'confirm.done_login' : 'confirm.done');
  const next = voice.say(confirmed.active ? 'confirm.next_active' : 'confirm.next_other');
  show(ctx, voice, { good: true, title, lines: [next] });
}

/** Says what to do; an absent link is not found, every other one is over. */
function showRefusal(ctx: Ctx, code: string): void {
  const voice = pageVoice(ctx);
  const key = isPageKey(code) ? code : 'link.unknown';
  const status = code === 'link.unknown' ? 404 : code === 'link.busy' ? 409 : 410;
  show(ctx, voice, { good: false, title: voice.say('link.title'), lines: [voice.say(key)] }, status);
}

function show(ctx: Ctx, voice: Voice, parts: Parameters<typeof messageBody>[0], status = 200): void {
  writePage(ctx, { title: parts.title, body: messageBody(parts), voice, status });
}

function until(voice: Voice, expiresAt: number): string {
  return voice.say('confirm.until', { at: instantText(expiresAt, voice.locale) });
}

interface Act {
  act: string;
  caption: string;
  second?: boolean;
}

/** Answers in the language that was chosen on the page. */
function formOf(
  ctx: Ctx,
  { token, acts, version }: { token: string; acts: readonly Act[]; version?: string },
): Html {
  const chosen = ctx.URL.searchParams.has('lang') ? `?lang=${ctx.state.locale}` : '';
  const buttons = acts.map(
    ({ act, caption, second }) =>
      html`<button class="button ${second ? 'second' : ''}" name="act" value="${act}">${caption}</button>`,
  );
  return html`<form method="post" action="/pages/confirm${chosen}">
    <input type="hidden" name="t" value="${token}" />
    ${version && html`<input type="hidden" name="version" value="${version}" />`} ${buttons}
  </form>`;
}
