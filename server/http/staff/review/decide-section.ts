import { render } from '../../../../bot/replies/render';
import type { AskedField } from '../../../../shared/domain/fields';
import type { RejectReason } from '../../../../shared/domain/season';
import { MAX_REASON_LENGTH } from '../../../../shared/domain/rules/decision-reason';
import { instantText } from '../../../../shared/i18n/instants';
import { localText } from '../../../../shared/i18n/readable-params';
import type { ReviewContent } from '../../../use-cases/review/show-review';
import { sayIn } from '../layout';
import { html, type Html } from '../markup';
import type { ReviewParts } from './review-parts';

/** The two forms of a decision. Both carry what was shown, so that exactly that is decided (promise 8). */
export function decideSection(parts: ReviewParts, content: ReviewContent): Html {
  const { sheet, csrf, locale, typed } = parts;
  const say = sayIn(locale);
  const action = `/staff/reviews/${sheet.id}/decision`;
  const shown = html`<input type="hidden" name="csrf" value="${csrf}" /><input
      type="hidden"
      name="revision"
      value="${sheet.revision}"
    /><input type="hidden" name="round" value="${sheet.round}" />`;
  const final = content.fixingEndedAt;
  return html`<h2 class="weui-cells__title" id="decide">${say('page.decide')}</h2>
    <section class="staff-card">
      <form method="post" action="${action}">
        ${shown}<input type="hidden" name="outcome" value="approve" />
        <button class="weui-btn weui-btn_primary staff-wide" type="submit" accesskey="a">
          ${say('page.approve')}
        </button>
        <p class="staff-note">${say('page.approve_hint')}</p>
      </form>
    </section>
    <section class="staff-card">
      <details class="staff-reject" ${typed?.rejecting && ' open'}>
        <summary accesskey="r">${say('page.reject_open')}</summary>
        ${final !== null && html`<div class="staff-alert" role="alert"><p>${say('page.cannot_fix', { at: instantText(final, locale, { end: true }) })}</p></div>`}
        <form method="post" action="${action}">
          ${shown}<input
            type="hidden"
            name="outcome"
            value="reject"
          />${final !== null && html`<input type="hidden" name="final" value="yes" />`}
          ${reasonFields(parts, { reasons: content.reasons, marks: ['photo', ...content.groups.flatMap(({ rows }) => rows.map(({ field }) => field))] })}
          <button class="weui-btn weui-btn_warn staff-wide" type="submit">${say('page.reject')}</button>
        </form>
      </details>
    </section>
    <p class="weui-cells__tips staff-keys">${say('page.keys')}</p>`;
}

/** Why something is rejected, in a code and in words, and where the candidate is led. */
export function reasonFields(
  { locale, typed }: Pick<ReviewParts, 'locale' | 'typed'>,
  { reasons, marks }: { reasons: readonly RejectReason[]; marks: readonly (AskedField | 'photo')[] },
): Html {
  const say = sayIn(locale);
  return html`<label class="staff-field"
      ><span>${say('page.reject_reason')}</span>
      <select class="staff-select" name="reason">
        <option value="">${say('page.reject_reason_none')}</option>
        ${reasons.map(
          ({ code, label }) =>
            html`<option value="${code}" ${typed?.reason === code && ' selected'}>
              ${localText(label, locale)}
            </option>`,
        )}
      </select></label
    >
    <label class="staff-field"
      ><span>${say('page.reject_words')}</span>
      <textarea class="staff-textarea" name="words" rows="3" maxlength="${MAX_REASON_LENGTH}">
${typed?.words}</textarea>
      <span class="staff-note">${say('page.reject_words_hint')}</span></label
    >
    <fieldset class="staff-marks">
      <legend>${say('page.reject_marked')}</legend>
      ${marks.map(
        (field) =>
          html`<label class="staff-mark"
            ><input
              type="checkbox"
              name="marked"
              value="${field}"
              ${typed?.marked.includes(field) && ' checked'}
            /><span>${render(locale, `answer.${field}`)}</span></label
          >`,
      )}
    </fieldset>`;
}
