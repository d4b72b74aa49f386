import { MAX_REASON_LENGTH } from '../../../../shared/domain/rules/decision-reason';
import type { ReviewContent, ReviewSheet } from '../../../use-cases/review/show-review';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';
import type { ReviewParts } from './review-parts';

/** For leads: takes the decision that is shown back, or says why that is over. */
export function undoSection(parts: ReviewParts, { undo, decision }: ReviewContent): Html | null {
  if (!undo || !decision) return null;
  const { sheet, csrf, locale, typed } = parts;
  const say = sayIn(locale);
  const title = html`<h2 class="weui-cells__title">${say('undo.title')}</h2>`;
  if (undo.refused !== null) {
    return html`${title}
      <section class="staff-card"><p>${say(`undo.not.${undo.refused}`)}</p></section>`;
  }
  return html`${title}
    <section class="staff-card">
      <details class="staff-reject" ${typed?.undoWords !== undefined && ' open'}>
        <summary>${say('undo.open')}</summary>
        <p class="staff-note">${say(`undo.effect.${decision.outcome}`)}</p>
        <form method="post" action="/staff/reviews/${sheet.id}/undo">
          ${shownFields({ csrf, revision: decision.revision, round: sheet.round })}
          <label class="staff-field"
            ><span>${say('undo.words')}</span>
            <textarea class="staff-textarea" name="words" rows="3" maxlength="${MAX_REASON_LENGTH}" required>
${typed?.undoWords}</textarea>
            <span class="staff-note">${say('undo.words_hint')}</span></label
          >
          <button class="weui-btn weui-btn_warn staff-wide" type="submit">${say('undo.next')}</button>
        </form>
      </details>
    </section>`;
}

/** The second step: whose decision it is, what follows, the words once more, and the one button that does it. */
export function undoConfirmBody(
  input: { sheet: ReviewSheet; revision: number; round: number; words: string; csrf: string },
  say: Say,
): Html {
  const { sheet, words } = input;
  const rows = sheet.content?.groups.flatMap((group) => group.rows) ?? [];
  const who = (['name', 'documentNumber'] as const).flatMap(
    (wanted) => rows.find(({ field }) => field === wanted)?.value ?? [],
  );
  const outcome = sheet.state === 'approved' ? 'approved' : 'rejected';
  return html`<h1 class="staff-title">${say('undo.confirm_title')}</h1>
    <section class="staff-card">
      <p class="staff-row-head"><strong>${who.join(' · ')}</strong></p>
      <p>${say('undo.confirm', { outcome: say(`present.${outcome}`) })} ${say(`undo.effect.${outcome}`)}</p>
      <p class="staff-note">${say('undo.words')}</p>
      <p class="staff-value">${words}</p>
      <form method="post" action="/staff/reviews/${sheet.id}/undo">
        ${shownFields(input)}<input type="hidden" name="words" value="${words}" /><input
          type="hidden"
          name="confirmed"
          value="yes"
        />
        <button class="weui-btn weui-btn_warn staff-wide" type="submit">${say('undo.do')}</button>
      </form>
      <p class="staff-back"><a href="/staff/reviews/${sheet.id}">${say('undo.leave')}</a></p>
    </section>`;
}

function shownFields({ csrf, revision, round }: { csrf: string; revision: number; round: number }): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}" /><input
      type="hidden"
      name="revision"
      value="${revision}"
    /><input type="hidden" name="round" value="${round}" />`;
}
