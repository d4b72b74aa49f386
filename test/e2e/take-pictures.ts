import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { launchChromium } from '../support/chromium';
import { answersUntil, type Wishes } from './candidate-answers';
import { startDemo } from './demo-process';
import { approves, awaitedCard, fixesPhoto, pays, rejectsPhoto } from './reviewing-journey';
import { visitDemo, type Visitor } from './visitor';

const FOLDER = path.join(__dirname, '../../docs/pictures');
const COLOURS = 128;
const WISHES: Wishes = {
  language: 'zh',
  email: 'kaosheng@example.com',
  mobile: '13800138000',
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
    await walk(await visitDemo({ browser, url: demo.url, language: 'zh', scale: 2 }));
  } finally {
    await browser.close();
    await demo.stop();
  }
}

async function walk(visitor: Visitor): Promise<void> {
  const phone = visitor.page.locator('#phone');
  const wecom = visitor.page.locator('#wecom-phone');
  await answersUntil(visitor, WISHES, 'field.siteCode');
  await take(phone, 'chat');
  await answersUntil(visitor, WISHES, 'pending');
  await awaitedCard(visitor);
  await take(wecom, 'review-card');
  const detail = await visitor.opensCard();
  await detail.locator('.staff-photo img').waitFor();
  await take(wecom, 'review-page');
  await rejectsPhoto(visitor, detail);
  await fixesPhoto(visitor, WISHES);
  await awaitedCard(visitor);
  await approves(visitor, await visitor.opensCard());
  await visitor.hears('审核通过');
  await visitor.types('缴费');
  await answersUntil(visitor, WISHES, 'readback');
  await pays(visitor);
  await visitor.types('进度');
  await answersUntil(visitor, WISHES, 'paid');
  await take(phone, 'paid');
}

/** A phone of the page, with few colours, so that a picture stays well under 150 kB. */
async function take(what: Locator, name: string): Promise<void> {
  await what.page().locator('.sheet iframe, #messages').first().waitFor();
  const shot = await what.screenshot({ animations: 'disabled' });
  const file = path.join(FOLDER, `${name}.png`);
  await sharp(shot).png({ palette: true, colours: COLOURS, effort: 10 }).toFile(file);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
  process.exitCode = 1;
});
