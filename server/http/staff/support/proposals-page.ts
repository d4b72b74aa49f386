import { render } from '../../../../bot/replies/render';
import { MOST_PROPOSED } from '../../../../shared/domain/proposal';
import { instantText } from '../../../../shared/i18n/instants';
import { readableParams } from '../../../../shared/i18n/readable-params';
import { staffText } from '../../../../shared/i18n/staff/text';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { ProposalRow, ProposalSheet } from '../../../use-cases/support/show-proposals';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';

/** What has just happened, told above the page. */
export type ProposalNews =
  | { kind: 'sent' | 'withdrawn' | 'none_open' | 'no_proof' }
  /** Made for sending; shown this once, storage keeps its hash. `locale` is the candidate's. */
  | { kind: 'link'; url: string; expiresAt: number; locale: Locale };

/** What was meant to happen. */
const DONE: ReadonlySet<ProposalNews['kind']> = new Set(['sent', 'withdrawn']);

interface Parts {
  sheet: ProposalSheet;
  news: ProposalNews | null;
  locale: Locale;
  csrf: string;
  memberName: string;
}

/** The proposals of one conversation: the open one with what can be done about it, else the fields to choose from. */
export function proposalsBody(parts: Parts): Html {
  const { sheet, news, locale } = parts;
  const say = sayIn(locale);
  return html`${proposalHead(sheet, { locale, say })} ${news && newsPart(news, say)}
  ${sheet.open ? openPart(parts, sheet.open, say) : choosePart(parts, say)}
  ${pastPart(sheet.past, { locale, say })} ${backLink(sheet, say)}`;
}

export function proposalHead(sheet: ProposalSheet, { locale, say }: { locale: Locale; say: Say }): Html {
  const person = sheet.person ?? say('support.unknown_person');
  return html`<h1 class="staff-title">${say('proposal.title')}</h1>
    <p class="staff-lead">${person} · ${render(locale, `state.${sheet.state}`)}</p>`;
}

export function backLink({ handoffId }: ProposalSheet, say: Say): Html {
  return html`<p class="staff-back">
    <a href="/staff/support/${handoffId}">${say('support.back_to_it')}</a>
  </p>`;
}

function newsPart(news: ProposalNews, say: Say): Html {
  if (news.kind !== 'link')
    return html`<div class="${DONE.has(news.kind) ? 'staff-done' : 'staff-alert'}" role="status">
      <p>${say(`proposal.news.${news.kind}`)}</p>
    </div>`;
  const message = staffText(news.locale, 'proposal.message', { url: news.url });
  return html`<section class="staff-card" role="status">
    <label class="staff-field"
      ><span>${say('proposal.link_text')}</span>
      <textarea class="staff-textarea" rows="4" readonly>${message}</textarea>
      <span class="staff-note">${say('proposal.link_hint')}</span></label
    >
  </section>`;
}

function openPart({ sheet, csrf, locale }: Parts, open: NonNullable<ProposalSheet['open']>, say: Say): Html {
  const action = `/staff/support/${sheet.handoffId}/proposals`;
  const mark = html`<input type="hidden" name="csrf" value="${csrf}" />`;
  return html`<h2 class="weui-cells__title">${say('proposal.open')}</h2>
    <section class="staff-card">
      <p>${open.labels.join(say('proposal.comma'))}</p>
      <p class="staff-note">
        ${say('proposal.by', { name: open.by, at: instantText(open.createdAt, locale) })}
        ${say('proposal.until', { at: instantText(open.expiresAt, locale) })}
      </p>
      <p>${say(`proposal.road.${open.road}`)}</p>
      <form method="post" action="${action}/link">
        ${mark}<button class="weui-btn weui-btn_primary staff-wide" type="submit">
          ${say('proposal.link')}
        </button>
      </form>
      <form method="post" action="${action}/withdraw">
        ${mark}<input type="hidden" name="proposal" value="${open.id}" /><button
          class="weui-btn weui-btn_default staff-wide"
          type="submit"
        >
          ${say('proposal.withdraw')}
        </button>
      </form>
    </section>`;
}

function choosePart({ sheet, locale }: Parts, say: Say): Html {
  if (sheet.isClosed) return note(say('proposal.closed'));
  const [blocked] = sheet.blocked;
  if (blocked) {
    const params = readableParams(blocked.params, { season: null, locale });
    return note(`${say('proposal.blocked')} ${render(locale, `refusal.${blocked.code}`, params)}`);
  }
  return html`<form method="get" action="/staff/support/${sheet.handoffId}/proposals">
    <fieldset class="staff-card staff-marks">
      <legend>${say('proposal.choose', { max: MOST_PROPOSED })}</legend>
      ${sheet.fields.map(
        ({ field, label, value }) =>
          html`<label class="staff-mark"
            ><input type="checkbox" name="field" value="${field}" /><span
              >${label} <span class="staff-note">${value}</span></span
            ></label
          >`,
      )}
    </fieldset>
    <p class="staff-lead">
      ${say('proposal.own_hand')} <a href="/staff/support/${sheet.handoffId}/links">${say('links.title')}</a>
    </p>
    <p class="staff-card">
      <button class="weui-btn weui-btn_primary staff-wide" type="submit">${say('proposal.next')}</button>
    </p>
  </form>`;
}

function note(text: string): Html {
  return html`<section class="staff-card"><p>${text}</p></section>`;
}

function pastPart(rows: readonly ProposalRow[], { locale, say }: { locale: Locale; say: Say }): Html | null {
  if (rows.length === 0) return null;
  return html`<h2 class="weui-cells__title">${say('proposal.past')}</h2>
    <ul class="weui-cells staff-list">
      ${rows.map(
        ({ labels, state, by, createdAt, settledAt }) =>
          html`<li class="weui-cell">
            <div class="weui-cell__bd">
              <p>${labels.join(say('proposal.comma'))}</p>
              <p class="weui-cell__desc">
                ${say('proposal.by', { name: by, at: instantText(createdAt, locale) })}
              </p>
            </div>
            <div class="weui-cell__ft">
              ${say(`proposal.state.${state}`)} ${settledAt !== null && instantText(settledAt, locale)}
            </div>
          </li>`,
      )}
    </ul>`;
}
