import { dayText } from '../../../../shared/i18n/instants';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { LeaveDesk, LeaveRefusal, ShownLeave } from '../../../use-cases/staff/plan-leave';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';

/** What was typed, when it could not be entered. */
export interface TypedLeave {
  why: LeaveRefusal;
  who: string;
  from: string;
  until: string;
  delegate: string;
}

interface LeaveParts {
  desk: LeaveDesk;
  typed: TypedLeave | null;
  done: 'entered' | 'ended' | null;
  csrf: string;
  locale: Locale;
}

export function leaveBody({ desk, typed, done, csrf, locale }: LeaveParts): Html {
  const say = sayIn(locale);
  return html`<h1 class="staff-title">${say('leave.title')}</h1>
    <p class="staff-lead">${say('leave.lead')}</p>
    ${done && html`<p class="staff-done" role="status">${say(`leave.done.${done}`)}</p>`}
    ${typed && html`<div class="staff-alert" role="alert"><p>${say(`leave.refused.${typed.why}`)}</p></div>`}
    <h2 class="weui-cells__title">${say('leave.ahead')}</h2>
    ${
      desk.leaves.length === 0
        ? html`<section class="staff-card"><p>${say('leave.none')}</p></section>`
        : html`<div class="weui-cells staff-list">
            ${desk.leaves.map((leave) => leaveRow(leave, { csrf, locale }))}
          </div>`
    }
    <h2 class="weui-cells__title">${say('leave.new')}</h2>
    <section class="staff-card">
      <form method="post" action="/staff/leave">
        <input type="hidden" name="csrf" value="${csrf}" />${whoField(desk, { typed, say })}
        ${dayField({ name: 'from', value: typed?.from ?? desk.today, first: desk.today }, say)}
        ${dayField({ name: 'until', value: typed?.until ?? desk.today, first: desk.today }, say)}
        <label class="staff-field"
          ><span>${say('leave.delegate')}</span>
          <select class="staff-select" name="delegate">
            <option value="">${say('leave.no_delegate')}</option>
            ${desk.delegates.map((one) => option(one, typed?.delegate))}
          </select>
          <span class="staff-note">${say('leave.delegate_hint')}</span></label
        >
        <button class="weui-btn weui-btn_primary staff-wide" type="submit">${say('leave.enter')}</button>
      </form>
    </section>`;
}

/** Only leads enter it for others: whoever has nobody to choose is asked nothing. */
function whoField({ people }: LeaveDesk, { typed, say }: { typed: TypedLeave | null; say: Say }): Html {
  const [self] = people;
  if (people.length === 1) return html`<input type="hidden" name="who" value="${self?.id}" />`;
  return html`<label class="staff-field"
    ><span>${say('leave.who')}</span>
    <select class="staff-select" name="who">
      ${people.map((one) => option(one, typed?.who))}
    </select></label
  >`;
}

function option({ id, name }: { id: string; name: string }, chosen: string | undefined): Html {
  return html`<option value="${id}" ${id === chosen && ' selected'}>${name}</option>`;
}

function dayField(
  { name, value, first }: { name: 'from' | 'until'; value: string; first: string },
  say: Say,
): Html {
  return html`<label class="staff-field"
    ><span>${say(`leave.${name}`)}</span>
    <input class="staff-select" type="date" name="${name}" value="${value}" min="${first}" required
  /></label>`;
}

function leaveRow(leave: ShownLeave, { csrf, locale }: { csrf: string; locale: Locale }): Html {
  const say = sayIn(locale);
  const { id, who, from, until, delegate, isNow } = leave;
  const days =
    from === until
      ? dayText(from, locale)
      : say('leave.days', { from: dayText(from, locale), until: dayText(until, locale) });
  return html`<div class="weui-cell">
    <div class="weui-cell__bd">
      <p class="staff-row-head">
        <strong>${who}</strong>${isNow && html` <span class="staff-tag">${say('leave.now')}</span>`}
      </p>
      <p>${days}</p>
      <p class="weui-cell__desc">
        ${delegate === null ? say('leave.no_delegate') : say('leave.by', { name: delegate })}
      </p>
    </div>
    <form method="post" action="/staff/leave/${id}/end">
      <input type="hidden" name="csrf" value="${csrf}" />
      <button class="weui-btn weui-btn_default weui-btn_mini" type="submit">
        ${say(isNow ? 'leave.end' : 'leave.take_back')}
      </button>
    </form>
  </div>`;
}
