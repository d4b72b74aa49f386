import { isTextKey, render } from '../../../../bot/replies/render';
import type { AskedField } from '../../../../shared/domain/fields';
import { MOST_PROPOSED } from '../../../../shared/domain/proposal';
import { readableParams } from '../../../../shared/i18n/readable-params';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { Proposed } from '../../../use-cases/support/propose-change';
import type { ProposableField, ProposalSheet } from '../../../use-cases/support/show-proposals';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';
import { backLink, proposalHead } from './proposals-page';

/** What was chosen and typed, shown again with whatever was wrong. */
export interface ProposalTyped {
  fields: AskedField[];
  values: ReadonlyMap<AskedField, readonly string[]>;
  reason: string;
}

interface FormParts {
  sheet: ProposalSheet;
  typed: ProposalTyped;
  refused: Exclude<Proposed, { kind: 'sent' | 'fits' | 'absent' | 'own' }> | null;
  locale: Locale;
  csrf: string;
}

/** Each chosen field with the input that fits it, and the reason that the candidate reads. */
export function proposalFormBody(parts: FormParts): Html {
  const { sheet, typed, refused, locale, csrf } = parts;
  const say = sayIn(locale);
  const fields = sheet.fields.filter(({ field }) => typed.fields.includes(field));
  const reasonWrong = refused?.kind === 'reason' ? codeText(refused, locale) : null;
  return html`${proposalHead(sheet, { locale, say })} ${refused && alertOf(refused, { locale, say })}
    <form method="post" action="/staff/support/${sheet.handoffId}/proposals">
      <input type="hidden" name="csrf" value="${csrf}" /><input type="hidden" name="step" value="preview" />
      <section class="staff-card">
        ${fields.map((field) => inputOf(field, { ...parts, say }))}
        <label class="staff-field"
          ><span>${say('proposal.reason')}</span>
          <textarea class="staff-textarea" name="reason" rows="2" maxlength="100" required>
${typed.reason}</textarea>
          ${reasonWrong !== null && html`<span class="staff-note staff-warn">${reasonWrong}</span>`}
          <span class="staff-note">${say('proposal.reason_hint')}</span></label
        >
        <button class="weui-btn weui-btn_primary staff-wide" type="submit">${say('proposal.preview')}</button>
      </section>
    </form>
    ${backLink(sheet, say)}`;
}

function inputOf(one: ProposableField, { typed, refused, locale, say }: FormParts & { say: Say }): Html {
  const { field, label, value } = one;
  const problem =
    refused?.kind === 'invalid' ? refused.problems.find((wrong) => wrong.field === field) : undefined;
  const given = typed.values.get(field) ?? [];
  return html`<div>
    <input type="hidden" name="field" value="${field}" />
    ${
      one.isList
        ? listInput(one, given)
        : html`<label class="staff-field"><span>${label}</span> ${oneInput(one, given, say)}</label>`
    }
    <p class="staff-note">${say('proposal.now', { value })}</p>
    ${problem && html`<p class="staff-note staff-warn">${codeText(problem, locale)}</p>`}
  </div>`;
}

function oneInput({ field, choices, required }: ProposableField, given: readonly string[], say: Say): Html {
  const [text = ''] = given;
  if (!choices)
    return html`<input
      class="staff-select"
      name="value.${field}"
      value="${text}"
      maxlength="200"
      autocomplete="off"
      ${required && ' required'}
    />`;
  return html`<select class="staff-select" name="value.${field}">
    <option value="">${say(required ? 'proposal.select' : 'proposal.empty')}</option>
    ${choices.map(
      (choice) =>
        html`<option value="${choice.value}" ${choice.value === text && ' selected'}>
          ${choice.label}
        </option>`,
    )}
  </select>`;
}

function listInput({ field, label, choices }: ProposableField, given: readonly string[]): Html {
  return html`<fieldset class="staff-marks">
    <legend>${label}</legend>
    ${(choices ?? []).map(
      (choice) =>
        html`<label class="staff-mark"
          ><input
            type="checkbox"
            name="value.${field}"
            value="${choice.value}"
            ${given.includes(choice.value) && ' checked'}
          /><span>${choice.value} ${choice.label}</span></label
        >`,
    )}
  </fieldset>`;
}

function alertOf(
  refused: NonNullable<FormParts['refused']>,
  { locale, say }: { locale: Locale; say: Say },
): Html {
  return html`<div class="staff-alert" role="alert"><p>${alertText(refused, { locale, say })}</p></div>`;
}

function alertText(
  refused: NonNullable<FormParts['refused']>,
  { locale, say }: { locale: Locale; say: Say },
): string {
  if (refused.kind === 'refused') {
    const [reason] = refused.reasons;
    const params = readableParams(reason?.params, { season: null, locale });
    return reason ? render(locale, `refusal.${reason.code}`, params) : say('proposal.refused.invalid');
  }
  return say(`proposal.refused.${refused.kind}`, { max: MOST_PROPOSED });
}

function codeText(wrong: { code: string; params?: Record<string, string | number> }, locale: Locale): string {
  const key = isTextKey(wrong.code) ? wrong.code : 'field.wrong_type';
  return render(locale, key, readableParams(wrong.params, { season: null, locale }));
}
