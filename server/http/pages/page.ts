import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pageText } from '../../../shared/i18n/pages/text';
import type { PageKey } from '../../../shared/i18n/pages/zh-CN';
import type { TextParams } from '../../../shared/i18n/format';
import type { LocalText } from '../../../shared/domain/season';
import type { Locale } from '../../use-cases/ports/accounts';
import type { Ctx } from '../http-context';
import { html, type Html } from '../staff/markup';

const STYLE = readFileSync(path.join(__dirname, 'pages.css'), 'utf8');
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** No script, no foreign origin; the one style sheet stands in the page itself: one request, also on a slow phone. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The same for a page that carries a picture within itself. */
export const PICTURE_POLICY = `${PAGE_POLICY}; img-src data:`;

/** What a page speaks with. */
export interface Voice {
  locale: Locale;
  say(key: PageKey, params?: TextParams): string;
  local(text: LocalText): string;
}

export function voiceOf(locale: Locale): Voice {
  return {
    locale,
    say: (key, params) => pageText(locale, key, params),
    local: (text) => (locale === 'en' ? text.en : text.zh),
  };
}

/** `?lang=` chosen on the page itself wins. */
export function pageVoice(ctx: Ctx): Voice {
  const asked = ctx.URL.searchParams.get('lang');
  if (asked === 'en' || asked === 'zh-CN') ctx.state.locale = asked;
  return voiceOf(ctx.state.locale);
}

/** On a page of one person: their own language, unless this very page was asked for in another. */
export function ownVoice(ctx: Ctx, locale: Locale): Voice {
  if (ctx.URL.searchParams.has('lang')) return pageVoice(ctx);
  ctx.state.locale = locale;
  return voiceOf(locale);
}

export function writePage(
  ctx: Ctx,
  page: { title: string; body: Html; voice: Voice; status?: number; policy?: string },
): void {
  ctx.status = page.status ?? 200;
  ctx.set('Content-Security-Policy', page.policy ?? PAGE_POLICY);
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = documentOf({ ...page, switchTo: ctx.method === 'GET' ? otherLanguage(ctx) : null });
}

export function documentOf(page: {
  title: string;
  body: Html;
  voice: Voice;
  switchTo: string | null;
}): string {
  const { title, body, voice, switchTo } = page;
  const whole = html`<!doctype html>
    <html lang="${voice.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <title>${title} · ${voice.say('page.product')}</title>
        ${{ html: `<style>${STYLE}</style>` }}
      </head>
      <body>
        <main>${body}</main>
        ${switchTo && html`<footer class="soft"><a href="${switchTo}">${voice.say('page.other_language')}</a></footer>`}
      </body>
    </html> `;
  return whole.html;
}

/** The same address in the other language. */
function otherLanguage(ctx: Ctx): string {
  const query = new URLSearchParams(ctx.URL.searchParams);
  query.set('lang', ctx.state.locale === 'en' ? 'zh-CN' : 'en');
  return `${ctx.path}?${query.toString()}`;
}

/** A page that says one thing. */
export function messageBody(parts: { good: boolean; title: string; lines: readonly string[] }): Html {
  const sign = parts.good ? html`<div class="sign">✓</div>` : html`<div class="sign warn">!</div>`;
  const lines = parts.lines.map((line) => html`<p>${line}</p>`);
  return html`<div class="message">
    ${sign}
    <h1>${parts.title}</h1>
    ${lines}
  </div>`;
}

/** Plain paragraphs separated by blank lines. */
export function paragraphs(text: string): Html[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => html`<p>${part}</p>`);
}
