import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { activePhone, callApi, tickAll, type RegistrationAnswer } from '../support/api-client';
import { launchChromium } from '../support/chromium';
import { requireEngine } from '../support/engines';
import { openPhone, type OpenPhone } from '../support/phone-browser';
import { startStage, type Stage } from '../support/stage';

const GOOD_LOOK = { wide: [], faint: [], small: [] };
/** Pictures are kept where this names a folder. */
const PICTURES = process.env['PICTURES'];

requireEngine('chromium')('A candidate begins in the mini program', () => {
  let stage: Stage;
  let browser: Browser;
  let phone: OpenPhone | undefined;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startStage(), launchChromium()]);
  });
  afterEach(async () => {
    const errors = phone?.errors ?? [];
    await phone?.close();
    phone = undefined;
    expect(errors).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.stop();
  });

  async function picture(name: string): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await phone?.page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  }

  async function draft() {
    const { candidate, token } = await activePhone(stage);
    await tickAll(stage, token);
    const seasonId = stage.season.id;
    const { body } = await callApi<RegistrationAnswer>(stage, '/registrations', {
      method: 'POST',
      token,
      body: { seasonId },
    });
    return { candidate, id: body.registration.id };
  }

  it('sees the sitting and the steps before logging in', async () => {
    phone = await openPhone(stage, { browser });
    await phone.page.getByText('网上报名正在进行').waitFor();
    await phone.page.getByText('登录并验证邮箱和手机').waitFor();
    await picture('home-stranger');
    expect(await phone.look()).toEqual(GOOD_LOOK);
  });

  it('goes on where the registration stands, is told what is wrong, and resumes after leaving', async () => {
    const { candidate } = await draft();
    phone = await openPhone(stage, { browser, candidate });
    const { page } = phone;
    await page.getByText('继续填写').tap();
    await page.getByText('您用哪种证件报名？').waitFor();
    await page.getByText('保存并继续').tap();
    await page.locator('[aria-role=alert]').waitFor();
    await picture('question-refused');
    await page.getByText('居民身份证', { exact: true }).first().tap();
    await page.getByText('保存并继续').tap();
    await page.getByText('证件号码是多少？').waitFor();
    await phone.leaveAndReturn();
    await page.getByText('证件号码是多少？').waitFor();
  });

  it.each([
    ['zh-CN', 'usual', 320],
    ['zh-CN', 'largest', 375],
    ['en', 'usual', 375],
    ['en', 'largest', 320],
  ] as const)('reads it well in %s at %s type on %d px', async (language, type, width) => {
    const { candidate, id } = await draft();
    const conditions = {
      language: language === 'en' ? ('en' as const) : ('zh_CN' as const),
      fontSize: type === 'largest' ? 22 : 16,
    };
    for (const [name, entry] of [
      ['home', ''],
      ['ethnicity', `/pages/question/index?registration=${id}&field=ethnicity`],
      ['number', `/pages/question/index?registration=${id}&field=name`],
    ] as const) {
      phone = await openPhone(stage, { browser, candidate, entry, width, conditions });
      await phone.page.locator('[aria-role=heading]').first().waitFor();
      await picture(`${name}-${language}-${type}`);
      expect(await phone.look()).toEqual(GOOD_LOOK);
      await phone.close();
    }
  });
});
