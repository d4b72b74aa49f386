import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { launchChromium } from '../support/chromium';
import type { Wishes } from './candidate-answers';
import { startDemo } from './demo-process';
import { fillsThePhone, paysOnThePhone } from './fills-the-phone';
import { phoneInDemo } from './phone-in-demo';
import { approves, awaitedCard, opensConversation, rejectsPhoto } from './reviewing-journey';
import { visitDemo, type Visitor } from './visitor';

const FOLDER = path.join(__dirname, '../../docs/pictures');
const COLOURS = 128;
const MINI = '#mini .phone';
const WECOM = '#wecom-phone';
const WISHES: Wishes = {
  language: 'zh',
  email: '',
  mobile: '',
  siteCode: '359202',
  subject: '65',
  photo: 'blue',
};

/** Takes the pictures of the README from the demo: `npx tsx test/e2e/take-pictures.ts`. */
async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const demo = await startDemo();
  const browser = await launchChromium();
  try {
    await walk(await visitDemo({ browser, url: demo.url, language: 'zh', scale: 2, width: 1440 }));
  } finally {
    await browser.close();
    await demo.stop();
  }
}

async function walk(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  const phone = phoneInDemo(page);
  await phone.arrives('home');
  await take(visitor, 'mini-home', MINI);
  await fillsThePhone(visitor, WISHES, 'ethnicity');
  await take(visitor, 'mini-question', MINI);
  await visitor.types('进度');
  await visitor.isAsked();
  await take(visitor, 'chat', '#phone');
  await page.locator(MINI).hover();
  await fillsThePhone(visitor, WISHES, 'status');
  await awaitedCard(visitor);
  await take(visitor, 'review-card', WECOM);
  const detail = await visitor.opensCard();
  await detail.locator('.staff-photo img').waitFor();
  await take(visitor, 'review-page', WECOM);
  await rejectsPhoto(visitor, detail);
  await page.locator(MINI).hover();
  await phone.find('.status__head--act').waitFor();
  await take(visitor, 'mini-rejected', MINI);
  await phone.presses('.fact-list__act');
  await phone.arrives('photo');
  await fillsThePhone(visitor, { ...WISHES, photo: 'good' }, 'submit');
  await fillsThePhone(visitor, WISHES, 'status');
  await awaitedCard(visitor);
  await take(visitor, 'demo');
  await approves(visitor, await visitor.opensCard());
  await page.locator(MINI).hover();
  await phone.find('.status__head--act').waitFor();
  await phone.pressesMain();
  await phone.arrives('payment');
  await take(visitor, 'mini-payment', MINI);
  await paysOnThePhone(visitor);
  await take(visitor, 'mini-paid', MINI);
  await visitor.types('人工');
  const conversation = await opensConversation(visitor, 'support-one');
  await visitor.closesSheets();
  await take(visitor, 'support-card', WECOM);
  await opensConversation(visitor, 'support-one');
  await conversation.locator('form[action$="/take"] button').click();
  await conversation.locator('.staff-done').waitFor();
  await take(visitor, 'support-page', WECOM);
}

/** A phone of the page, twice as sharp as the page, or all of it; few colours keep a picture well under 150 kB. */
async function take({ page }: Visitor, name: string, phone?: string): Promise<void> {
  const shot = phone
    ? await page.locator(phone).screenshot({ animations: 'disabled' })
    : await page.screenshot({ animations: 'disabled', scale: 'css' });
  const file = path.join(FOLDER, `${name}.png`);
  await sharp(shot).png({ palette: true, colours: COLOURS, effort: 10 }).toFile(file);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
  process.exitCode = 1;
});
