import { render } from '../../../../bot/replies/render';
import { instantText } from '../../../../shared/i18n/instants';
import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { StaffMember } from '../../../use-cases/ports/review';
import type { SecondFactorState } from '../../../use-cases/staff/second-factor';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';
import { qrCode } from './qr-code';
import { codeField } from './second-factor-page';

interface AccountParts {
  member: StaffMember;
  state: SecondFactorState;
  /** The code that should have confirmed the secret was wrong. */
  wrong: boolean;
  csrf: string;
  locale: Locale;
}

/** One's own account: who one is here, and the second factor. */
export function accountBody({ member, state, wrong, csrf, locale }: AccountParts): Html {
  const say = sayIn(locale);
  const { enrolledAt, pendingSecret, recoveryCodesLeft } = state;
  const rows: [string, string][] = [
    [say('account.name'), member.name],
    [say('account.roles'), member.roles.map((role) => say(ROLES[role])).join(render(locale, 'list.comma'))],
    [say('account.sites'), member.siteCodes.join(' ') || '—'],
    [
      say('account.second_factor'),
      enrolledAt === null
        ? say('account.none')
        : say('account.since', { at: instantText(enrolledAt, locale), left: recoveryCodesLeft }),
    ],
  ];
  return html`<h1 class="staff-title">${say('account.title')}</h1>
    <div class="weui-cells">
      ${rows.map(
        ([label, value]) =>
          html`<div class="weui-cell">
            <div class="weui-cell__hd staff-label">${label}</div>
            <div class="weui-cell__bd staff-value">${value}</div>
          </div>`,
      )}
    </div>
    ${pendingSecret === null ? beginForm({ enrolled: enrolledAt !== null, csrf, say }) : confirmForm({ member, secret: pendingSecret, wrong, csrf, say })}`;
}

export const ROLES = {
  reviewer: 'audit.role.reviewer',
  lead: 'audit.role.lead',
  support: 'audit.role.support',
  administrator: 'audit.role.administrator',
  auditor: 'audit.role.auditor',
} as const satisfies Record<StaffMember['roles'][number], StaffKey>;

function beginForm({ enrolled, csrf, say }: { enrolled: boolean; csrf: string; say: Say }): Html {
  return html`<form method="post" action="/staff/account/second-factor">
    <input type="hidden" name="csrf" value="${csrf}" />
    <p class="weui-cells__tips">${say(enrolled ? 'account.replace_more' : 'account.begin_more')}</p>
    <p class="weui-btn-area">
      <button class="weui-btn weui-btn_${enrolled ? 'default' : 'primary'}" type="submit">
        ${say(enrolled ? 'account.replace' : 'account.begin')}
      </button>
    </p>
  </form>`;
}

interface ConfirmParts {
  member: StaffMember;
  secret: string;
  wrong: boolean;
  csrf: string;
  say: Say;
}

function confirmForm({ member, secret, wrong, csrf, say }: ConfirmParts): Html {
  return html`<form method="post" action="/staff/account/second-factor/confirm">
    <input type="hidden" name="csrf" value="${csrf}" />
    ${secretSection({ name: member.name, secret, say })}
    ${wrong && html`<div class="staff-alert" role="alert"><p>${say('account.wrong')}</p></div>`}
    <div class="weui-cells">${codeField(say, say('verify.code'))}</div>
    <p class="weui-btn-area">
      <button class="weui-btn weui-btn_primary" type="submit">${say('account.confirm')}</button>
    </p>
  </form>`;
}

/** The secret for the app on the phone, to be scanned or typed. */
export function secretSection({ name, secret, say }: { name: string; secret: string; say: Say }): Html {
  const issuer = say('account.issuer');
  const label = encodeURIComponent(`${issuer}:${name}`);
  const address = `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
  return html`<h2 class="weui-cells__title">${say('account.scan')}</h2>
    <section class="staff-card">
      <p>${say('account.scan_more')}</p>
      ${qrCode(address, say('account.qr'))}
      <p class="staff-note">${say('account.secret')}</p>
      <p class="staff-secret"><code>${(secret.match(/.{1,4}/g) ?? []).join(' ')}</code></p>
    </section>`;
}

/** Shown this once: only their hashes are kept. */
export function recoveryCodesBody(codes: readonly string[], say: Say): Html {
  return html`<h1 class="staff-title">${say('account.recovery_title')}</h1>
    <div class="staff-done" role="status">${say('account.done')}</div>
    <p class="staff-lead">${say('account.recovery_more')}</p>
    <section class="staff-card">
      <ul class="staff-codes">
        ${codes.map((code) => html`<li><code>${code.slice(0, 5)}-${code.slice(5)}</code></li>`)}
      </ul>
    </section>
    <p class="weui-btn-area">
      <a class="weui-btn weui-btn_primary" href="/staff">${say('account.recovery_kept')}</a>
    </p>`;
}
