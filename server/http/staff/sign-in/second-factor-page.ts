import { dueText } from '../../../../shared/i18n/instants';
import type { Locale } from '../../../use-cases/ports/accounts';
import type { CodeChecked } from '../../../use-cases/staff/second-factor';
import { messageBody, sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';

export interface VerifyParts {
  enrolled: boolean;
  back: string;
  /** What was sent before has to be sent once more afterwards. */
  again: boolean;
  problem: Extract<CodeChecked, { ok: false }> | null;
  csrf: string;
  locale: Locale;
  now: number;
}

/** Asks for a code of the app, or for a recovery code. */
export function verifyBody(parts: VerifyParts): Html {
  const { enrolled, back, again, problem, csrf, locale } = parts;
  const say = sayIn(locale);
  if (!enrolled) {
    const action = { href: '/staff/account', caption: say('verify.enrol') };
    return messageBody({
      icon: 'info',
      title: say('verify.not_enrolled'),
      text: say('verify.not_enrolled_more'),
      action,
    });
  }
  return html`<h1 class="staff-title">${say('verify.title')}</h1>
    <p class="staff-lead">${say('verify.lead')} ${again && say('verify.again')}</p>
    ${problem && html`<div class="staff-alert" role="alert"><p>${problemText(problem, parts)}</p></div>`}
    <form method="post" action="/staff/verify">
      <input type="hidden" name="csrf" value="${csrf}" />
      <input type="hidden" name="back" value="${back}" />
      ${again && html`<input type="hidden" name="again" value="1" />`}
      <div class="weui-cells">${codeField(say, say('verify.code'))}</div>
      <p class="weui-cells__tips">${say('verify.recovery')}</p>
      <p class="weui-btn-area">
        <button class="weui-btn weui-btn_primary" type="submit">${say('verify.submit')}</button>
      </p>
    </form>`;
}

/** The field of a code; it holds the cursor, since there is nothing else to do. */
export function codeField(say: Say, label: string, focus = true): Html {
  return html`<label class="weui-cell">
    <span class="weui-cell__hd"><span class="weui-label">${label}</span></span>
    <span class="weui-cell__bd">
      <input
        class="weui-input"
        name="code"
        maxlength="20"
        required
        autocomplete="one-time-code"
        autocapitalize="characters"
        spellcheck="false"
        placeholder="${say('verify.digits')}"
        ${focus && html`autofocus`}
      />
    </span>
  </label>`;
}

function problemText(problem: NonNullable<VerifyParts['problem']>, { locale, now }: VerifyParts): string {
  const say = sayIn(locale);
  if (problem.code === 'wrong') return say('verify.wrong', { left: problem.left });
  if (problem.code === 'locked') return say('verify.locked', { until: dueText(problem.until, now, locale) });
  return say('verify.not_enrolled');
}
