import { render } from '../../../../bot/replies/render';
import type { Locale } from '../../../use-cases/ports/accounts';
import {
  SEARCH_WAYS,
  type FoundPerson,
  type PersonSearch,
  type Searched,
} from '../../../use-cases/support/search-people';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';

export interface SearchShown {
  search: PersonSearch;
  /** Null before the first. */
  searched: Exclude<Searched, { kind: 'limited' }> | null;
  csrf: string;
  locale: Locale;
  /** Support: opens conversations. */
  mayOpen: boolean;
}

/** The form, with what was looked for, and what was found, masked. */
export function searchBody(shown: SearchShown): Html {
  const { search, searched, csrf, locale } = shown;
  const say = sayIn(locale);
  return html`<h1 class="staff-title">${say('search.title')}</h1>
    <p class="staff-lead">${say('search.lead')}</p>
    ${searched && resultPart(searched, shown, say)}
    <form class="staff-card" method="post" action="/staff/search" autocomplete="off">
      <input type="hidden" name="csrf" value="${csrf}" />
      <label class="staff-field"
        ><span>${say('search.way')}</span>
        <select class="staff-select" name="way">
          ${SEARCH_WAYS.map(
            (way) =>
              html`<option value="${way}" ${way === search.way && ' selected'}>
                ${say(`search.way.${way}`)}
              </option>`,
          )}
        </select></label
      >
      <label class="staff-field"
        ><span>${say('search.name')}</span>
        <input class="staff-select" name="name" value="${search.name}" maxlength="60" autocomplete="off" />
        <span class="staff-note">${say('search.name_hint')}</span></label
      >
      <label class="staff-field"
        ><span>${say('search.number')}</span>
        <input
          class="staff-select"
          name="number"
          value="${search.number}"
          maxlength="64"
          required
          autocomplete="off"
        />
        <span class="staff-note">${say('search.number_hint')}</span></label
      >
      <button class="weui-btn weui-btn_primary staff-wide" type="submit">${say('search.do')}</button>
    </form>`;
}

function resultPart(searched: NonNullable<SearchShown['searched']>, shown: SearchShown, say: Say): Html {
  if (searched.kind === 'incomplete')
    return html`<div class="staff-alert" role="alert"><p>${say('search.incomplete')}</p></div>`;
  const { people, more } = searched;
  if (people.length === 0)
    return html`<div class="staff-alert" role="status"><p>${say('search.none')}</p></div>`;
  return html`<h2 class="weui-cells__title" role="status">
      ${say('search.found', { count: people.length })}
    </h2>
    <ul class="weui-cells staff-list">
      ${people.map((one) => personRow(one, shown, say))}
    </ul>
    ${more && html`<p class="staff-lead">${say('search.more')}</p>`}`;
}

function personRow(one: FoundPerson, { csrf, locale, mayOpen }: SearchShown, say: Say): Html {
  const { registrationId, person, document, season, site, state, handoffId, reviews } = one;
  const open = html`<form method="post" action="/staff/search/open">
    <input type="hidden" name="csrf" value="${csrf}" /><input
      type="hidden"
      name="registration"
      value="${registrationId}"
    /><button class="weui-btn weui-btn_default weui-btn_mini" type="submit">${say('search.open')}</button>
  </form>`;
  return html`<li class="weui-cell">
    <div class="weui-cell__bd">
      <p class="staff-row-head"><strong>${person || say('support.unknown_person')}</strong> ${document}</p>
      <p>${[season, site, render(locale, `state.${state}`)].filter(Boolean).join(' · ')}</p>
    </div>
    <div class="weui-cell__ft">
      ${handoffId !== null && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="/staff/support/${handoffId}">${say('search.conversation')}</a>`}
      ${handoffId === null && mayOpen && open}
      ${reviews && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="/staff/reviews/${registrationId}">${say('search.review')}</a>`}
    </div>
  </li>`;
}
