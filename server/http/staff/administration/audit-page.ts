import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import { instantText } from '../../../../shared/i18n/instants';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { StoredAuditCheck } from '../../../use-cases/ports/audit-checks';
import type { StoredAuditEvent } from '../../../use-cases/ports/records';
import { auditLastCheck } from './audit-check-page';
import { AUDIT_ACTS, auditWord } from './audit-words';
import { messageBody, sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';

/** What the reader asked for; empty texts ask for everything. */
export interface AuditSearch {
  registration: string;
  action: string;
  actor: string;
}

interface AuditParts {
  events: StoredAuditEvent[];
  search: AuditSearch;
  /** Number before which the next page begins, or null at the end. */
  older: number | null;
  isFirst: boolean;
  /** The check finished last. */
  checked: StoredAuditCheck | null;
  csrf: string;
  locale: Locale;
}

const FIELDS: readonly (keyof AuditSearch)[] = ['registration', 'action', 'actor'];
const NOTHING: AuditSearch = { registration: '', action: '', actor: '' };

/** Who did what, newest first, with the check of the chain and a search. */
export function auditBody({ events, search, older, isFirst, checked, csrf, locale }: AuditParts): Html {
  const say = sayIn(locale);
  return html`<h1 class="staff-title">${say('audit.title')}</h1>
    <p class="staff-lead">${say('audit.lead')}</p>
    ${auditLastCheck(checked, { locale, csrf })}
    <form method="get" action="/staff/audit">
      <div class="weui-cells">
        ${searchField('registration', search.registration, say)} ${actField(search.action, locale)}
        ${searchField('actor', search.actor, say)}
      </div>
      <p class="weui-btn-area">
        <button class="weui-btn weui-btn_primary" type="submit">${say('audit.search')}</button>
      </p>
    </form>
    ${
      events.length === 0
        ? messageBody({ icon: 'info', title: say('audit.none'), text: say('audit.none_more') })
        : html`<div class="weui-cells staff-list">${events.map((event) => eventRow(event, locale))}</div>`
    }
    <nav class="staff-pager">
      ${!isFirst && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="${address(search)}">${say('audit.newest')}</a>`}
      ${older !== null && html`<a class="weui-btn weui-btn_default weui-btn_mini" href="${address(search, older)}">${say('audit.older')}</a>`}
    </nav>`;
}

function searchField(field: keyof AuditSearch, value: string, say: Say): Html {
  return html`<label class="weui-cell">
    <span class="weui-cell__hd"><span class="weui-label">${say(`audit.${field}`)}</span></span>
    <span class="weui-cell__bd">
      <input class="weui-input" name="${field}" value="${value}" maxlength="64" autocomplete="off" />
    </span>
  </label>`;
}

/** By name; one that an address asks for and nothing is called stays asked for. */
function actField(asked: string, locale: Locale): Html {
  const say = sayIn(locale);
  const acts = asked === '' || AUDIT_ACTS.includes(asked) ? AUDIT_ACTS : [asked, ...AUDIT_ACTS];
  return html`<label class="weui-cell">
    <span class="weui-cell__hd"><span class="weui-label">${say('audit.action')}</span></span>
    <span class="weui-cell__bd">
      <select class="staff-select" name="action">
        <option value="">${say('audit.all')}</option>
        ${acts.map(
          (act) =>
            html`<option value="${act}" ${act === asked && html`selected`}>
              ${auditWord(locale, 'act', act)}
            </option>`,
        )}
      </select>
    </span>
  </label>`;
}

function address(search: AuditSearch, before?: number): string {
  const query = new URLSearchParams();
  for (const field of FIELDS) if (search[field] !== '') query.set(field, search[field]);
  if (before !== undefined) query.set('before', String(before));
  return query.size === 0 ? '/staff/audit' : `/staff/audit?${query.toString()}`;
}

function eventRow(event: StoredAuditEvent, locale: Locale): Html {
  const say = sayIn(locale);
  const { seq, action, actor, registrationId, from, to, revision, reason, at } = event;
  const channel = auditWord(locale, 'channel', actor.channel);
  const who = say('audit.who', { role: roleText(actor.role, say), id: actor.id, channel });
  const state = (code: string | null): string => (code === null ? '—' : auditWord(locale, 'at', code));
  return html`<div class="weui-cell">
    <div class="weui-cell__bd">
      <p class="staff-row-head">
        <strong>${auditWord(locale, 'act', action)}</strong>
        <span class="weui-cell__desc">${action} #${seq}</span>
      </p>
      <p>${secondText(at, locale)}</p>
      <p class="weui-cell__desc">
        <a href="${address({ ...NOTHING, actor: actor.id })}">${who}</a>
        ${registrationId !== null && html`· <a href="${address({ ...NOTHING, registration: registrationId })}">${registrationId}</a>`}
      </p>
      ${(from ?? to) !== null && html`<p class="weui-cell__desc">${say('audit.state', { from: state(from), to: state(to) })}</p>`}
      ${revision !== null && html`<p class="weui-cell__desc">${say('audit.revision', { revision })}</p>`}
      ${reason !== null && html`<p class="weui-cell__desc">${say('audit.reason', { reason })}</p>`}
    </div>
  </div>`;
}

/** To the second: what happened in which order within a minute is what is asked of an audit. */
function secondText(at: number, locale: Locale): string {
  const seconds = Math.floor(at / 1_000) % 60;
  return `${instantText(at, locale)}:${String(seconds).padStart(2, '0')}`;
}

const ROLES: Readonly<Record<StoredAuditEvent['actor']['role'], StaffKey>> = {
  candidate: 'audit.role.candidate',
  reviewer: 'audit.role.reviewer',
  lead: 'audit.role.lead',
  support: 'audit.role.support',
  administrator: 'audit.role.administrator',
  auditor: 'audit.role.auditor',
  system: 'audit.role.system',
  platform: 'audit.role.platform',
};

function roleText(role: StoredAuditEvent['actor']['role'], say: Say): string {
  return say(ROLES[role]);
}
