import type { HandoffOutcome } from '../../../use-cases/ports/chat';
import { MAX_NOTE_LENGTH } from '../../../use-cases/support/note-on-conversation';
import type { ConversationSheet } from '../../../use-cases/support/show-conversation';
import type { Say } from '../layout';
import { html, type Html } from '../markup';

export const OUTCOMES: readonly HandoffOutcome[] = [
  'solved',
  'told_how',
  'passed_on',
  'unreachable',
  'not_solvable',
];

interface ActParts {
  sheet: ConversationSheet;
  /** Made anew with each form: the same form sent twice notes once. */
  mark: string;
  csrf: string;
  say: Say;
}

/** What its owner may do with a conversation: transfer it, let it go or end it. */
export function actsSection(parts: ActParts): Html | null {
  const { sheet, say } = parts;
  const { handoff, owner } = sheet;
  if (handoff.state !== 'served' || !owner?.isMember) return null;
  return html`<section aria-label="${say('support.acts')}">
    <h2 class="weui-cells__title">${say('support.acts')}</h2>
    <div class="staff-card">${closeForm(parts)}</div>
    <div class="staff-card">${transferForm(parts)}</div>
    <div class="staff-card">
      <form method="post" action="/staff/support/${handoff.id}/release">
        ${csrfField(parts)}
        <button class="weui-btn weui-btn_default staff-wide" type="submit">${say('support.release')}</button>
        <p class="staff-note">${say('support.release_hint')}</p>
      </form>
    </div>
  </section>`;
}

/** Whoever looks at what nobody has takes it; above the talk, which may be long. */
export function takeForm(parts: ActParts): Html | null {
  const { sheet, say } = parts;
  if (sheet.handoff.state === 'closed' || sheet.handoff.state === 'served') return null;
  return html`<div class="staff-card">
    <form method="post" action="/staff/support/${sheet.handoff.id}/take">
      ${csrfField(parts)}
      <button class="weui-btn weui-btn_primary staff-wide" type="submit" accesskey="t">
        ${say('support.take')}
      </button>
      <p class="staff-note">${say('support.take_hint')}</p>
    </form>
  </div>`;
}

function closeForm(parts: ActParts): Html {
  const { sheet, say } = parts;
  return html`<form method="post" action="/staff/support/${sheet.handoff.id}/close">
    ${csrfField(parts)}
    <label class="staff-field"
      ><span>${say('support.close_outcome')}</span>
      <select class="staff-select" name="outcome" required>
        <option value="">${say('support.choose')}</option>
        ${OUTCOMES.map((outcome) => html`<option value="${outcome}">${say(`support.outcome.${outcome}`)}</option>`)}
      </select></label
    >
    <button class="weui-btn weui-btn_primary staff-wide" type="submit">${say('support.close')}</button>
    <p class="staff-note">${say('support.close_hint')}</p>
  </form>`;
}

function transferForm(parts: ActParts): Html {
  const { sheet, say } = parts;
  const there = sheet.colleagues.filter(({ isThere }) => isThere);
  if (there.length === 0) return html`<p class="staff-note">${say('support.nobody_there')}</p>`;
  return html`<form method="post" action="/staff/support/${sheet.handoff.id}/transfer">
    ${csrfField(parts)}
    <label class="staff-field"
      ><span>${say('support.transfer_to')}</span>
      <select class="staff-select" name="to" required>
        <option value="">${say('support.choose')}</option>
        ${there.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
      </select></label
    >
    <button class="weui-btn weui-btn_default staff-wide" type="submit">${say('support.transfer')}</button>
  </form>`;
}

export function noteForm(parts: ActParts): Html {
  const { sheet, say } = parts;
  return html`<section aria-labelledby="note">
    <h2 class="weui-cells__title" id="note">${say('support.note')}</h2>
    <div class="staff-card">
      <form method="post" action="/staff/support/${sheet.handoff.id}/notes">
        ${csrfField(parts)}<input type="hidden" name="mark" value="${parts.mark}" />
        <label class="staff-field"
          ><span>${say('support.note_text')}</span>
          <textarea
            class="staff-textarea"
            name="text"
            rows="3"
            maxlength="${MAX_NOTE_LENGTH}"
            required
          ></textarea>
          <span class="staff-note">${say('support.note_hint')}</span></label
        >
        <button class="weui-btn weui-btn_default staff-wide" type="submit">
          ${say('support.note_keep')}
        </button>
      </form>
    </div>
  </section>`;
}

function csrfField({ csrf }: ActParts): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}" />`;
}
