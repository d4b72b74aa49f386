import { render } from '../../../../bot/replies/render';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { Difference } from '../../../use-cases/review/review-difference';
import type { ReviewContent, SheetRow } from '../../../use-cases/review/show-review';
import { sayIn } from '../layout';
import { html, type Html } from '../markup';

type Changed = Difference['changed'][number];

/** What a resubmission changed, and nothing else; what was asked for and left as it was is said too (S41, S44). */
export function differenceSection(content: ReviewContent, locale: Locale): Html | null {
  const { difference, decision } = content;
  if (!difference) return null;
  const say = sayIn(locale);
  const { changed } = difference;
  const marked = decision?.marked ?? [];
  const left = marked.filter((name) => !changed.includes(name as Changed));
  const shown = changed.map((name) => changeCell(name, { content, difference, locale }));
  const notes = [
    changed.length === 0 ? say('page.changed_nothing') : null,
    changed.length > 0 && !changed.includes('photo') ? say('page.changed_not_photo') : null,
    left.length > 0 ? say('page.changed_not_marked', { fields: namesOf(left, locale) }) : null,
  ];
  return html`<h2 class="weui-cells__title">${say('page.changed')}</h2>
    <div class="weui-cells">
      ${shown}${notes.map((note) => note !== null && html`<div class="weui-cell"><div class="weui-cell__bd">${note}</div></div>`)}
    </div>`;
}

function changeCell(
  name: Changed,
  { content, difference, locale }: { content: ReviewContent; difference: Difference; locale: Locale },
): Html {
  const say = sayIn(locale);
  const asked = content.decision?.marked.includes(name) === true;
  return html`<div class="weui-cell">
    <div class="weui-cell__hd staff-label">${render(locale, `answer.${name}`)}</div>
    <div class="weui-cell__bd staff-value">
      ${name === 'photo' ? say('page.changed_photo') : valueOf(name, { content, difference, locale })}${asked && html` <span class="staff-tag">${say('page.changed_marked')}</span>`}
    </div>
  </div>`;
}

function valueOf(
  name: SheetRow['field'],
  { content, difference, locale }: { content: ReviewContent; difference: Difference; locale: Locale },
): Html {
  const say = sayIn(locale);
  const row = content.groups.flatMap(({ rows }) => rows).find(({ field }) => field === name);
  const after = row?.value ?? render(locale, 'value.none');
  const before = difference.before[name];
  if (before === undefined) return html`${say('page.changed_now', { after })}`;
  const same = before === after && html` <span class="staff-note">${say('page.changed_behind_mask')}</span>`;
  return html`${say('page.changed_arrow', { before, after })}${same}`;
}

function namesOf(names: readonly string[], locale: Locale): string {
  return names.map((name) => render(locale, `answer.${name as Changed}`)).join(render(locale, 'list.comma'));
}
