import type Router from '@koa/router';
import { isTextKey, render } from '../../../bot/replies/render';
import { formatFen } from '../../../shared/domain/money';
import { instantText } from '../../../shared/i18n/instants';
import type { OwnData, OwnRegistrationData } from '../../use-cases/privacy/collect-own-data';
import { redeemExport, viewExport, type ExportRefusal } from '../../use-cases/privacy/export-own-data';
import type { HttpDeps } from '../deps';
import type { Ctx, State } from '../http-context';
import { presentOwnData } from '../presenters/own-data';
import { html, type Html } from '../staff/markup';
import { readForm, valueOf } from '../staff/read-form';
import { messageBody, ownVoice, pageVoice, PICTURE_POLICY, writePage, type Voice } from './page';

/**
 * The page behind the one-time link of an export (PR13). Opening it shows a button and uses nothing up; the press shows
 * everything, with the data file in the page itself: no second address holds the data, and the browser keeps no copy.
 */
export function exportPages(router: Router<State>, deps: HttpDeps): void {
  const { context } = deps;

  router.get('/pages/export', async (ctx) => {
    const token = ctx.URL.searchParams.getAll('t').join();
    const found = await viewExport(context, { token });
    if (!found.ok) return refuse(ctx, found);
    const voice = ownVoice(ctx, found.locale);
    const inWechat = /MicroMessenger/i.test(ctx.get('User-Agent'));
    const body = html`<h1>${voice.say('export.title')}</h1>
      <p>${voice.say('export.lead')}</p>
      ${inWechat && html`<div class="card"><p>${voice.say('export.wechat')}</p></div>`}
      <form method="post" action="/pages/export">
        <input type="hidden" name="t" value="${token}" />
        <button class="button">${voice.say('export.go')}</button>
      </form>
      <p class="soft">${voice.say('export.once', { at: instantText(found.expiresAt, voice.locale) })}</p>`;
    writePage(ctx, { title: voice.say('export.title'), body, voice });
  });

  router.post('/pages/export', async (ctx) => {
    const form = await readForm(ctx, { once: ['t'] });
    const exported = await redeemExport(context, { token: valueOf(form, 't') });
    if (!exported.ok) return refuse(ctx, exported);
    const voice = ownVoice(ctx, exported.locale);
    const title = voice.say('export.title');
    writePage(ctx, { title, body: bodyOf(exported.data, voice), voice, policy: PICTURE_POLICY });
  });
}

function refuse(ctx: Ctx, { code }: ExportRefusal): void {
  const voice = pageVoice(ctx);
  const title = voice.say('link.title');
  const words = {
    'link.unknown': 'link.unknown',
    'link.used': 'export.used',
    'link.expired': 'export.expired',
  };
  const lines = [voice.say(words[code] as 'link.unknown')];
  const status = code === 'link.unknown' ? 404 : 410;
  writePage(ctx, { title, body: messageBody({ good: false, title, lines }), voice, status });
}

function bodyOf(data: OwnData, voice: Voice): Html {
  const at = (instant: number): string => instantText(instant, voice.locale);
  const file = Buffer.from(JSON.stringify(presentOwnData(data), null, 2)).toString('base64');
  const { account } = data;
  return html`<h1>${voice.say('export.title')}</h1>
    <p>${voice.say('export.done', { at: at(data.collectedAt) })}</p>
    <p>
      <a
        class="button"
        download="${voice.say('export.name')}.json"
        href="data:application/json;base64,${file}"
        >${voice.say('export.save')}</a
      >
    </p>
    <h2>${voice.say('export.account')}</h2>
    ${card([
      [render(voice.locale, 'answer.mobile'), account.mobile],
      [render(voice.locale, 'answer.email'), account.email],
    ])}
    ${data.registrations.map((one) => registrationPart(one, voice))}
    <h2>${voice.say('export.consents')}</h2>
    ${lines(
      data.consents.map(({ noticeId, textVersion, givenAt }) => [`${noticeId} ${textVersion}`, at(givenAt)]),
      voice,
    )}
    <h2>${voice.say('export.identities')}</h2>
    ${lines(
      data.identities.map(({ kind, value, boundAt }) => [`${kind} ${value}`, at(boundAt)]),
      voice,
    )}
    <h2>${voice.say('export.permits')}</h2>
    ${lines(
      data.permits.map(({ templateId, choice, balance }) => [templateId, `${choice ?? '-'} · ${balance}`]),
      voice,
    )}
    <h2>${voice.say('export.talk')}</h2>
    ${data.conversation.map(
      (line) =>
        html`<div class="card">
          <p class="soft">${at(line.at)} · ${line.from}</p>
          <p>${line.text}</p>
        </div>`,
    )}
    ${data.conversation.length === 0 && html`<p class="soft">${voice.say('export.empty')}</p>`}`;
}

function registrationPart(data: OwnRegistrationData, voice: Voice): Html {
  const { registration, history, orders, refunds, tickets, photo } = data;
  const word = (key: string): string => (isTextKey(key) ? render(voice.locale, key) : key);
  const answers = Object.entries(registration.answers).map(([field, value]): Row => [
    word(`answer.${field}`),
    Array.isArray(value) ? value.join(' ') : String(value),
  ]);
  const money = [...orders, ...refunds].map(({ id, amountFen, state }): Row => [
    id,
    `${formatFen(amountFen)} · ${state}`,
  ]);
  const picture = photo?.jpeg && `data:image/jpeg;base64,${Buffer.from(photo.jpeg).toString('base64')}`;
  return html`<h2>${voice.say('export.registration')} · ${voice.local(data.seasonName)}</h2>
    ${picture && html`<img class="own-photo" alt="${voice.say('export.photo')}" src="${picture}" />`}
    ${card([
      [word(`state.${registration.state}`), ''],
      ...answers,
      ...tickets.map(({ subjectCode, ticketNumber }): Row => [subjectCode, ticketNumber]),
    ])}
    ${
      money.length > 0 &&
      html`<h3>${voice.say('export.money')}</h3>
        ${card(money)}`
    }
    <h3>${voice.say('export.history')}</h3>
    ${lines(
      history.map(({ event, at }): Row => [event, instantText(at, voice.locale)]),
      voice,
    )}`;
}

type Row = [label: string, value: string | null];

function lines(rows: Row[], voice: Voice): Html {
  return rows.length > 0 ? card(rows) : html`<p class="soft">${voice.say('export.empty')}</p>`;
}

function card(rows: Row[]): Html {
  return html`<div class="card">
    ${rows.map(
      ([label, value]) =>
        html`<div class="row"><span class="soft">${label}</span><span>${value}</span></div>`,
    )}
  </div>`;
}
