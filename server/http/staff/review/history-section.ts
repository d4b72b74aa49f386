import { instantText } from '../../../../shared/i18n/instants';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { ReviewEvent } from '../../../use-cases/review/review-history';
import { sayIn } from '../layout';
import { html, type Html } from '../markup';

/** Submissions and decisions, newest first. */
export function historySection(history: readonly ReviewEvent[], locale: Locale): Html | null {
  if (history.length === 0) return null;
  const say = sayIn(locale);
  return html`<h2 class="weui-cells__title">${say('page.history')}</h2>
    <ol class="weui-cells staff-history" reversed>
      ${history.map((event) => eventItem(event, locale))}
    </ol>`;
}

function eventItem({ event, at, revision, who, onBehalfOf, reason }: ReviewEvent, locale: Locale): Html {
  const say = sayIn(locale);
  const member = who ?? say('card.reviewer_unknown');
  const absent = onBehalfOf.join(say('leave.comma'));
  const decider = absent === '' ? member : say('page.history.for', { member, absent });
  const actor = event === 'review.submitted' ? say('card.row.name') : decider;
  const words = reason ?? say('page.history.own_words');
  return html`<li class="weui-cell">
    <div class="weui-cell__bd">
      <p>${say(`page.history.${event}`)}</p>
      ${words !== '' && html`<p class="staff-value staff-note">${words}</p>`}
      <p class="weui-cell__desc">
        ${say('page.decided', { reviewer: actor, at: instantText(at, locale), revision })}
      </p>
    </div>
  </li>`;
}
