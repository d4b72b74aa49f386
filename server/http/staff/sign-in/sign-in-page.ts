import type { Say } from '../layout';
import { html, type Html } from '../markup';
import { secretSection } from './account-page';
import { codeField } from './second-factor-page';

export const SIGN_IN = '/staff/sign-in';
export const PASSWORD = `${SIGN_IN}/password`;
export const FORGOTTEN = `${SIGN_IN}/forgotten`;
export const LINK = `${SIGN_IN}/link`;

/** In a desktop browser: by WeCom, or by account and password. */
export function chooseBody(back: string, say: Say): Html {
  const query = `?back=${encodeURIComponent(back)}`;
  return html`<h1 class="staff-title">${say('sign_in.title')}</h1>
    <p class="staff-lead">${say('sign_in.choose')}</p>
    <p class="weui-btn-area">
      <a class="weui-btn weui-btn_primary" href="${SIGN_IN}/wecom${query}">${say('sign_in.by_wecom')}</a>
    </p>
    ${passwordLink(PASSWORD + query, say)}
    <p class="weui-cells__tips">${say('sign_in.by_password_more')}</p>`;
}

export function passwordLink(href: string, say: Say): Html {
  return html`<p class="weui-btn-area">
    <a class="weui-btn weui-btn_default" href="${href}">${say('sign_in.by_password')}</a>
  </p>`;
}

interface PasswordParts {
  back: string;
  /** What was typed before. */
  email: string;
  problem: string | null;
  say: Say;
}

/** Address, password and code in one form. */
export function passwordBody({ back, email, problem, say }: PasswordParts): Html {
  return html`<h1 class="staff-title">${say('sign_in.by_password')}</h1>
    ${alert(problem)}
    <form method="post" action="${PASSWORD}">
      <input type="hidden" name="back" value="${back}" />
      <div class="weui-cells">
        ${emailField(email, say)}
        ${secretField({ name: 'password', label: say('sign_in.password'), use: 'current-password' })}
        ${codeField(say, say('verify.code'), false)}
      </div>
      <p class="weui-cells__tips">${say('verify.recovery')}</p>
      <p class="weui-btn-area">
        <button class="weui-btn weui-btn_primary" type="submit">${say('sign_in.do')}</button>
      </p>
    </form>
    <p class="staff-back"><a href="${FORGOTTEN}">${say('sign_in.forgotten')}</a></p>
    <p class="staff-back"><a href="${SIGN_IN}">‹ ${say('sign_in.other_way')}</a></p>`;
}

export function forgottenBody(say: Say): Html {
  return html`<h1 class="staff-title">${say('sign_in.forgotten')}</h1>
    <p class="staff-lead">${say('sign_in.forgotten_more')}</p>
    <form method="post" action="${FORGOTTEN}">
      <div class="weui-cells">${emailField('', say)}</div>
      <p class="weui-btn-area">
        <button class="weui-btn weui-btn_primary" type="submit">${say('sign_in.send_link')}</button>
      </p>
    </form>
    <p class="staff-back"><a href="${PASSWORD}">‹ ${say('sign_in.by_password')}</a></p>`;
}

interface SetParts {
  link: string;
  name: string;
  /** Null for whom has a second factor. */
  totpSecret: string | null;
  problem: string | null;
  say: Say;
}

/** Behind a mailed link: a password, and the second factor for whom has none. */
export function setPasswordBody({ link, name, totpSecret, problem, say }: SetParts): Html {
  return html`<h1 class="staff-title">${say('sign_in.set_title')}</h1>
    <p class="staff-lead">${say('sign_in.set_for', { name })}</p>
    ${alert(problem)}
    <form method="post" action="${LINK}">
      <input type="hidden" name="t" value="${link}" />
      <div class="weui-cells">
        ${secretField({ name: 'password', label: say('sign_in.password_new'), use: 'new-password' })}
        ${secretField({ name: 'repeated', label: say('sign_in.password_again'), use: 'new-password' })}
      </div>
      <p class="weui-cells__tips">${say('sign_in.password_rule')}</p>
      ${totpSecret !== null && secretSection({ name, secret: totpSecret, say })}
      <div class="weui-cells">${codeField(say, say('verify.code'), false)}</div>
      <p class="weui-btn-area">
        <button class="weui-btn weui-btn_primary" type="submit">${say('sign_in.set_do')}</button>
      </p>
    </form>`;
}

function alert(problem: string | null): Html | null {
  return problem === null ? null : html`<div class="staff-alert" role="alert"><p>${problem}</p></div>`;
}

function emailField(value: string, say: Say): Html {
  return html`<label class="weui-cell">
    <span class="weui-cell__hd"><span class="weui-label">${say('sign_in.email')}</span></span>
    <span class="weui-cell__bd">
      <input
        class="weui-input"
        type="email"
        name="email"
        value="${value}"
        maxlength="100"
        required
        autocomplete="username"
      />
    </span>
  </label>`;
}

function secretField({ name, label, use }: { name: string; label: string; use: string }): Html {
  return html`<label class="weui-cell">
    <span class="weui-cell__hd"><span class="weui-label">${label}</span></span>
    <span class="weui-cell__bd">
      <input
        class="weui-input"
        type="password"
        name="${name}"
        maxlength="256"
        required
        autocomplete="${use}"
      />
    </span>
  </label>`;
}
