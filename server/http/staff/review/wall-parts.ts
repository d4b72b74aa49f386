import { localText } from '../../../../shared/i18n/readable-params';
import { instantText } from '../../../../shared/i18n/instants';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { RowPresent, ShownRow, WallPerson } from '../../../use-cases/review/wall-row';
import { isId } from '../../../../shared/domain/ids';
import { sayIn } from '../layout';
import { html, type Html } from '../markup';

/** A ticked row as the forms carry it: exactly this version was shown (promise 8). */
export function rowText({ registrationId, revisionShown, roundShown }: ShownRow): string {
  return `${registrationId}.${revisionShown}.${roundShown}`;
}

/** Null for anything but what `rowText` has written. */
export function readRow(text: string): ShownRow | null {
  const [, registrationId = '', revision, round] = /^([0-9a-z]{26})\.(\d{1,6})\.(\d{1,6})$/.exec(text) ?? [];
  if (!isId(registrationId)) return null;
  return { registrationId, revisionShown: Number(revision), roundShown: Number(round) };
}

export function wallUrl(after: string): string {
  return after === '' ? '/staff/wall' : `/staff/wall?after=${after}`;
}

/** The way back to the screen it came from, and to the list. */
export function wallBack(after: string, locale: Locale): Html {
  const say = sayIn(locale);
  return html`<p class="staff-back">
    <a href="${wallUrl(after)}">‹ ${say('wall.back')}</a> <a href="/staff/reviews">${say('page.back')}</a>
  </p>`;
}

/** Name and length, as far as they may be shown. */
export function personHead({ name, characters }: WallPerson, locale: Locale): Html {
  const length = sayIn(locale)('page.characters', { count: characters });
  return html`<strong>${name}</strong> <span class="staff-note">${length}</span>`;
}

/** Who it is, in lines, behind a tick where there is one. Nothing where nothing may be shown. */
export function personLines(person: WallPerson | null, locale: Locale, tick?: Html): Html | null {
  if (!person) return null;
  const head = personHead(person, locale);
  return html`${tick ? html`<label class="wall-who">${tick}<span>${head}</span></label>` : html`<p class="staff-row-head">${head}</p>`}
    <p>${person.document}</p>
    <p class="weui-cell__desc">
      ${person.subjects.join(locale === 'en' ? ', ' : '、')}${person.site && html` · ${localText(person.site, locale)}`}
    </p>`;
}

/** How it stands: the state, and who brought it there. */
export function presentText({ state, decided }: RowPresent, locale: Locale): string {
  const say = sayIn(locale);
  const outcome = say(`present.${state}`);
  if (!decided) return say('wall.present', { outcome });
  const reviewer = decided.reviewer ?? say('card.reviewer_unknown');
  return say('wall.present_by', { outcome, reviewer, at: instantText(decided.at, locale) });
}
