import { render } from '../../../../bot/replies/render';
import type { ShiftEnded } from '../../../use-cases/support/hand-over-shift';
import type { Desk, DeskRow } from '../../../use-cases/support/list-support';
import { MAX_NOTE_LENGTH } from '../../../use-cases/support/note-on-conversation';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { ConversationSheet } from '../../../use-cases/support/show-conversation';
import { countText } from '../count-text';
import { messageBody, sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';
import { pressingLine } from './support-list-page';

/** Conversations on the page; whoever has more comes again. */
export const MOST_PASSED = 40;
/** Half of a note: the words for all stand below. */
const MAX_WORDS = MAX_NOTE_LENGTH / 2 - 1;
/** Stands for the queue among the colleagues. */
export const QUEUE = 'queue';

interface HandoverParts {
  desk: Desk;
  colleagues: ConversationSheet['colleagues'];
  csrf: string;
  locale: Locale;
  now: number;
}

/** All that a member has, with words beside each, and where it goes. */
export function handoverBody(parts: HandoverParts): Html {
  const { desk, colleagues, csrf, locale } = parts;
  const say = sayIn(locale);
  const back = html`<p class="staff-back"><a href="/staff/support">‹ ${say('support.back')}</a></p>`;
  if (desk.rows.length === 0) {
    return html`${back}${messageBody({ icon: 'success', title: say('handover.none'), text: say('handover.none_more') })}`;
  }
  return html`${back}
    <h1 class="staff-title">${say('handover.title')}</h1>
    <p class="staff-lead">${say('handover.lead', { count: countText(desk.counts.mine) })}</p>
    <form method="post" action="/staff/support/handover">
      <input type="hidden" name="csrf" value="${csrf}" />
      <ol class="weui-cells staff-list support-list">
        ${desk.rows.map((row) => conversationRow(row, parts, say))}
      </ol>
      <div class="staff-card">
        <label class="staff-field"
          ><span>${say('handover.all')}</span>
          <textarea class="staff-textarea" name="all" rows="2" maxlength="${MAX_WORDS}"></textarea>
          <span class="staff-note">${say('support.note_hint')}</span></label
        >
        <label class="staff-field"
          ><span>${say('support.transfer_to')}</span>
          <select class="staff-select" name="to" required>
            <option value="">${say('support.choose')}</option>
            <option value="${QUEUE}">${say('handover.queue')}</option>
            ${colleagues.map(({ id, name, isThere }) => isThere && html`<option value="${id}">${name}</option>`)}
          </select></label
        >
        <button class="weui-btn weui-btn_primary staff-wide" type="submit">${say('handover.do')}</button>
      </div>
    </form>`;
}

function conversationRow(row: DeskRow, { locale, now }: HandoverParts, say: Say): Html {
  const person = row.person ?? say('support.unknown_person');
  const [first] = row.pressing;
  return html`<li class="weui-cell">
    <div class="weui-cell__bd">
      <label class="support-choice"
        ><input type="checkbox" name="pass" value="${row.id}" checked /><strong>${person}</strong></label
      >
      <a class="support-open" href="/staff/support/${row.id}">${say('support.open')}</a>
      <p>${render(locale, `handoff.trigger.${row.trigger}`)}</p>
      ${first && pressingLine(first, { locale, now })}
      <input type="hidden" name="id" value="${row.id}" />
      <label class="staff-field"
        ><span>${say('handover.words')}</span>
        <textarea class="staff-textarea" name="words" rows="2" maxlength="${MAX_WORDS}"></textarea>
      </label>
    </div>
  </li>`;
}

/** What became of each, and what is still the member's. */
export function handoverResultBody({ results, left }: ShiftEnded, locale: Locale): Html {
  const say = sayIn(locale);
  const done = results.filter(({ outcome }) => outcome === 'transferred' || outcome === 'released');
  return html`<p class="staff-back"><a href="/staff/support">‹ ${say('support.back')}</a></p>
    <h1 class="staff-title">${say('handover.result')}</h1>
    <p class="staff-lead" role="status">
      ${say('handover.counted', { done: done.length, not: results.length - done.length })}
    </p>
    ${left > 0 && html`<div class="staff-alert" role="alert"><p>${say('handover.left', { count: countText(left) })}</p></div>`}
    <ul class="weui-cells staff-list support-list">
      ${results.map(
        ({ handoffId, person, outcome }) =>
          html`<li class="weui-cell">
            <div class="weui-cell__bd">
              <p class="staff-row-head">
                <a class="support-open" href="/staff/support/${handoffId}"
                  ><strong>${person ?? say('support.unknown_person')}</strong></a
                >
              </p>
              <p>
                ${outcome === 'transferred' || outcome === 'released' ? say(`handover.outcome.${outcome}`) : say(`support.refused.${outcome}`)}
              </p>
            </div>
          </li>`,
      )}
    </ul>
    <p class="weui-btn-area">
      <a class="weui-btn weui-btn_default" href="/staff/support/handover">${say('handover.again')}</a>
    </p>`;
}
