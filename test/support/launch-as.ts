import type { Page } from 'playwright-core';
import { until } from './until';

export interface Launched {
  /** Path and query of the page. */
  url: string;
  /** Session of whoever holds the phone; null: nobody has signed in. */
  token: string | null;
}

interface PhoneWindow {
  wx: { setStorageSync(key: string, value: unknown): void; removeStorageSync(key: string): void };
  miniProgram: { launch(url: string): void };
  getCurrentPages(): { route: string; data: Record<string, unknown> }[];
}

const FAR_MS = 8_000_000_000_000;
const PATIENCE = { withinMs: 10_000, everyMs: 20 };

/** Opens a page in place of all others, as somebody who is signed in with this token or is not; waits until it is loaded. */
export async function launchAs(page: Page, { url, token }: Launched): Promise<void> {
  const kept = token === null ? null : { token, expiresAt: FAR_MS };
  await page.evaluate(
    ([to, session]) => {
      const { wx, miniProgram } = window as unknown as PhoneWindow;
      wx.removeStorageSync('signedOut');
      if (session) wx.setStorageSync('session', session);
      else {
        wx.removeStorageSync('session');
        wx.setStorageSync('signedOut', true);
      }
      miniProgram.launch(to);
    },
    [url, kept] as const,
  );
  await isLoaded(page);
}

/** Waits until the page that is shown has loaded, or failed to; its path. */
export function isLoaded(page: Page): Promise<string> {
  return until(
    'the page is loaded',
    () =>
      page.evaluate(() => {
        const top = (window as unknown as PhoneWindow).getCurrentPages().at(-1);
        return top !== undefined && top.data['phase'] !== 'loading' ? top.route : undefined;
      }),
    PATIENCE,
  );
}
