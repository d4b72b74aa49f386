import type { Browser, Page } from 'playwright-core';
import { personaOf } from '../platform/hands/particulars';
import { createRegistrant, type Registrant } from '../platform/hands/registrant';
import { launchChromium } from '../support/chromium';
import { requireEngine } from '../support/engines';
import { idPicture } from '../support/pictures';
import { startStage, type Stage } from '../support/stage';
import { openSmallPhone } from './small-phone';
import { openStaffBrowser } from './staff-browser';

requireEngine('chromium')('A servicer', () => {
  let stage: Stage;
  let browser: Browser;
  let desk: Page;
  let person: Registrant;
  beforeAll(async () => {
    [stage, browser] = await Promise.all([
      startStage({ season: { policies: { chatCollects: 'all' } } }),
      launchChromium(),
    ]);
    const candidate = stage.platform.candidate({ nickname: '考生' });
    const particulars = personaOf(1, await idPicture());
    person = createRegistrant({ candidate, particulars, settle: () => stage.settle() });
    await candidate.entersChat();
    await stage.settle();
    await person.goesOnUntil('field.education');
    const hands = stage.servicer.wecom;
    ({ page: desk } = await openStaffBrowser(browser, { stage, hands, language: 'zh-CN', desk: true }));
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.stop();
  });

  const presses = async (page: Page, words: string): Promise<void> => {
    await page.getByRole('button', { name: words, exact: true }).first().click();
    await stage.settle();
  };
  const registration = () =>
    stage.app.context.unitOfWork.read(async (tx) => {
      const found = await tx.identities.find('external_userid', person.candidate.externalUserid);
      return (await tx.registrations.listOf(found?.accountId ?? ''))[0];
    });
  const last = () => JSON.stringify(person.candidate.lastMessage());

  it('takes over from the bot, proposes a correction that the candidate confirms, and hands back at the pending question', async () => {
    await person.says('人工');
    await stage.push(2_000);
    await desk.goto(`${stage.publicUrl}/staff/support`);
    await presses(desk, '接待');
    expect(await desk.locator('.staff-done').innerText()).not.toBe('');
    expect(person.candidate.chat.state).toBe(3);
    const conversation = desk.url().split('?')[0] ?? '';

    await desk.goto(`${conversation}/proposals`);
    await desk.locator('.staff-mark:has(input[value=occupation])').click();
    await presses(desk, '下一步');
    await desk.locator('[name="value.occupation"]').selectOption('teacher');
    await desk.locator('[name=reason]').fill('职业和学生证不一致');
    await presses(desk, '预览');
    expect(await desk.locator('main').innerText()).toContain('企业职员 → 教师');
    await presses(desk, '发给考生确认');
    await presses(desk, '生成确认链接');
    const link = /https?:\/\/\S+\/pages\/proposal\?t=[\w-]{43}/u.exec(
      await desk.locator('textarea, input[readonly]').first().inputValue(),
    )?.[0];
    expect((await registration())?.answers.occupation).toBe('office_staff');

    const said = person.candidate.messages().length;
    const phone = await openSmallPhone(browser, { language: 'zh-CN' });
    await phone.opens(link ?? '');
    expect(await phone.page.locator('main').innerText()).toContain('企业职员 → 教师');
    await phone.page.locator('[name=proof]').fill(person.particulars.fields.documentNumber.slice(-6));
    await presses(phone.page, '改');
    await phone.page.getByText('您已同意').waitFor();
    expect((await registration())?.answers.occupation).toBe('teacher');
    // While a person serves, the bot says nothing.
    expect(person.candidate.messages()).toHaveLength(said);
    await phone.context.close();

    await desk.goto(conversation);
    expect(await desk.locator('.support-timeline').innerText()).toMatch(/建议|修改/);
    await desk.locator('select[name=outcome]').selectOption('solved');
    await presses(desk, '结束会话');
    await stage.settle();
    expect(last()).toContain('文化程度');
    expect(person.candidate.messages().length).toBe(said + 1);
  });
});
