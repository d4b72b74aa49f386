import { capital } from '../../../../bot/replies/display';
import { render } from '../../../../bot/replies/render';
import { dueText } from '../../../../shared/i18n/instants';
import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import type { Locale } from '../../../use-cases/ports/accounts';
import { exactPageName } from '../../../use-cases/support/send-exact-page';
import type { Sidebar, SidebarSheet } from '../../../use-cases/support/show-sidebar';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';
import { answersSection } from './sidebar-answers';
import { SIDEBAR } from './sidebar-page';
import { pressingLine } from './support-list-page';

export interface CustomerParts {
  sidebar: Sidebar;
  /** As WeCom's client names the customer: only forms of this part carry it. */
  customer: string;
  csrf: string;
  locale: Locale;
  now: number;
}

/** What stands beside the chat once its customer is known; the script puts it into the page. */
export function customerPart(parts: CustomerParts): Html {
  const { sidebar, locale } = parts;
  const say = sayIn(locale);
  if (sidebar.kind === 'conversation') return conversationPart(sidebar.sheet, parts);
  if (sidebar.kind === 'quiet') return quietPart(sidebar, parts);
  return html`<section class="staff-card" role="status">
    <h2 class="sidebar-name">${say(`sidebar.${sidebar.kind}`)}</h2>
    <p class="staff-note">${say(`sidebar.${sidebar.kind}_more`)}</p>
  </section>`;
}

function quietPart(
  { person, state, deadlineAt }: Extract<Sidebar, { kind: 'quiet' }>,
  { customer, csrf, locale, now }: CustomerParts,
): Html {
  const say = sayIn(locale);
  return html`<section class="staff-card">
    <h2 class="sidebar-name">${person ?? say('support.unknown_person')}</h2>
    <p>${state === null ? say('support.no_registration') : render(locale, `state.${state}`)}</p>
    ${deadlineAt !== null && html`<p>${say('support.deadline_by', { at: dueText(deadlineAt, now, locale) })}</p>`}
    <p class="staff-note">${say('sidebar.quiet')}</p>
    <form method="post" action="${SIDEBAR}/open">
      <input type="hidden" name="csrf" value="${csrf}" />
      <input type="hidden" name="customer" value="${customer}" />
      <button class="weui-btn weui-btn_primary staff-wide" type="submit">${say('sidebar.open')}</button>
    </form>
  </section>`;
}

function conversationPart(sheet: SidebarSheet, parts: CustomerParts): Html {
  const { locale, now } = parts;
  const say = sayIn(locale);
  const { handoff, person, chat, brief, owner } = sheet;
  const isOpen = chat.closed === null;
  // The others stand in the brief.
  const pressing = sheet.pressing.filter(({ kind }) => kind === 'window');
  return html`<section class="staff-card">
      <h2 class="sidebar-name">
        ${person ?? say('support.unknown_person')}
        <span class="staff-tag support-harm_${handoff.harm}">${say(`support.harm.${handoff.harm}`)}</span>
      </h2>
      <p class="staff-note">${ownerText(sheet, say)}</p>
      ${pressing.map((one) => pressingLine(one, { locale, now }))}
      <dl class="support-facts">
        ${brief.map(
          ({ label, value }) =>
            html`<dt>${label}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
      ${owner === null && takeForm(sheet, parts)}
    </section>
    ${isOpen && sheet.proposed && proposalForm(sheet.proposed, locale)}
    ${isOpen ? answersSection(sheet, locale) : owner !== null && closedNote(sheet, say)}
    ${isOpen && sheet.pages.length > 0 && pageForm(sheet, parts)} ${isOpen && textForm(say)}
    <nav class="sidebar-more" aria-label="${say('sidebar.more')}">
      ${links(sheet).map(
        ([href, key]) =>
          html`<a class="support-open" href="${href}" target="_blank" rel="noopener">${say(key)} ›</a>`,
      )}
      <button class="sidebar-refresh" type="button" data-refresh>${say('sidebar.refresh')}</button>
    </nav>`;
}

/** Nothing can be corrected before there is a registration. */
function links({ handoff, pages }: SidebarSheet): [string, StaffKey][] {
  const page = `/staff/support/${handoff.id}`;
  const whole: [string, StaffKey] = [page, 'sidebar.whole'];
  return pages.length === 0 ? [whole] : [[`${page}/proposals`, 'proposal.title'], whole];
}

function ownerText({ owner }: SidebarSheet, say: Say): string {
  if (owner === null) return say('support.nobody');
  return capital(owner.isMember ? say('support.yours') : say('support.owner', { name: owner.name }));
}

function takeForm({ handoff }: SidebarSheet, { csrf, locale }: CustomerParts): Html {
  const say = sayIn(locale);
  return html`<form class="sidebar-take" method="post" action="${SIDEBAR}/take">
    <input type="hidden" name="csrf" value="${csrf}" />
    <input type="hidden" name="conversation" value="${handoff.id}" />
    <button class="weui-btn weui-btn_primary staff-wide" type="submit">${say('support.take')}</button>
    <p class="staff-note">${say('support.take_hint')}</p>
  </form>`;
}

/** Said before anything is pressed or typed, with where to go on. */
function closedNote({ chat, handoff }: SidebarSheet, say: Say): Html | null {
  if (chat.closed === null) return null;
  return html`<section class="staff-card">
    <p><strong>${say('sidebar.closed', { why: say(`support.closed.${chat.closed}`) })}</strong></p>
    <p>
      <a class="support-open" href="/staff/support/${handoff.id}#write" target="_blank" rel="noopener"
        >${say('sidebar.other_roads')} ›</a
      >
    </p>
  </section>`;
}

/** The correction that waits for the candidate, with the one press that puts its link into the chat. */
function proposalForm(fields: NonNullable<SidebarSheet['proposed']>, locale: Locale): Html {
  const say = sayIn(locale);
  const names = fields.map((field) => render(locale, `answer.${field}`)).join(say('proposal.comma'));
  return html`<form class="staff-card" data-send>
    <h3 class="sidebar-head">${say('proposal.open')}</h3>
    <p>${capital(names)}</p>
    <input type="hidden" name="proposal" value="open" />
    <p class="staff-alert" role="alert" data-alert hidden></p>
    <button class="weui-btn weui-btn_primary staff-wide" type="submit">
      ${say('sidebar.send_proposal')}
    </button>
  </form>`;
}

function pageForm({ pages }: SidebarSheet, { locale }: CustomerParts): Html {
  const say = sayIn(locale);
  return html`<form class="staff-card" data-send>
    <h3 class="sidebar-head">${say('links.title')}</h3>
    <label class="staff-field"
      ><span>${say('links.page')}</span>
      <select class="staff-select" name="page">
        ${pages.map((page) => html`<option value="${page}">${exactPageName(page, locale)}</option>`)}
      </select></label
    >
    <p class="staff-alert" role="alert" data-alert hidden></p>
    <button class="weui-btn weui-btn_default staff-wide" type="submit">${say('sidebar.send_link')}</button>
  </form>`;
}

function textForm(say: Say): Html {
  return html`<form class="staff-card" data-send id="own-words">
    <h3 class="sidebar-head">${say('sidebar.text')}</h3>
    <label class="staff-field"
      ><span class="staff-hidden">${say('sidebar.text')}</span>
      <textarea class="staff-textarea" name="text" rows="4" accesskey="w"></textarea>
    </label>
    <p class="staff-alert" role="alert" data-alert hidden></p>
    <label class="support-choice" data-sure hidden
      ><input type="checkbox" name="sure" value="yes" /><span>${say('support.sure')}</span></label
    >
    <button class="weui-btn weui-btn_primary staff-wide" type="submit" accesskey="s">
      ${say('sidebar.send')}
    </button>
  </form>`;
}
