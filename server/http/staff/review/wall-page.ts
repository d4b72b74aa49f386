import { render } from '../../../../bot/replies/render';
import { dueText, instantText } from '../../../../shared/i18n/instants';
import { DAY_MS } from '../../../../shared/domain/time';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { Wall, WallCell } from '../../../use-cases/review/show-wall';
import { messageBody, sayIn } from '../layout';
import { countText } from '../count-text';
import { html, type Html } from '../markup';
import { isWarning } from './photo-section';
import { placeText } from './review-list-page';
import { personHead, rowText, wallUrl } from './wall-parts';

export interface WallParts {
  wall: Wall;
  /** Where this screen begins, as the address has it; empty at the front. */
  after: string;
  csrf: string;
  locale: Locale;
  now: number;
  /** A form came without anybody ticked, or with nobody left for the rest. */
  nobody: 'ticked' | 'left' | null;
}

export function wallBody(parts: WallParts): Html {
  const { wall, after, locale, nobody } = parts;
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
    ${nobody && html`<div class="staff-alert" role="alert"><p>${say(`wall.none_${nobody}`)}</p></div>`}
    ${wallForm(parts)}
    <nav class="staff-pager">
      ${after !== '' && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="${wallUrl('')}">${say('page.first')}</a>`}
      ${wall.next && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="${wallUrl(placeText(wall.next))}">${say('page.older')}</a>`}
    </nav>`;
}

/**
 * One tick for either act, and one button for all without; the page that follows tells who and what before anything is done.
 * What a colleague is at is theirs unless it is ticked.
 */
function wallForm({ wall, after, csrf, locale, now }: WallParts): Html {
  const say = sayIn(locale);
  return html`<form method="post" action="/staff/wall/confirm">
    <input type="hidden" name="csrf" value="${csrf}" /><input type="hidden" name="after" value="${after}" />
    ${wall.cells.map((cell) => cell.held === null && html`<input type="hidden" name="offered" value="${rowText(cell)}" />`)}
    <a class="wall-skip" href="#acts">${say('wall.skip')}</a>
    <ul class="wall">
      ${wall.cells.map((cell) => wallCell(cell, { locale, now }))}
    </ul>
    <div class="wall-acts" id="acts">
      <p class="staff-note wall-count">${say('wall.ticked')}</p>
      <button class="weui-btn weui-btn_warn" type="submit" name="outcome" value="reject">
        ${say('wall.reject')}
      </button>
      <button class="weui-btn weui-btn_default" type="submit" name="outcome" value="approve">
        ${say('wall.approve')}
      </button>
      <button class="weui-btn weui-btn_primary" type="submit" name="outcome" value="approve_rest">
        ${say('wall.approve_rest')}
      </button>
    </div>
  </form>`;
}

function wallCell(cell: WallCell, { locale, now }: { locale: Locale; now: number }): Html {
  const say = sayIn(locale);
  const { registrationId: id, person, submissions, held } = cell;
  return html`<li class="wall-cell">
    <label class="wall-tick">
      ${photoOf(cell, locale)}
      <span class="wall-who"
        ><input type="checkbox" name="row" value="${rowText(cell)}" /><span
          >${personHead(person, locale)}</span
        ></span
      >
    </label>
    <div class="wall-facts">
      <p>${person.document}</p>
      <p>${person.subjects.join(locale === 'en' ? ', ' : '、')}</p>
      ${hints(cell, locale)}
      ${submissions > 1 && html`<p><span class="staff-tag">${say('page.again', { count: submissions })}</span></p>`}
      ${changedLine(cell, locale)}
      ${cell.earlier !== '' && html`<p class="staff-warn">${say('card.note_again', { reason: cell.earlier })}</p>`}
      ${held && html`<p class="staff-note">${say('page.held', { name: held.name, at: instantText(held.until, locale) })}</p>`}
      ${dueLine(cell, { locale, now })}
    </div>
    <p class="wall-links">
      ${opensApart(`/staff/reviews/${id}`, say('wall.details'), say('wall.details_of', { name: person.name }))}
      ${cell.photo && opensApart(`/staff/reviews/${id}/photo/large`, say('wall.zoom'), say('wall.zoom_of', { name: person.name }))}
    </p>
  </li>`;
}

/** Short beside the photo, whole to a screen reader. */
function opensApart(href: string, caption: string, label: string): Html {
  return html`<a class="wall-open" href="${href}" target="_blank" rel="noopener" aria-label="${label}"
    >${caption}</a
  >`;
}

/** What a resubmission changed, by name. */
function changedLine({ changed }: WallCell, locale: Locale): Html | null {
  if (changed === null) return null;
  const say = sayIn(locale);
  const fields = changed.map((name) => render(locale, `answer.${name}`)).join(render(locale, 'list.comma'));
  return html`<p>
    ${changed.length === 0 ? say('card.note_unchanged') : say('card.note_changed', { fields })}
  </p>`;
}

/** The wall is in the order of the deadlines: they are told where they are near. */
function dueLine({ decideBy }: WallCell, { locale, now }: { locale: Locale; now: number }): Html | null {
  if (decideBy - now >= DAY_MS) return null;
  const say = sayIn(locale);
  const at = dueText(decideBy, now, locale);
  return html`<p class="staff-note staff-soon">
    ${decideBy <= now ? say('page.overdue') : say('page.decide_by', { at })}
  </p>`;
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
