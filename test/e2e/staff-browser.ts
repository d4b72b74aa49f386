import type { Browser } from 'playwright-core';
import type { Reviewer } from '../platform/hands/reviewer';
import type { Stage } from '../support/stage';
import { openSmallPhone, type PageLanguage, type SmallPhone } from './small-phone';

export interface StaffBrowserOptions {
  stage: Stage;
  hands: Reviewer;
  language: PageLanguage;
  /** A browser on a desk instead of WeCom's webview. */
  desk: boolean;
}

/** A browser in which a member of the staff is signed in, in the language. */
export async function openStaffBrowser(
  browser: Browser,
  { stage, hands, language, desk }: StaffBrowserOptions,
): Promise<SmallPhone> {
  await hands.opens(`${stage.publicUrl}/staff`);
  const phone = await openSmallPhone(browser, { language, desk });
  const cookies = Object.entries(hands.browser.cookies(stage.publicUrl));
  await phone.context.addCookies(cookies.map(([name, value]) => ({ name, value, url: stage.publicUrl })));
  await phone.opens(`${stage.publicUrl}/staff/account`);
  if ((await phone.page.locator('html').getAttribute('lang')) !== language) {
    await phone.page.locator('form[action="/staff/language"] button').click();
    await phone.page.locator(`html[lang=${language}]`).waitFor();
  }
  return phone;
}
