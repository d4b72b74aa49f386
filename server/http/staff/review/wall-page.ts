import { dueText, instantText } from '../../../../shared/i18n/instants';
import { DAY_MS } from '../../../../shared/domain/time';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { Wall, WallCell } from '../../../use-cases/review/show-wall';
import { messageBody, sayIn } from '../layout';
import { countText } from '../count-text';
import { html, type Html } from '../markup';
import { isWarning } from './photo-section';
import { placeText } from './review-list-page';
import { rowText, wallUrl } from './wall-parts';

interface WallParts {
  wall: Wall;
  /** Where this screen begins, as the address has it; empty at the front. */
  after: string;
  csrf: string;
  locale: Locale;
  now: number;
  /** A form came without anybody ticked. */
  noneTicked: boolean;
}

export function wallBody(parts: WallParts): Html {
  const { wall, after, locale, noneTicked } = parts;
  const say = sayIn(locale);
  if (wall.cells.length === 0) {
    // A screen may be all one's own, or gone since: what waits behind it is not hidden by that.
    const action = wall.next
      ? { href: wallUrl(placeText(wall.next)), caption: say('page.older') }
      : { href: '/staff/reviews', caption: say('page.back') };
    return messageBody({ icon: 'success', title: say('wall.none'), text: say('page.none_more'), action });
  }
  return html`<p class="staff-back"><a href="/staff/reviews">‹ ${say('page.back')}</a></p>
    <h1 class="staff-title">${say('wall.title')}</h1>
    <p class="staff-lead">${say('wall.lead', { shown: wall.cells.length, count: countText(wall.total) })}</p>
    ${noneTicked && html`<div class="staff-alert" role="alert"><p>${say('wall.none_ticked')}</p></div>`}
    ${wallForm(parts)}
    <nav class="staff-pager">
      ${after !== '' && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="${wallUrl('')}">${say('page.first')}</a>`}
      ${wall.next && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="${wallUrl(placeText(wall.next))}">${say('page.older')}</a>`}
    </nav>`;
}

/** One tick for either act; the page that follows tells who and what before anything is done. */
function wallForm({ wall, after, csrf, locale, now }: WallParts): Html {
  const say = sayIn(locale);
  return html`<form method="post" action="/staff/wall/confirm">
    <input type="hidden" name="csrf" value="${csrf}" /><input type="hidden" name="after" value="${after}" />
    <a class="wall-skip" href="#acts">${say('wall.skip')}</a>
    <ul class="wall">
      ${wall.cells.map((cell) => wallCell(cell, { locale, now }))}
    </ul>
    <div class="wall-acts" id="acts">
      <p class="staff-note">${say('wall.acts')}</p>
      <button class="weui-btn weui-btn_warn" type="submit" name="outcome" value="reject">
        ${say('wall.reject')}
      </button>
      <button class="weui-btn weui-btn_primary" type="submit" name="outcome" value="approve">
        ${say('wall.approve')}
      </button>
    </div>
  </form>`;
}

function wallCell(cell: WallCell, { locale, now }: { locale: Locale; now: number }): Html {
  const say = sayIn(locale);
  const { registrationId: id, submissions, held, decideBy } = cell;
  const by =
    decideBy <= now ? say('page.overdue') : say('page.decide_by', { at: dueText(decideBy, now, locale) });
  return html`<li class="wall-cell">
    <label class="wall-tick">
      ${photoOf(cell, locale)}
      <span class="wall-who"
        ><input type="checkbox" name="row" value="${rowText(cell)}" /><strong
          >${cell.person.name}</strong
        ></span
      >
    </label>
    <div class="wall-facts">
      <p>
        ${say('page.characters', { count: cell.person.characters })}${submissions > 1 && html` <span class="staff-tag">${say('page.again', { count: submissions })}</span>`}
      </p>
      <p>${cell.person.document}</p>
      <p>${cell.person.subjects.join(locale === 'en' ? ', ' : '、')}</p>
      ${hints(cell, locale)}
      ${cell.earlier !== '' && html`<p class="staff-warn">${say('card.note_again', { reason: cell.earlier })}</p>`}
      ${held && html`<p class="staff-note">${say('page.held', { name: held.name, at: instantText(held.until, locale) })}</p>`}
      <p class="staff-note ${decideBy - now < DAY_MS && 'staff-soon'}">${by}</p>
    </div>
    <p class="wall-links">
      <a class="wall-open" href="/staff/reviews/${id}" target="_blank" rel="noopener"
        >${say('wall.details')}</a
      >
      ${cell.photo && html`<a class="wall-open" href="/staff/reviews/${id}/photo/large" target="_blank" rel="noopener">${say('page.photo_zoom')}</a>`}
    </p>
  </li>`;
}

function photoOf({ registrationId, revisionShown, photo }: WallCell, locale: Locale): Html {
  const say = sayIn(locale);
  if (!photo) return html`<span class="wall-no-photo">${say('page.photo_none')}</span>`;
  const { keptWidthPx, keptHeightPx } = photo.measurements;
  return html`<img
    src="/staff/reviews/${registrationId}/photo?revision=${revisionShown}"
    alt="${say('page.photo_of')}"
    loading="lazy"
    width="${keptWidthPx}"
    height="${keptHeightPx}"
  />`;
}

/** What the machine noticed, in a word each; the numbers are on the detail page. */
function hints({ photo }: WallCell, locale: Locale): Html | null {
  if (!photo) return null;
  const say = sayIn(locale);
  const words = photo.findings.map(({ code }) => (isWarning(code) ? say(`hint.${code}`) : code));
  if (words.length === 0) return html`<p class="staff-note">${say('card.photo.clean')}</p>`;
  return html`<p>${words.map((word) => html`<span class="staff-tag staff-tag_warn">${word}</span> `)}</p>`;
}
