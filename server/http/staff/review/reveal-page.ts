import { render } from '../../../../bot/replies/render';
import { REVEAL_REASONS } from '../../../use-cases/review/reveal-answer';
import type { ReviewContent, SheetRow } from '../../../use-cases/review/show-review';
import type { Say } from '../layout';
import { html, type Html } from '../markup';
import { findingsList, photoAddress } from './photo-section';
import { sayIn } from '../layout';
import type { ReviewParts } from './review-parts';

/** Asks for one masked value in full, with a reason. */
export function revealSection({ sheet, csrf, locale }: ReviewParts, { groups }: ReviewContent): Html | null {
  const say = sayIn(locale);
  const hidden = groups.flatMap(({ rows }) => rows).filter(({ masked }) => masked);
  if (hidden.length === 0) return null;
  return html`<section class="staff-card">
    <details>
      <summary>${say('reveal.open')}</summary>
      <form method="post" action="/staff/reviews/${sheet.id}/reveal">
        <input type="hidden" name="csrf" value="${csrf}" />
        <label class="staff-field"
          ><span>${say('reveal.field')}</span>
          <select class="staff-select" name="field" required>
            ${hidden.map((row) => html`<option value="${row.field}">${labelOf(row, locale)}</option>`)}
          </select></label
        >
        <label class="staff-field"
          ><span>${say('reveal.reason')}</span>
          <select class="staff-select" name="reason" required>
            <option value="">${say('reveal.reason_none')}</option>
            ${REVEAL_REASONS.map((reason) => html`<option value="${reason}">${say(`reveal.reason.${reason}`)}</option>`)}
          </select></label
        >
        <p class="staff-note">${say('reveal.note')}</p>
        <button class="weui-btn weui-btn_default staff-wide" type="submit">${say('reveal.do')}</button>
      </form>
    </details>
  </section>`;
}

function labelOf({ field }: SheetRow, locale: ReviewParts['locale']): string {
  return render(locale, `answer.${field}`);
}

/** The value, this once: the page is kept by no cache. */
export function revealedBody({
  id,
  label,
  value,
  say,
}: {
  id: string;
  label: string;
  value: string;
  say: Say;
}): Html {
  return html`<p class="staff-back"><a href="/staff/reviews/${id}">‹ ${say('reveal.back')}</a></p>
    <h1 class="staff-title">${say('reveal.title')}</h1>
    <div class="weui-cells">
      <div class="weui-cell">
        <div class="weui-cell__hd staff-label">${label}</div>
        <div class="weui-cell__bd staff-value staff-revealed">${value}</div>
      </div>
    </div>
    <p class="weui-cells__tips">${say('reveal.logged')}</p>`;
}

interface ZoomParts {
  id: string;
  revision: number;
  photo: NonNullable<ReviewContent['photo']>;
  say: Say;
}

/** The photo as large as the screen, once more three times as large, with what the machine found beside it. */
export function zoomBody({ id, revision, photo, say }: ZoomParts): Html {
  const { keptWidthPx, keptHeightPx } = photo.measurements;
  return html`<p class="staff-back"><a href="/staff/reviews/${id}">‹ ${say('reveal.back')}</a></p>
    <h1 class="staff-title">${say('page.photo')}</h1>
    <div class="staff-zoom">
      <input class="staff-zoom__more" type="checkbox" id="zoom" /><label class="staff-zoom__label" for="zoom"
        >${say('page.photo_zoom_more')}</label
      >
      <div class="staff-zoom__frame" tabindex="0" role="group" aria-label="${say('page.photo')}">
        <img
          src="${photoAddress(id, revision)}"
          alt="${say('page.photo_of')}"
          width="${keptWidthPx}"
          height="${keptHeightPx}"
        />
      </div>
      <div class="staff-zoom__findings">
        <h2 class="staff-hidden">${say('page.photo')}</h2>
        ${findingsList(photo, say)}
      </div>
    </div>`;
}
