import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { requireEngine } from '../support/engines';
import type { Wishes } from './candidate-answers';
import { startDemo, type DemoProcess } from './demo-process';
import { fillsThePhone } from './fills-the-phone';
import { phoneInDemo, type PhoneInDemo } from './phone-in-demo';
import { approves, awaitedCard, rejectsPhoto } from './reviewing-journey';
import { visitDemo, type Visitor } from './visitor';

/** Pictures of every stage are kept where this names a folder. */
const PICTURES = process.env['PICTURES'];
const REVIEWING_SITE = '359202';
const CHINESE = /[\u4e00-\u9fff]/;

/** What is said in the chat in each language. */
const WORDS = {
  zh: { status: '进度', ethnicity: '汉族', save: '正确，保存', rejected: /不通过[\s\S]*背景/ },
  en: { status: 'status', ethnicity: 'Han', save: 'Right, save it', rejected: /Rejected[\s\S]*background/ },
} as const;

requireEngine('chromium')('A candidate at the phone of the demo', () => {
  let demo: DemoProcess;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it.each(['zh', 'en'] as const)(
    'registers by mouse, goes to the chat and back, mends only what was rejected, and pays, in %s (S3-S51)',
    async (language) => {
      const words = WORDS[language];
      const wishes = wishesOf(language);
      const visitor = await visitDemo({ browser, url: demo.url, language, width: 1440 });
      const phone = phoneInDemo(visitor.page);
      const looks = (stage: string): Promise<void> => picture(visitor, `${language}-${stage}`);
      await phone.arrives('home');
      await looks('start');

      await fillsThePhone(visitor, wishes, 'ethnicity');
      await looks('question');
      await visitor.types(words.status);
      expect(await visitor.isAsked()).toBe('field.ethnicity');
      await visitor.types(words.ethnicity);
      expect(await visitor.isAsked()).toBe('field.confirm');
      await visitor.chooses(words.save);
      expect(await visitor.isAsked()).toBe('field.occupation');
      await looks('chat');
      await visitor.opensMini();
      expect((await phone.arrives('question')).field).toBe('occupation');
      await fillsThePhone(visitor, wishes, 'submit');
      await looks('submit');
      await fillsThePhone(visitor, wishes, 'status');
      await awaitedCard(visitor);
      await looks('submitted');

      const detail = await visitor.opensCard();
      await detail.locator('.staff-photo img').waitFor();
      await looks('review-page');
      await rejectsPhoto(visitor, detail);
      await visitor.hears(words.rejected);
      await seesTheResult(visitor, phone);
      await looks('rejected');
      expect(await phone.find('.fact-list__row').count()).toBe(1);
      await phone.presses('.fact-list__act');
      await phone.arrives('photo');
      await looks('fixing');
      // Nothing but the photo is asked once more: to submit it follows.
      const after = await fillsThePhone(visitor, { ...wishes, photo: 'good' }, 'submit', 'question', 'home');
      expect(after.page).toBe('submit');
      await fillsThePhone(visitor, wishes, 'status');

      await awaitedCard(visitor);
      await approves(visitor, await visitor.opensCard());
      await seesTheResult(visitor, phone);
      await looks('approved');
      await phone.pressesMain();
      await phone.arrives('payment');
      await looks('payment');
      await phone.pressesMain();
      const sheet = phone.find('[data-sheet=payment]');
      await sheet.waitFor();
      expect(await sheet.innerText()).toMatch(/(?<!¥)¥105\.00/);
      await looks('pay-sheet');
      await phone.allows();
      await phone.arrives('proof');
      await looks('proof');
      if (language === 'en') {
        expect(await phone.find('.proof__head').innerText()).not.toMatch(CHINESE);
        await fitsItsPlace(visitor);
      }
      await visitor.types(words.status);
      expect(await visitor.isAsked()).toBe('paid');
      await looks('paid-in-chat');
      expect(visitor.errors).toEqual([]);
    },
  );

  function wishesOf(language: 'zh' | 'en'): Wishes {
    return { language, email: '', mobile: '', siteCode: REVIEWING_SITE, subject: '65', photo: 'blue' };
  }

  /** Back at the phone, which asks the server anew. */
  async function seesTheResult({ page }: Visitor, phone: PhoneInDemo): Promise<void> {
    await page.locator('#mini .phone').hover();
    await phone.find('.status__head--act').waitFor();
  }

  /** English words are longer: the heads of the phones stay on one line. */
  async function fitsItsPlace({ page }: Visitor): Promise<void> {
    for (const head of await page.locator('.chat-title').all())
      expect((await head.boundingBox())?.height).toBeLessThan(48);
  }

  /** The whole page as it stands, for human eyes. */
  async function picture({ page }: Visitor, name: string): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  }
});
