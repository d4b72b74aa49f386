import { instantText } from '../../../../shared/i18n/instants';
import type { LateDecision } from '../../../use-cases/review/late-decision';
import type { Locale } from '../../../use-cases/ports/accounts';
import { sayIn } from '../layout';
import { html, type Html } from '../markup';

/** After the review end: whether it can still be decided, why not, and what remains. */
export function lateSection({ kind, reviewEndsAt, paymentDueAt }: LateDecision, locale: Locale): Html {
  const say = sayIn(locale);
  const endedAt = instantText(reviewEndsAt, locale, { end: true });
  const dueAt = instantText(paymentDueAt, locale, { end: true });
  const text = say(`page.late.${kind}`, { endedAt, dueAt });
  if (kind === 'grace' || kind === 'resubmitted') return html`<p class="staff-held" role="note">${text}</p>`;
  return html`<h2 class="weui-cells__title">${say('page.decide')}</h2>
    <div class="staff-alert" role="note"><p>${text}</p></div>`;
}
