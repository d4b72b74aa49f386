import type { Locale } from '../../use-cases/ports/accounts';
import { staffText } from '../../../shared/i18n/staff/text';
import type { StaffKey } from '../../../shared/i18n/staff/zh-CN';
import type { Ctx } from '../http-context';
import { html, type Html } from './markup';
import { navigation } from './navigation';

/** Pages run no script, but for the two below, and load nothing but our style sheets and the photo. */
const PLAIN = [
  "default-src 'none'",
  "style-src 'self'",
  // WeUI draws its signs from data addresses inside its style sheet.
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];
const POLICY = PLAIN.join('; ');
/** A conversation looks for what is new in it by a script of ours, which asks us alone. */
const LIVE_POLICY = [...PLAIN, "script-src 'self'", "connect-src 'self'"].join('; ');
/**
 * The sidebar runs two scripts of ours, which ask us alone. WeCom's client is spoken to through frames of its own scheme in
 * some webviews.
 */
const SIDEBAR_POLICY = [...PLAIN, "script-src 'self'", "connect-src 'self'", 'frame-src weixin:'].join('; ');

export interface PageParts {
  title: string;
  body: Html;
  /** Set on pages of somebody signed in: language and sign-out at the foot. */
  signedIn?: { csrf: string; name: string };
  /** The photo wall: as wide as the desk, with a style sheet of its own. */
  wall?: boolean;
  /** The support desk, which has a style sheet of its own too. */
  desk?: boolean;
  /** A conversation: what is new comes by itself. */
  live?: boolean;
  /** The sidebar of WeCom: narrow, without the ways to the lists, and with the scripts that speak to the client. */
  sidebar?: boolean;
}

export type Say = (key: StaffKey, params?: Record<string, string | number>) => string;

export function sayIn(locale: Locale): Say {
  return (key, params) => staffText(locale, key, params);
}

export function showPage(
  ctx: Ctx,
  locale: Locale,
  { title, body, signedIn, wall, desk, live, sidebar }: PageParts,
): void {
  const say = sayIn(locale);
  const { staff } = ctx.state;
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex" />
        <title>${title} · ${say('page.product')}</title>
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/staff/assets/weui.css" />
        <link rel="stylesheet" href="/staff/assets/staff.css" />
        ${wall === true && html`<link rel="stylesheet" href="/staff/assets/wall.css" />`}
        ${(desk || sidebar) && html`<link rel="stylesheet" href="/staff/assets/support.css" />`}
        ${live && html`<script defer src="/staff/assets/conversation.js"></script>`}
        ${sidebar && sidebarHead()}
      </head>
      <body>
        ${signedIn && staff && !sidebar && navigation(staff.member, { path: ctx.path, say })}
        <main
          id="main"
          class="staff${wall === true && ' staff_wall'}${desk === true && ' staff_desk'}${sidebar && ' staff_sidebar'}"
        >
          ${body}
        </main>
        ${signedIn && foot(say, signedIn)}
      </body>
    </html> `;
  ctx.set('Content-Security-Policy', sidebar ? SIDEBAR_POLICY : live ? LIVE_POLICY : POLICY);
  // With no referrer at all browsers would send "null" as the origin of our own forms.
  ctx.set('Referrer-Policy', 'same-origin');
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = page.html;
}

function sidebarHead(): Html {
  return html`<link rel="stylesheet" href="/staff/assets/sidebar.css" />
    <script defer src="/staff/assets/wecom-jssdk.js"></script>
    <script defer src="/staff/assets/sidebar.js"></script>`;
}

function foot(say: Say, { csrf, name }: { csrf: string; name: string }): Html {
  return html`<footer class="staff-foot">
    <span>${name}</span>
    <form method="post" action="/staff/language">
      <input type="hidden" name="csrf" value="${csrf}" /><button class="staff-link" type="submit">
        ${say('page.language')}
      </button>
    </form>
    <form method="post" action="/staff/sign-out">
      <input type="hidden" name="csrf" value="${csrf}" /><button class="staff-link" type="submit">
        ${say('page.sign_out')}
      </button>
    </form>
  </footer>`;
}

/** A page that says one thing. */
export function messageBody(parts: {
  icon: 'success' | 'info' | 'warn' | 'waiting';
  title: string;
  text?: string;
  action?: { href: string; caption: string };
}): Html {
  const { icon, title, text, action } = parts;
  return html`<div class="weui-msg staff-msg">
    <div class="weui-msg__icon-area"><i class="weui-icon-${icon} weui-icon_msg"></i></div>
    <div class="weui-msg__text-area">
      <h1 class="weui-msg__title">${title}</h1>
      ${text && html`<p class="weui-msg__desc">${text}</p>`}
    </div>
    ${
      action &&
      html`<div class="weui-msg__opr-area">
        <p class="weui-btn-area">
          <a class="weui-btn weui-btn_primary" href="${action.href}">${action.caption}</a>
        </p>
      </div>`
    }
  </div>`;
}
