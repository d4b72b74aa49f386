import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { requireEngine } from '../support/engines';
import { answersUntil, type Wishes } from './candidate-answers';
import { startDemo, type DemoProcess } from './demo-process';
import {
  approvesFromCard,
  awaitedCard,
  fixesPhoto,
  opensConversation,
  pays,
  rejectsPhoto,
} from './reviewing-journey';
import { visitDemo } from './visitor';

const WISHES: Wishes = {
  language: 'zh',
  email: 'kaosheng@example.com',
  mobile: '13800138000',
  siteCode: '359202',
  subject: '65',
  photo: 'blue',
};

/** An ID number or a mobile in full. */
const PERSONAL = /\d{17}[\dX]|138\d{8}/;

requireEngine('chromium')('A candidate in the demo', () => {
  let demo: DemoProcess;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('registers, is rejected, fixes the photo, is approved, pays and sees the proof (S3-S51)', async () => {
    const visitor = await visitDemo({ browser, url: demo.url, language: 'zh' });
    // The chat hands personal answers over to the page, and understands one that is typed all the same.
    await answersUntil(visitor, WISHES, 'field.documentType');
    await visitor.types('居民身份证');
    expect(await visitor.isAsked()).toBe('field.confirm');
    await visitor.chooses('正确，保存');
    await answersUntil(visitor, WISHES, 'pending');

    const card = await awaitedCard(visitor);
    expect(await card.innerText()).not.toMatch(PERSONAL);
    const detail = await visitor.opensCard();
    expect(await detail.locator('body').innerText()).not.toMatch(PERSONAL);
    await rejectsPhoto(visitor, detail);
    await visitor.hears(/不通过[\s\S]*背景/);
    await visitor.page.locator('.wecom-card.grey .done').waitFor();

    await fixesPhoto(visitor, WISHES);
    await awaitedCard(visitor);
    await approvesFromCard(visitor);
    await visitor.hears('审核通过');

    await visitor.types('缴费');
    expect(await visitor.isAsked()).toBe('readback');
    await pays(visitor);
    await visitor.types('进度');
    expect(await visitor.isAsked()).toBe('paid');
    expect(await visitor.hears('缴费成功')).toMatch(/商户单号/);

    // Whoever asks for a person is taken over from the servicer's card, on the servicer's page.
    await visitor.types('人工');
    const conversation = await opensConversation(visitor, 'support-one');
    expect(await conversation.locator('body').innerText()).not.toContain(WISHES.mobile);
    await conversation.locator('form[action$="/take"] button').click();
    await conversation.locator('.staff-done').waitFor();
    await visitor.page.locator('#phone .chat-title', { hasText: '人工接待' }).waitFor();
    // Beside the chat, WeCom's sidebar puts a prepared answer into it.
    await visitor.closesSheets();
    await visitor.page.getByRole('button', { name: '侧边栏' }).click();
    const sidebar = visitor.page.frameLocator('#wecom-sheet iframe');
    await sidebar.locator('[data-answer=ticket]').click();
    await sidebar.locator('[data-told=sent]:visible').waitFor();
    const words = { hasText: '可以在小程序里查看和打印准考证' };
    await visitor.page.locator('#messages > .row', words).last().waitFor();
    expect(visitor.errors).toEqual([]);
  });
});
