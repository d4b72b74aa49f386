import { codeAt } from '../../server/secrets/one-time-codes';
import type { Browser, Page } from '../platform/hands/browser';

const STEP_MS = 30_000;

/** An authenticator app on a phone: reads the secret off the page and shows the code of the moment, never the same twice. */
export interface Authenticator {
  code(): string;
}

/** The app's clock is the stage's; a code that was used up is followed by the next one after a push of half a minute. */
export function authenticatorOf(page: Pick<Page, 'text'>, clock: { at: number }): Authenticator {
  const [shown = ''] = /\b[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}\b/.exec(page.text) ?? [];
  if (shown === '') throw new Error('no secret is shown');
  const secret = shown.replaceAll(' ', '');
  let last = 0;
  return {
    code() {
      if (Math.floor(clock.at / STEP_MS) <= last) clock.at = (last + 1) * STEP_MS;
      last = Math.floor(clock.at / STEP_MS);
      return codeAt(secret, last);
    },
  };
}

/** Sets up the second factor of whoever is signed in; they have proved it then for a quarter of an hour. */
export async function setUpSecondFactor(
  browser: Browser,
  { publicUrl, clock }: { publicUrl: string; clock: { at: number } },
): Promise<{ authenticator: Authenticator; page: Page }> {
  const shown = await browser.submit(await browser.open(`${publicUrl}/staff/account`), {
    button: '设置二次验证',
  });
  const authenticator = authenticatorOf(shown, clock);
  const page = await browser.submit(shown, { button: '确认', fields: { code: authenticator.code() } });
  return { authenticator, page };
}
