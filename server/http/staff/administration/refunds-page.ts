import { formatFen } from '../../../../shared/domain/money';
import { refundStanding } from '../../../../shared/domain/refund-standing';
import { instantText } from '../../../../shared/i18n/instants';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { Refund } from '../../../use-cases/ports/payments';
import { HAND_WAYS } from '../../../use-cases/payments/settle-stuck-refunds';
import { sayIn, type Say } from '../layout';
import { countText } from '../count-text';
import { html, type Html } from '../markup';

export const REFUNDS = '/staff/refunds';

export interface RefundsParts {
  stuck: { refunds: Refund[]; total: number };
  number: string;
  /** What the number found; null when none was asked for. */
  sought: Refund[] | null;
  /** What came of the act before. */
  said: `now.${Refund['state']}` | 'not_stuck' | 'no_answer' | 'changed' | 'incomplete' | null;
  csrf: string;
  locale: Locale;
}

/** Stuck refunds first, and a search by number; numbers, sums and states only (PR8). */
export function refundsBody(parts: RefundsParts): Html {
  const { stuck, number, sought, said, locale } = parts;
  const say = sayIn(locale);
  const isDone = said?.startsWith('now.') === true;
  return html`<h1 class="staff-title">${say('refund.title')}</h1>
    <p class="staff-lead">${say('refund.lead')}</p>
    ${said !== null && html`<div class="${isDone ? 'staff-done' : 'staff-alert'}" role="${isDone ? 'status' : 'alert'}">${say(`refund.said.${said}`)}</div>`}
    <h2 class="weui-cells__title">${say('refund.stuck', { count: countText(stuck.total) })}</h2>
    ${list(stuck.refunds, parts, say('refund.none'))}
    <h2 class="weui-cells__title">${say('refund.search')}</h2>
    <form method="get" action="${REFUNDS}">
      <div class="weui-cells">
        <label class="weui-cell">
          <span class="weui-cell__hd"><span class="weui-label">${say('refund.number')}</span></span>
          <span class="weui-cell__bd">
            <input
              class="weui-input"
              name="number"
              value="${number}"
              maxlength="64"
              required
              autocomplete="off"
            />
          </span>
        </label>
      </div>
      <p class="weui-cells__tips">${say('refund.number_hint')}</p>
      <p class="weui-btn-area">
        <button class="weui-btn weui-btn_primary" type="submit">${say('audit.search')}</button>
      </p>
    </form>
    ${sought && list(sought, parts, say('refund.not_found'))}`;
}

function list(refunds: readonly Refund[], parts: RefundsParts, none: string): Html {
  if (refunds.length === 0) return html`<p class="weui-cells__tips">${none}</p>`;
  return html`<div class="weui-cells staff-list">${refunds.map((refund) => refundCell(refund, parts))}</div>`;
}

function refundCell(refund: Refund, { csrf, locale }: RefundsParts): Html {
  const say = sayIn(locale);
  const { id, orderId, transactionId, amountFen, state, createdAt, settledAt } = refund;
  return html`<div class="weui-cell">
    <div class="weui-cell__bd">
      <p class="staff-row-head">
        <strong>${say('refund.amount', { yuan: formatFen(amountFen) })}</strong>
        <span class="staff-tag ${refundStanding(refund) === 'stuck' && 'staff-tag_warn'}"
          >${say(`refund.state.${state}`)}</span
        >
      </p>
      <p class="weui-cell__desc">
        ${say('refund.numbers', { id, order: orderId, transaction: transactionId })}
      </p>
      <p class="weui-cell__desc">
        ${say('refund.since', { at: instantText(createdAt, locale) })}
        ${settledAt !== null && say('refund.settled', { at: instantText(settledAt, locale) })}
      </p>
      ${refundStanding(refund) === 'stuck' && acts(refund, { csrf, say })}
    </div>
  </div>`;
}

function acts({ id }: Refund, { csrf, say }: { csrf: string; say: Say }): Html {
  return html`<div class="staff-acts">
    <form method="post" action="${REFUNDS}/${id}/ask">
      <input type="hidden" name="csrf" value="${csrf}" />
      <button class="weui-btn weui-btn_default weui-btn_mini" type="submit">${say('refund.ask')}</button>
      <span class="staff-note">${say('refund.ask_more')}</span>
    </form>
    <details>
      <summary>${say('refund.by_hand')}</summary>
      <form method="post" action="${REFUNDS}/${id}/settle">
        <input type="hidden" name="csrf" value="${csrf}" />
        <label class="staff-field"
          ><span>${say('refund.way')}</span>
          <select class="staff-select" name="way" required>
            <option value="">${say('refund.way_none')}</option>
            ${HAND_WAYS.map((way) => html`<option value="${way}">${say(`refund.way.${way}`)}</option>`)}
          </select></label
        >
        <label class="staff-check"
          ><input type="checkbox" name="checked" value="yes" required /> ${say('refund.checked')}</label
        >
        <button class="weui-btn weui-btn_warn weui-btn_mini" type="submit">${say('refund.settle')}</button>
      </form>
    </details>
  </div>`;
}
