import type { AlbumPicture } from './conditions';

/** The page around a running mini program: a navigation bar, and the screen it draws in. */
export const PHONE_BODY = `<div class="mp-phone">
  <div class="mp-nav">
    <button class="mp-nav__back" aria-label="返回" hidden></button>
    <span class="mp-nav__title"></span>
    <span class="mp-nav__capsule" aria-hidden="true"></span>
  </div>
  <div id="app" class="mp-app"></div>
</div>`;

/** A whole page that loads the bundle. `settings` becomes `window.phone` before it starts. */
export function phonePage(): string {
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width,initial-scale=1" />
    <title>报考助手</title>
    <link rel="stylesheet" href="phone.css" />
  </head>
  <body>
    ${PHONE_BODY}
    <script src="phone.js"></script>
    <script src="bundle.js"></script>
  </body>
</html>`;
}

/** What a phone is told before the mini program starts. */
export interface PhoneSettings {
  entry: string;
  conditions: object;
  pictures?: AlbumPicture[];
  storage?: string;
}

/** Sets the phone up before the mini program starts; the address may name another first page. */
export function phoneScript({ entry, conditions, pictures, storage }: PhoneSettings): string {
  return `window.phone = {
  conditions: ${JSON.stringify(conditions)},
  serverOrigin: location.origin + location.pathname.replace(/\\/$/, ''),
  entry: new URLSearchParams(location.search).get('entry') ?? ${JSON.stringify(entry)},
  pictures: ${JSON.stringify(pictures)},
  storage: ${JSON.stringify(storage)},
  async ask(name, input) {
    const response = await fetch('ask/' + name, { method: 'POST', body: JSON.stringify(input) });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  },
};`;
}
