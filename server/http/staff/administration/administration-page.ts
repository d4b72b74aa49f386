import { render } from '../../../../bot/replies/render';
import { dueText, instantText } from '../../../../shared/i18n/instants';
import type { StaffAccess, StaffAccessPage, StaffAct } from '../../../use-cases/staff/administer-staff';
import type { Locale } from '../../../use-cases/ports/accounts';
import { ROLES } from '../sign-in/account-page';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';

export const ADMINISTRATION = '/staff/administration';

export const PATHS: Readonly<Record<StaffAct, string>> = {
  reset_second_factor: 'reset-second-factor',
  end_sessions: 'end-sessions',
  invite: 'invite',
};

interface AdministrationParts {
  page: StaffAccessPage;
  /** Id that this page begins after; empty for the first. */
  after: string;
  /** What was just done. */
  done: StaffAct | null;
  refused: 'own' | 'by_wecom' | null;
  /** Id of whoever looks. */
  own: string;
  csrf: string;
  locale: Locale;
  now: number;
}

export function administrationBody(parts: AdministrationParts): Html {
  const { page, after, done, refused, locale } = parts;
  const say = sayIn(locale);
  return html`<h1 class="staff-title">${say('administration.title')}</h1>
    <p class="staff-lead">${say('administration.lead', { count: page.total })}</p>
    ${done && html`<div class="staff-done" role="status">${say(`administration.done.${done}`)}</div>`}
    ${refused && html`<div class="staff-alert" role="alert"><p>${say(`administration.refused.${refused}`)}</p></div>`}
    <div class="weui-cells staff-list">${page.staff.map((access) => memberCell(access, parts))}</div>
    <nav class="staff-pager" aria-label="${say('administration.pages')}">
      ${after !== '' && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="${ADMINISTRATION}">${say('page.first')}</a>`}
      ${page.next !== null && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="${ADMINISTRATION}?after=${page.next}">${say('administration.next')}</a>`}
    </nav>
    <p class="weui-cells__tips">${say('administration.file')}</p>`;
}

function memberCell(access: StaffAccess, { own, csrf, locale, now }: AdministrationParts): Html {
  const say = sayIn(locale);
  const { member, enrolledAt } = access;
  const roles = member.roles.map((role) => say(ROLES[role])).join(render(locale, 'list.comma'));
  return html`<div class="weui-cell">
    <div class="weui-cell__bd">
      <p class="staff-row-head">
        <strong>${member.name}</strong>
        <span class="staff-tag">${roles}</span>
        ${!member.onDuty && html`<span class="staff-tag staff-tag_warn">${say('administration.off_duty')}</span>`}
      </p>
      ${member.siteCodes.length > 0 && html`<p>${say('account.sites')} ${member.siteCodes.join(' ')}</p>`}
      <p class="weui-cell__desc">${byText(access, say)}</p>
      <p class="weui-cell__desc">
        ${say('account.second_factor')}
        ${enrolledAt === null ? say('account.none') : say('administration.since', { at: instantText(enrolledAt, locale) })}
        ${access.lockedUntil !== null && say('administration.locked', { until: dueText(access.lockedUntil, now, locale) })}
      </p>
      <details>
        <summary>${say('administration.acts')}</summary>
        <div class="staff-acts">
          ${enrolledAt !== null && member.id !== own && actForm('reset_second_factor', { member, csrf, say })}
          ${actForm('end_sessions', { member, csrf, say })}
          ${access.by === 'password' && actForm('invite', { member, csrf, say })}
        </div>
      </details>
    </div>
  </div>`;
}

function byText({ by, member, hasPassword }: StaffAccess, say: Say): string {
  if (by === 'wecom') return say('administration.by_wecom', { userid: member.userid ?? '' });
  return say(hasPassword ? 'administration.by_password' : 'administration.invited', {
    email: member.email ?? '',
  });
}

function actForm(
  act: StaffAct,
  { member, csrf, say }: { member: StaffAccess['member']; csrf: string; say: Say },
): Html {
  const label = say(`administration.act.${act}`);
  return html`<form method="post" action="${ADMINISTRATION}/${member.id}/${PATHS[act]}">
    <input type="hidden" name="csrf" value="${csrf}" />
    <button
      class="weui-btn weui-btn_mini weui-btn_${act === 'invite' ? 'default' : 'warn'}"
      type="submit"
      aria-label="${label}${say('administration.of', { name: member.name })}"
    >
      ${label}
    </button>
    <span class="staff-note">${say(`administration.act_more.${act}`)}</span>
  </form>`;
}
