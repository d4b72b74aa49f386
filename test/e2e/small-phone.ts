import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { botZhCn } from '../../shared/i18n/bot/zh-CN';
import { pagesZhCn } from '../../shared/i18n/pages/zh-CN';
import { phoneZhCn } from '../../shared/i18n/phone/zh-CN';
import { staffZhCn } from '../../shared/i18n/staff/zh-CN';

/** Evaluates to what is wrong with the look of the page. */
const LOOK = readFileSync(path.join(__dirname, 'page-look.js'), 'utf8');
const KEYS = [pagesZhCn, botZhCn, phoneZhCn, staffZhCn].flatMap((texts) => Object.keys(texts));
const DOTTED = /[a-z][\w]*(?:\.[a-z]\w*)+/g;

export type PageLanguage = 'zh-CN' | 'en';

/** What a page is found to be like; everything good is empty. */
export interface Look {
  wide: string[];
  faint: string[];
  small: string[];
  /** Text keys and gaps that nobody filled. */
  raw: string[];
  errors: string[];
}

export const GOOD_LOOK: Look = { wide: [], faint: [], small: [], raw: [], errors: [] };

const PHONE = {
  viewport: { width: 375, height: 720 },
  isMobile: true,
  hasTouch: true,
  userAgent: 'Mozilla/5.0 (iPhone) MicroMessenger/8.0',
};
/** A browser on a desk, outside WeCom. */
const DESK = { viewport: { width: 1440, height: 900 } };

/** A phone 375 pixels wide, or a browser on a desk, whose errors are kept. */
export interface SmallPhone {
  context: BrowserContext;
  page: Page;
  /** Opens an address; fails when its head is not as every page's must be. */
  opens(url: string): Promise<number>;
  /** What is wrong with the page that is shown, and with everything loaded since the last look. */
  look(): Promise<Look>;
}

export async function openSmallPhone(
  browser: Browser,
  {
    language,
    headers = {},
    desk = false,
    userAgent,
  }: { language: PageLanguage; headers?: Record<string, string>; desk?: boolean; userAgent?: string },
): Promise<SmallPhone> {
  const context = await browser.newContext({
    locale: language,
    extraHTTPHeaders: headers,
    ...(desk ? DESK : PHONE),
    ...(userAgent !== undefined && { userAgent }),
  });
  const page = await context.newPage();
  let errors: string[] = [];
  let expected = 200;
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (line) => {
    // The browser names every page that is not found; that is what those pages are for.
    const named = new RegExp(`status of ${expected} `).test(line.text());
    if (line.type() === 'error' && !(named && expected >= 400)) errors.push(line.text());
  });

  return {
    context,
    page,
    async opens(url) {
      page.once('response', (response) => (expected = response.status()));
      const response = await page.goto(url);
      if (!response?.headers()['content-security-policy']?.startsWith("default-src 'none'"))
        errors.push('the page has no strict policy');
      return response?.status() ?? 0;
    },
    async look() {
      const found = (await page.evaluate(LOOK)) as Pick<Look, 'wide' | 'faint' | 'small'>;
      await page.emulateMedia({ colorScheme: 'dark' });
      const { faint } = (await page.evaluate(LOOK)) as Pick<Look, 'faint'>;
      await keepPicture(page);
      await page.emulateMedia({ colorScheme: 'light' });
      await keepPicture(page);
      const text = await page.locator('html').innerText();
      const dotted = new Set(text.match(DOTTED) ?? []);
      const raw = [
        ...KEYS.filter((key) => dotted.has(key)),
        ...(text.match(/\{\{|\}\}|undefined|\[object|\bnull\b|NaN/g) ?? []),
      ];
      if ((await page.title()).trim() === '') raw.push('no title');
      if ((await page.locator('html').getAttribute('lang')) !== language) raw.push('lang');
      const seen = errors;
      errors = [];
      return { ...found, faint: [...found.faint, ...faint.map((one) => `dark ${one}`)], raw, errors: seen };
    },
  };
}

let pictures = 0;

/** With `E2E_PICTURES=<folder>` every page looked at is kept as a picture, for human eyes. */
async function keepPicture(page: Page): Promise<void> {
  const folder = process.env['E2E_PICTURES'];
  if (!folder) return;
  pictures += 1;
  await page.screenshot({ path: path.join(folder, `${pictures}.png`), fullPage: true });
}
