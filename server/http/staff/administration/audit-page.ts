import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import { instantText } from '../../../../shared/i18n/instants';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { StoredAuditCheck } from '../../../use-cases/ports/audit-checks';
import type { StoredAuditEvent } from '../../../use-cases/ports/records';
import { auditLastCheck } from './audit-check-page';
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

/** Who did what, newest first, with a search and the check of the chain. */
export function auditBody({ events, search, older, isFirst, checked, csrf, locale }: AuditParts): Html {
  const say = sayIn(locale);
  return html`<h1 class="staff-title">${say('audit.title')}</h1>
    <p class="staff-lead">${say('audit.lead')}</p>
    <form class="staff-search" method="get" action="/staff/audit">
      <div class="weui-cells">${FIELDS.map((field) => searchField(field, search[field], say))}</div>
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
    </nav>
    ${auditLastCheck(checked, { locale, csrf })}`;
}

function searchField(field: keyof AuditSearch, value: string, say: Say): Html {
  return html`<label class="weui-cell">
    <span class="weui-cell__hd"><span class="weui-label">${say(`audit.${field}`)}</span></span>
    <span class="weui-cell__bd">
      <input class="weui-input" name="${field}" value="${value}" maxlength="64" autocomplete="off" />
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
  const who = { role: roleText(actor.role, say), id: actor.id, channel: actor.channel };
  const none = '—';
  const changed = from !== null || to !== null;
  return html`<div class="weui-cell">
    <div class="weui-cell__bd">
      <p class="staff-row-head"><strong>${action}</strong> <span class="weui-cell__desc">#${seq}</span></p>
      <p>${instantText(at, locale)} · ${say('audit.who', who)}</p>
      ${
        registrationId !== null &&
        html`<p class="weui-cell__desc">
          <a href="${address({ registration: registrationId, action: '', actor: '' })}">${registrationId}</a>
        </p>`
      }
      ${changed && html`<p class="weui-cell__desc">${say('audit.state', { from: from ?? none, to: to ?? none })}</p>`}
      ${revision !== null && html`<p class="weui-cell__desc">${say('audit.revision', { revision })}</p>`}
      ${reason !== null && html`<p class="weui-cell__desc">${say('audit.reason', { reason })}</p>`}
    </div>
  </div>`;
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
