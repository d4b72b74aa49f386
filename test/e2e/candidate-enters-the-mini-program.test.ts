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

requireEngine('chromium')('A candidate enters by the mini program', () => {
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

  async function looked(name: string): Promise<void> {
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await phone?.page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
    }
    expect({ name, ...(await phone?.look()) }).toEqual({ name, ...GOOD_LOOK });
  }

  async function taps(words: string): Promise<void> {
    await phone?.page.getByText(words, { exact: true }).last().tap();
  }

  async function sees(words: string): Promise<void> {
    await phone?.page.getByText(words).first().waitFor();
  }

  /** The newest code that went to an address. */
  async function codeFor(email: string): Promise<string> {
    await stage.settle();
    return /\b\d{6}\b/.exec(phone?.candidate.mails(email).at(-1)?.text ?? '')?.[0] ?? '';
  }

  it('from the first page through login, consents and notices to the first question', async () => {
    phone = await openPhone(stage, { browser });
    await sees('网上报名正在进行');
    await taps('开始报名');
    await sees('为什么要登录？');
    await taps('登录并开始报名');
    await sees('验证手机号');
    await looked('account-phone');
    await taps('用微信手机号');
    await sees('先看一下隐私保护指引');
    await looked('privacy-gate');
    await phone.page.getByText('同意', { exact: true }).tap();
    await taps('允许');
    await sees('您的邮箱？');
    await phone.page.locator('input').fill('enters@example.org');
    await taps('发送验证码');
    await sees('邮件已发到');
    await looked('account-code');
    await phone.page.locator('input').fill(await codeFor('enters@example.org'));
    await taps('确认');
    await sees('已登录并验证');
    await looked('account-done');
    await taps('继续报名');
    await sees('开始填写之前');
    await taps('同意并继续');
    await sees('同意的话请勾选');
    await looked('consent-unticked');
    await phone.page.locator('[aria-role=checkbox]').tap();
    await taps('同意并继续');
    for (const title of ['报名协议', '本考次考生健康与安全须知', '福建省报名通告']) {
      await sees(`我已阅读并同意《${title}`);
      await phone.page.locator('[aria-role=checkbox]').tap();
      await looked(`notice-${title.slice(0, 3)}`);
      await taps('继续');
    }
    await sees('我单独同意收集证件号码和照片');
    await phone.page.locator('[aria-role=checkbox]').tap();
    await taps('同意并继续');
    await sees('您用哪种证件报名？');
  }, 60_000);

  it.each([
    ['zh-CN', 'usual', 375],
    ['en', 'largest', 320],
    ['zh-CN', 'largest', 320],
    ['en', 'usual', 375],
  ] as const)(
    'reads every page well in %s at %s type on %d px',
    async (language, type, width) => {
      const { candidate, token } = await activePhone(stage);
      const body = { seasonId: stage.season.id };
      const started = await callApi<RegistrationAnswer>(stage, '/registrations', {
        method: 'POST',
        token,
        body,
      });
      const registration = started.body.registration.id;
      const conditions = {
        language: language === 'en' ? ('en' as const) : ('zh_CN' as const),
        fontSize: type === 'largest' ? 22 : 16,
      };
      const strangers = ['home', 'start', 'sites', 'fees', 'account', 'settings', 'notice'];
      const entries = [
        ...strangers.map((name) => ({ name, entry: `/pages/${name}/index` })),
        {
          name: 'consent',
          entry: `/pages/consent/index?registration=${registration}&notice=general_consent`,
          candidate,
        },
        {
          name: 'notice-tick',
          entry: `/pages/notice/index?registration=${registration}&notice=agreement`,
          candidate,
        },
        {
          name: 'guardian',
          entry: `/pages/consent/index?registration=${registration}&notice=guardian_consent`,
          candidate,
        },
        { name: 'settings-in', entry: '/pages/settings/index', candidate },
      ];
      for (const { name, ...rest } of entries) {
        phone = await openPhone(stage, { browser, width, conditions, ...rest });
        await phone.page.locator('[aria-role=heading], input').first().waitFor();
        await looked(`${name}-${language}-${type}`);
        await phone.close();
      }
      await tickAll(stage, token);
    },
    90_000,
  );
});
