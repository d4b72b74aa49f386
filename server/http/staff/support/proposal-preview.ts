import { render } from '../../../../bot/replies/render';
import type { Locale } from '../../../use-cases/ports/accounts';
import { proposalLines } from '../../../use-cases/support/proposal-lines';
import type { Proposed } from '../../../use-cases/support/propose-change';
import type { ProposalSheet } from '../../../use-cases/support/show-proposals';
import { sayIn } from '../layout';
import { html, type Html } from '../markup';
import type { ProposalTyped } from './proposal-form';
import { backLink, proposalHead } from './proposals-page';

/** The last look before sending: as the candidate will see it, with what was typed beside the masks. */
export function proposalPreviewBody(parts: {
  sheet: ProposalSheet;
  typed: ProposalTyped;
  fits: Extract<Proposed, { kind: 'fits' }>;
  locale: Locale;
  csrf: string;
}): Html {
  const { sheet, typed, fits, locale, csrf } = parts;
  const say = sayIn(locale);
  const { was, after, season, voided } = fits;
  const lines = proposalLines({ fields: typed.fields, was, after, season, locale });
  const open = sheet.fields.filter(({ choices }) => choices === null).map(({ field }) => field);
  const dropped = voided.map((field) => render(locale, `answer.${field}`)).join(say('proposal.comma'));
  return html`${proposalHead(sheet, { locale, say })}
    <h2 class="weui-cells__title">${say('proposal.seen')}</h2>
    <section class="staff-card">
      ${lines.map(({ field, label, was: before, becomes }) => {
        const typedText = open.includes(field) ? (typed.values.get(field)?.[0] ?? '') : '';
        return html`<p>
          ${label}：${before} → ${becomes}
          ${typedText !== '' && html`<span class="staff-note">${say('proposal.typed', { value: typedText })}</span>`}
        </p>`;
      })}
      <p>${say('proposal.reason')}：${fits.reason}</p>
      ${dropped !== '' && html`<p class="staff-warn">${say('proposal.voided', { fields: dropped })}</p>`}
      <form method="post" action="/staff/support/${sheet.handoffId}/proposals">
        <input type="hidden" name="csrf" value="${csrf}" /><input
          type="hidden"
          name="reason"
          value="${typed.reason}"
        />
        ${typed.fields.map(
          (field) =>
            html`<input type="hidden" name="field" value="${field}" />${(typed.values.get(field) ?? []).map(
                (value) => html`<input type="hidden" name="value.${field}" value="${value}" />`,
              )}`,
        )}
        <button class="weui-btn weui-btn_primary staff-wide" type="submit" name="step" value="send">
          ${say('proposal.send')}
        </button>
        <button class="weui-btn weui-btn_default staff-wide" type="submit" name="step" value="edit">
          ${say('proposal.edit')}
        </button>
      </form>
    </section>
    ${backLink(sheet, say)}`;
}
