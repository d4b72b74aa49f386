import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import {
  activePhone,
  answersAt,
  callApi,
  tickAll,
  uploadPhoto,
  type RegistrationAnswer,
} from '../support/api-client';
import { launchChromium } from '../support/chromium';
import { requireEngine } from '../support/engines';
import { idPicture, type PictureOptions } from '../support/pictures';
import { openPhone, type OpenPhone } from '../support/phone-browser';
import { OTHER_SITE, REVIEWING_SITE } from '../support/season';
import { startStage, type Stage } from '../support/stage';

const GOOD_LOOK = { wide: [], faint: [], small: [] };
/** Pictures are kept where this names a folder. */
const PICTURES = process.env['PICTURES'];

requireEngine('chromium')('A candidate completes a registration in the mini program', () => {
  let stage: Stage;
  let browser: Browser;
  let phone: OpenPhone | undefined;
  let people = 0;

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

  /** Somebody who has answered everything but what is left out. */
  async function someone({ site = REVIEWING_SITE, without = [] as string[] } = {}) {
    const { candidate, token } = await activePhone(stage);
    await tickAll(stage, token);
    const started = await callApi<RegistrationAnswer>(stage, '/registrations', {
      method: 'POST',
      token,
      body: { seasonId: stage.season.id },
    });
    const { id, version } = started.body.registration;
    people += 1;
    const answers = answersAt(site, ['65'], people);
    for (const field of without) delete answers[field];
    const saved = await callApi<RegistrationAnswer>(stage, `/registrations/${id}/answers`, {
      method: 'PUT',
      token,
      body: { expectedVersion: version, answers },
    });
    return { candidate, token, id, version: saved.body.registration.version };
  }

  async function picture(name: string): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await phone?.page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  }

  const LOOKS = [
    ['zh-CN', 'usual', 375],
    ['zh-CN', 'largest', 320],
    ['en', 'usual', 375],
    ['en', 'largest', 320],
  ] as const;

  async function looksWell(
    name: string,
    { candidate, entry }: { candidate: OpenPhone['candidate']; entry: string },
    act: (shown: OpenPhone) => Promise<void> = async () => {},
  ): Promise<void> {
    for (const [language, type, width] of LOOKS) {
      const conditions = {
        language: language === 'en' ? ('en' as const) : ('zh_CN' as const),
        fontSize: type === 'largest' ? 22 : 16,
      };
      phone = await openPhone(stage, { browser, candidate, entry, width, conditions });
      await phone.page.locator('[aria-role=heading]').first().waitFor();
      await act(phone);
      await picture(`${name}-${language}-${type}`);
      expect([name, language, type, await phone.look()]).toEqual([name, language, type, GOOD_LOOK]);
      await phone.close();
    }
  }

  it('chooses a site and subjects', async () => {
    const { candidate, id } = await someone({ without: ['siteCode', 'subjects'] });
    await looksWell('site', { candidate, entry: `/pages/site/index?registration=${id}` });
    await looksWell('site-full', {
      candidate,
      entry: `/pages/site/index?registration=${id}&full=${OTHER_SITE}`,
    });
    phone = await openPhone(stage, { browser, candidate });
    const { page } = phone;
    await page.getByText('继续填写').tap();
    await page.getByText('在哪个考点考试？').waitFor();
    await page.locator('.site__row', { hasText: REVIEWING_SITE }).tap();
    await page.getByText('保存并继续').tap();
    await page.getByText('报考哪些科目？').waitFor();
    await page.getByText('41 网络工程师').tap();
    await picture('subjects-level4');
    await page.getByText('须有网络技术的证书').waitFor();
    await phone.close();
    await looksWell(
      'subjects',
      { candidate, entry: `/pages/subjects/index?registration=${id}` },
      async (shown) => shown.page.locator('[aria-role=checkbox]').nth(1).tap(),
    );
  });

  const at = (page: string, id: string): string => `/pages/${page}/index?registration=${id}`;

  async function acts(
    path: string,
    { token, id, ...body }: { token: string; id: string } & Record<string, unknown>,
  ) {
    const done = await callApi<RegistrationAnswer>(stage, `/registrations/${id}/${path}`, {
      method: 'POST',
      token,
      body,
    });
    return done.body.registration.version;
  }

  async function pending() {
    const person = await someone();
    const { token, id } = person;
    const saved = await acts('information', { token, id, expectedVersion: person.version, promised: true });
    const uploaded = await uploadPhoto(stage, { token, id, version: saved });
    await acts('review', { token, id, expectedVersion: uploaded.body.registration.version });
    await stage.settle();
    return person;
  }

  it('checks, promises, uploads a photo and submits for review', async () => {
    const { candidate, id } = await someone();
    await looksWell('check', { candidate, entry: at('check', id) });
    await looksWell('promise', { candidate, entry: at('promise', id) });
    phone = await openPhone(stage, { browser, candidate, conditions: { privacyAgreed: true } });
    const { page } = phone;
    await page.getByText('检查并确认').tap();
    await page.getByText('信息无误，下一步').tap();
    await page.getByText('提交报考信息', { exact: true }).tap();
    await page.getByText('请先勾选').waitFor();
    await picture('promise-refused');
    await page.getByText('我保证以上信息是真实和准确的', { exact: true }).tap();
    await page.getByText('提交报考信息', { exact: true }).tap();
    await page.getByText('上传证件照').waitFor();
    await picture('photo');
    await phone.set({ nextFiles: [await given({ width: 168, height: 120 })] });
    await page.getByText('从相册选').tap();
    await page.getByText('168×120').first().waitFor();
    await picture('photo-small');
    await phone.set({ nextFiles: [await given({})] });
    await page.getByText('从相册选').tap();
    await page.getByText('尺寸符合要求').waitFor();
    await picture('photo-fits');
    await page.getByText('上传这张照片').tap();
    await page.getByText('已上传，符合要求').waitFor();
    await picture('photo-uploaded');
    await page.getByText('就用这张，下一步').tap();
    await page.getByText('信息无误，去提交审核').tap();
    await page.getByText('提交后，审核期间不能修改').waitFor();
    await picture('submit');
    await page.locator('.action-bar__main:visible').tap();
    await page.getByText('考点正在审核').waitFor();
    await picture('status-pending');
    await page.getByText('审核有结果时通知我').tap();
    await page.getByText('允许', { exact: true }).tap();
    await page.getByText('有结果会用微信通知您').waitFor();
  });

  it('is shown the photo page, the interruption and the review at every type', async () => {
    const saved = await someone();
    const { token, id, candidate } = saved;
    const version = await acts('information', { token, id, expectedVersion: saved.version, promised: true });
    await looksWell('photo', { candidate, entry: at('photo', id) });
    await uploadPhoto(stage, { token, id, version });
    await looksWell('submit', { candidate, entry: at('submit', id) });
    const waiting = await pending();
    await looksWell('status-pending', { candidate: waiting.candidate, entry: at('status', waiting.id) });
    const reviewer = stage.reviewer();
    const card = reviewer.lastCard();
    await reviewer.opens(card.url ?? card.buttons.find(({ url }) => url)?.url ?? '');
    reviewer.chooses('照片背景不符');
    await reviewer.presses('reject');
    await stage.settle();
    await looksWell('status-rejected', { candidate: waiting.candidate, entry: at('status', waiting.id) });
  });

  it('pays and has the proof', async () => {
    const person = await someone({ site: OTHER_SITE });
    const { token, id, candidate } = person;
    const version = await acts('information', { token, id, expectedVersion: person.version, promised: true });
    await uploadPhoto(stage, { token, id, version });
    await looksWell('payment', { candidate, entry: at('payment', id) });
    phone = await openPhone(stage, { browser, candidate });
    const { page } = phone;
    await page.getByText('去缴费', { exact: true }).first().tap();
    await page.getByText('微信支付 ¥105.00').tap();
    await page.getByText('取消', { exact: true }).tap();
    await page.getByText('您没有付款，没有扣钱').waitFor();
    await picture('payment-cancelled');
    await page.getByText('继续支付 ¥105.00').tap();
    await page.getByText('确认支付').tap();
    await page.getByText('报名成功', { exact: true }).waitFor();
    await phone.close();
    await looksWell('proof', { candidate, entry: at('proof', id) });
  });

  async function given(options: PictureOptions) {
    const bytes = await idPicture(options);
    return { name: 'me.jpg', type: 'image/jpeg', base64: bytes.toString('base64') };
  }
});
