import { instantText } from '../../../../shared/i18n/instants';
import { isWhole, SEALING_LATE_MS } from '../../../use-cases/audit/check-audit';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { AuditCheck, StoredAuditCheck } from '../../../use-cases/ports/audit-checks';
import { messageBody, sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';

const CHECK = '/staff/audit/check';

/** How the last check ended, and the button that begins one. */
export function auditLastCheck(
  checked: StoredAuditCheck | null,
  { locale, csrf }: { locale: Locale; csrf: string },
): Html {
  const say = sayIn(locale);
  return html`<section class="staff-card">
    <p>
      ${lastLine(checked, locale)} ${checked !== null && html`<a href="${CHECK}">${say('audit.see')}</a>`}
    </p>
    ${beginForm(csrf, say)}
  </section>`;
}

function beginForm(csrf: string, say: Say): Html {
  return html`<form method="post" action="${CHECK}">
    <input type="hidden" name="csrf" value="${csrf}" />
    <button class="weui-btn weui-btn_mini weui-btn_default" type="submit">${say('audit.check')}</button>
    <p class="staff-note">${say('audit.check_hint')}</p>
  </form>`;
}

function lastLine(checked: StoredAuditCheck | null, locale: Locale): string {
  const say = sayIn(locale);
  if (!checked) return say('audit.last_none');
  const at = instantText(checked.finishedAt ?? checked.beganAt, locale);
  if (!isWhole(checked.check)) return say('audit.last_broken', { at });
  return say('audit.last_whole', { at, events: checked.check.events });
}

/** The newest check: how far it is, or what it found. */
export function auditCheckBody(
  stored: StoredAuditCheck | null,
  { locale, now, csrf }: { locale: Locale; now: number; csrf: string },
): Html {
  const say = sayIn(locale);
  return html`${
      stored === null &&
      html`<h1 class="staff-title">${say('audit.title')}</h1>
        ${auditLastCheck(null, { locale, csrf })}`
    }
    ${stored !== null && (stored.finishedAt === null ? underWay(stored, locale) : found(stored, { locale, now }))}
    <p class="staff-back"><a href="/staff/audit">${say('audit.back')}</a></p>`;
}

function underWay({ beganAt, check }: StoredAuditCheck, locale: Locale): Html {
  const say = sayIn(locale);
  const at = instantText(beganAt, locale);
  const text = say('audit.checking_more', { at, events: check.events });
  const action = { href: CHECK, caption: say('audit.refresh') };
  return messageBody({ icon: 'waiting', title: say('audit.checking'), text, action });
}

function found(
  { check, finishedAt }: StoredAuditCheck,
  { locale, now }: { locale: Locale; now: number },
): Html {
  const say = sayIn(locale);
  const { batches, events, prunedTo, waiting, head } = check;
  const { oldestAt } = waiting;
  const whole = isWhole(check);
  const more = whole ? say('audit.whole_more', { batches, events }) : say('audit.broken_more');
  const at = say('audit.checked_at', { at: instantText(finishedAt ?? now, locale) });
  return html`${messageBody({
    icon: whole ? 'success' : 'warn',
    title: say(whole ? 'audit.whole' : 'audit.broken'),
    text: `${more} ${at}`,
  })}
  ${faultList(check, locale)} ${head === 'unknown' && batches > 0 && tip(say('audit.head_unknown'))}
  ${prunedTo > 0 && tip(say('audit.pruned', { to: prunedTo }))}
  ${
    oldestAt !== null &&
    tip(
      say('audit.waiting', { count: waiting.events, at: instantText(oldestAt, locale) }),
      (finishedAt ?? now) - oldestAt > SEALING_LATE_MS && say('audit.waiting_late'),
    )
  }`;
}

function tip(...texts: (string | false)[]): Html {
  return html`<p class="weui-cells__tips">${texts}</p>`;
}

function faultList(check: AuditCheck, locale: Locale): Html | false {
  const say = sayIn(locale);
  const { faults, faultCount, head } = check;
  if (isWhole(check)) return false;
  const others = faultCount - faults.length;
  return html`<ul class="staff-faults">
    ${faults.map((fault) => html`<li>${faultText(fault, { say, locale })}</li>`)}
    ${others > 0 && html`<li>${say('audit.more_faults', { count: others })}</li>`}
    ${head === 'cut_off' && html`<li>${say('audit.cut_off')}</li>`}
    ${head === 'unreadable' && html`<li>${say('audit.unreadable')}</li>`}
  </ul>`;
}

function faultText(
  { fault, firstEvent, lastEvent, sealedAt }: AuditCheck['faults'][number],
  { say, locale }: { say: Say; locale: Locale },
): string {
  const what = say(`audit.fault.${fault}`);
  return say('audit.fault', { first: firstEvent, last: lastEvent, at: instantText(sealedAt, locale), what });
}
