import type Router from '@koa/router';
import { maskDocumentNumber, maskName } from '../../../shared/domain/masks';
import { siteOf } from '../../../shared/domain/season';
import { instantText } from '../../../shared/i18n/instants';
import { openLinkOf, viewTickets, type TicketView } from '../../use-cases/tickets/view-tickets';
import type { LinkPurpose } from '../../use-cases/ports/accounts';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';
import { subjectNameOf } from '../presenters/registration';
import { html, type Html } from '../staff/markup';
import { messageBody, ownVoice, pageVoice, writePage, type Voice } from './page';

const PAYS: readonly LinkPurpose[] = ['payment', 'desk_payment'];
const OPENED: readonly LinkPurpose[] = [...PAYS, 'question', 'desk_question', 'scene'];

/** Pages behind a signed link of one person: the ticket, and what a plain browser shows for an item of the chat. */
export function linkPages(router: Router<State>, deps: HttpDeps): void {
  const { context } = deps;

  router.get('/pages/ticket', async (ctx) => {
    const token = ctx.URL.searchParams.getAll('t').join();
    const found = await viewTickets(context, { token });
    const voice = found.ok ? ownVoice(ctx, found.locale) : pageVoice(ctx);
    const title = voice.say(found.ok ? 'ticket.title' : 'link.title');
    const body = found.ok
      ? ticketBody(found.tickets, voice)
      : messageBody({ good: false, title, lines: [voice.say(found.code)] });
    const status = found.ok ? 200 : found.code === 'link.unknown' ? 404 : 410;
    writePage(ctx, { title, body, voice, status });
  });

  router.get('/pages/open', async (ctx) => {
    const token = ctx.URL.searchParams.getAll('t').join();
    const link = await openLinkOf(context, { token, purposes: OPENED });
    const voice = link.ok ? ownVoice(ctx, link.locale) : pageVoice(ctx);
    const title = voice.say(link.ok ? 'open.title' : 'link.title');
    const text = link.ok
      ? voice.say(PAYS.includes(link.purpose) ? 'open.payment' : 'open.question')
      : voice.say(link.code);
    const body = messageBody({ good: link.ok, title, lines: [text] });
    writePage(ctx, { title, body, voice, status: link.ok ? 200 : link.code === 'link.unknown' ? 404 : 410 });
  });
}

function ticketBody(views: TicketView[], voice: Voice): Html {
  const title = html`<h1>${voice.say('ticket.title')}</h1>`;
  if (views.length === 0)
    return html`${title}
      <p>${voice.say('ticket.none')}</p>`;
  return html`${title} ${views.map((view) => sittingPart(view, voice))}
    <p class="soft">${voice.say('ticket.print')}</p>`;
}

function sittingPart({ season, registration, tickets, open }: TicketView, voice: Voice): Html {
  const head = html`<h2>${voice.local(season.province.name)} · ${voice.local(season.sitting.name)}</h2>`;
  if (!open) {
    const at = instantText(season.ticketFrom, voice.locale);
    return html`${head}
      <p>${voice.say('ticket.before', { at })}</p>`;
  }
  const { answers } = registration;
  const site = siteOf(season, answers.siteCode);
  const cards = tickets.map((ticket) => {
    const rows: [string, string][] = [
      [voice.say('ticket.number'), ticket.ticketNumber],
      [voice.say('ticket.name'), maskName(answers.name ?? '')],
      [voice.say('ticket.document'), maskDocumentNumber(answers.documentNumber ?? '')],
      [
        voice.say('ticket.subject'),
        `${ticket.subjectCode} ${voice.local(subjectNameOf(season, ticket.subjectCode))}`,
      ],
      [voice.say('ticket.time'), instantText(ticket.startsAt, voice.locale)],
      [voice.say('ticket.site'), site ? voice.local(site.name) : ''],
      [voice.say('ticket.address'), site ? voice.local(site.address) : ''],
      [voice.say('ticket.room'), ticket.room],
      [voice.say('ticket.seat'), ticket.seat],
    ];
    return html`<div class="card">
      ${rows.map(([name, value]) => html`<div class="row"><span class="soft">${name}</span><span>${value}</span></div>`)}
    </div>`;
  });
  return html`${head} ${cards.length > 0 ? cards : html`<p>${voice.say('ticket.none')}</p>`}`;
}
