import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { requireEngine } from '../support/engines';
import { answersUntil, type Wishes } from './candidate-answers';
import { startDemo, type DemoProcess } from './demo-process';
import { pays } from './reviewing-journey';
import { visitDemo } from './visitor';

const WISHES: Wishes = {
  language: 'en',
  email: 'candidate@example.com',
  mobile: '13800138001',
  siteCode: '359601',
  subject: '65',
  photo: 'good',
};

requireEngine('chromium')('A candidate who chose English in the demo', () => {
  let demo: DemoProcess;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('registers at a site without review, pays and sees the proof', async () => {
    const visitor = await visitDemo({ browser, url: demo.url, language: 'en' });
    await visitor.chooses('English');
    await answersUntil(visitor, WISHES, 'field.documentType');
    await visitor.types('Resident');
    await visitor.isTold('Resident ID card');
    await visitor.chooses('Resident ID card');
    expect(await visitor.isAsked()).toBe('field.confirm');
    await visitor.chooses('Right, save it');
    await answersUntil(visitor, WISHES, 'readback');
    await pays(visitor);
    await visitor.types('status');
    expect(await visitor.isAsked()).toBe('paid');
    expect(await visitor.hears('you are registered')).not.toMatch(/[\u4e00-\u9fff]/);
    expect(visitor.errors).toEqual([]);
  });
});
