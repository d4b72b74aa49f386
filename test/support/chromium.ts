import { chromium, type Browser } from 'playwright-core';
import { findProgram } from './leash';

/** The browser of this machine (`TEST_CHROMIUM` names another one), or why there is none. */
export function findChromium(): { program: string } | { missing: string } {
  const named = process.env['TEST_CHROMIUM'];
  if (named) return { program: named };
  // The shell without windows draws the same pages and is a quarter lighter.
  const found = findProgram(
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
  );
  return found ? { program: found } : { missing: 'chromium is not installed' };
}

/** Starts the browser without a window. The caller closes it. */
export async function launchChromium(): Promise<Browser> {
  const found = findChromium();
  if ('missing' in found) throw new Error(found.missing);
  return chromium.launch({
    executablePath: found.program,
    headless: true,
    // Chromium's sandbox does not start as root, and containers give it a /dev/shm too small for a page.
    args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
}
