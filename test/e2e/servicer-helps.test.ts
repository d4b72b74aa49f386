import type { Browser, Page } from 'playwright-core';
import { proposeChange } from '../../server/use-cases/support/propose-change';
import { personaOf } from '../platform/hands/particulars';
import { createRegistrant, type Registrant } from '../platform/hands/registrant';
import { launchChromium } from '../support/chromium';
import { requireEngine } from '../support/engines';
import { idPicture } from '../support/pictures';
import { startStage, type Stage } from '../support/stage';
import { until } from '../support/until';
import { openSmallPhone } from './small-phone';
import { openStaffBrowser } from './staff-browser';
import { openSidebar } from './wecom-sidebar';

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

    // What is said meanwhile stands there by itself, beside what is being typed.
    const field = desk.locator('textarea[name=text]').first();
    await field.fill('您好，请稍等');
    await person.says('我的职业写错了');
    await stage.settle();
    expect(await desk.locator('.support-timeline').innerText()).not.toContain('我的职业写错了');
    await desk.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await desk.locator('.support-timeline').getByText('我的职业写错了').waitFor();
    expect(await field.inputValue()).toBe('您好，请稍等');
    expect(await desk.title()).toMatch(/^等您回复/);

    // What comes late of an earlier look takes nothing back that a later one has shown.
    const looks = () => desk.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    const talk = desk.locator('.support-timeline');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let arrived = (): void => undefined;
    const fetched = new Promise<void>((resolve) => (arrived = resolve));
    await desk.route(
      '**/staff/support/*?live=*',
      async (route) => {
        const response = await route.fetch();
        arrived();
        await held;
        await route.fulfill({ response });
      },
      { times: 1 },
    );
    await person.says('是在单位上班');
    await stage.settle();
    await looks();
    await fetched;
    await person.says('其实是教师');
    await stage.settle();
    await looks();
    await talk.getByText('其实是教师').waitFor();
    const late = desk.waitForResponse(/\?live=/);
    release();
    await (await late).finished();
    await desk.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(await talk.innerText()).toContain('其实是教师');

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

  it('sees in WeCom’s sidebar whose chat is open, and puts answers and a link into it', async () => {
    const { candidate } = person;
    await person.says('人工');
    await stage.push(2_000);
    const { userid } = stage.servicer;
    const sidebar = await openSidebar(browser, { stage, userid, candidate });
    const { page, bridge, context, opened } = sidebar;
    await page.getByRole('button', { name: '接待' }).click();
    await page.getByText('由您接待').waitFor();
    // The app's ticket alone opens a chat; twice, since taking it has shown the page anew.
    const calls = bridge.calls.map(({ name, said }) => `${name}:${said}`);
    const all = ['agentConfig:ok', 'getContext:ok', 'getCurExternalContact:ok'];
    expect(new Set(calls)).toEqual(new Set(all));
    expect(calls.filter((one) => one === 'agentConfig:ok')).toHaveLength(2);
    expect(page.url()).toBe(`${stage.publicUrl}/staff/support/sidebar`);
    const shown = await page.locator('main').innerText();
    expect(shown).not.toContain(person.particulars.fields.documentNumber);
    expect(shown).not.toContain(candidate.externalUserid);
    candidate.newMessages();
    let sent = 0;
    const heard = async (words: string): Promise<void> => {
      sent += 1;
      await until(
        'the client was asked to send',
        () => bridge.calls.filter(({ name }) => name === 'sendChatMessage').length === sent,
      );
      await page.locator('[data-told=sent]:visible').waitFor();
      expect(candidate.newMessages()).toMatchObject([
        { from: 'servicer', text: expect.stringContaining(words) },
      ]);
    };

    await page.locator('[data-answer=review_time]').click();
    await heard('考点按截止时间先后审核');
    await page.locator('select[name=page]').selectOption('photo');
    await page.getByRole('button', { name: '把链接发到聊天' }).click();
    await heard('http');
    const { unitOfWork } = stage.app.context;
    const asked = await unitOfWork.read(async (tx) => ({
      member: (await tx.staff.findByUserid(userid))!,
      handoffId: (await tx.handoffs.openOf((await tx.chats.find(candidate.externalUserid))!.accountId))!.id,
    }));
    const answers = { occupation: 'office_staff' };
    await proposeChange(stage.app.context, { ...asked, answers, reason: '按您说的改回来', send: true });
    await page.getByRole('button', { name: '刷新' }).click();
    await page.getByRole('button', { name: '把确认链接发到聊天' }).click();
    await heard('/pages/proposal?t=');
    const own = page.locator('#own-words');
    await own.locator('textarea').fill('您的手机号是13800138000，对吗？');
    await own.getByRole('button').click();
    await own.getByRole('alert').waitFor();
    expect(candidate.newMessages()).toEqual([]);
    await own.locator('input[name=sure]').check();
    await own.getByRole('button').click();
    await heard('13800138000');

    await stage.settle();
    const { lines, handoff } = await stage.app.context.unitOfWork.read(async (tx) => {
      const chat = await tx.chats.find(candidate.externalUserid);
      const accountId = chat?.accountId ?? '';
      return {
        lines: await tx.transcripts.lastOf(accountId, 3),
        handoff: await tx.handoffs.openOf(accountId),
      };
    });
    // Once each, masked, from the platform's own word that the servicer wrote them.
    expect(lines.map(({ from }) => from)).toEqual(['person', 'person', 'person']);
    expect(lines[2]?.text).toContain('138****8000');
    expect(handoff).toMatchObject({ ownerActiveAt: stage.clock.at, waitingSince: null });

    // The client keeps the page and shows somebody else's chat: what was meant for one never reaches the other.
    const other = stage.platform.candidate();
    await other.entersChat();
    await stage.settle();
    [candidate, other].forEach((one) => one.newMessages());
    opened.chat = other.chat;
    await page.locator('[data-answer=greeting]').click();
    await page.getByText('打开的聊天换了人').waitFor();
    await page.getByRole('button', { name: '开始人工会话' }).waitFor();
    expect([candidate.newMessages(), other.newMessages()]).toEqual([[], []]);

    // Nor do words that were typed for one stand beside the other, also while or if the other cannot be shown.
    opened.chat = candidate.chat;
    const turns = (): Promise<unknown> => page.evaluate('window.dispatchEvent(new Event("focus"))');
    await turns();
    await own.locator('textarea').fill('只给一个人的话');
    let release: () => void = () => undefined;
    const released = new Promise<void>((done) => (release = done));
    await page.route('**/staff/support/sidebar', async (route) => {
      await released;
      await route.abort();
    });
    opened.chat = other.chat;
    await turns();
    await page.locator('[data-say=asking]:visible').waitFor();
    expect(await page.locator('#customer').innerHTML()).toBe('');
    release();
    await page.locator('[data-say=busy]:visible').waitFor();
    expect(await page.locator('#customer').innerHTML()).toBe('');
    await page.unroute('**/staff/support/sidebar');

    // The client that no longer says whose chat it is was given nothing to send.
    opened.chat = candidate.chat;
    await turns();
    await own.locator('textarea').fill('您好');
    await page.clock.install();
    opened.silentAt = 'getCurExternalContact';
    await own.getByRole('button').click();
    await until('the client was asked whose chat it is', () => bridge.calls.at(-1)?.said === '');
    await page.clock.fastForward(11_000);
    await page.locator('[data-told=not_sent]:visible').waitFor();
    expect(await page.locator('[data-told=unsure]:visible').count()).toBe(0);
    expect([candidate.newMessages(), other.newMessages()]).toEqual([[], []]);
    await context.close();
  });

  it('is told in plain words why the sidebar shows nobody', async () => {
    const stranger = stage.platform.candidate();
    const { userid } = stage.servicer;
    const { wecom } = stage.platform;
    const shows = async (words: string, changes: object = {}): Promise<string[]> => {
      const { page, bridge, context } = await openSidebar(browser, {
        ...{ stage, userid, candidate: stranger },
        ...changes,
      });
      await page.getByText(words).waitFor();
      expect(await page.locator('[data-say]:visible').count()).toBeLessThan(2);
      await context.close();
      return bridge.calls.map(({ name, said }) => `${name}:${said}`);
    };
    // A client before 3.0.24 wants the corp's signature as well.
    const old = await shows('没有这位考生的记录', { version: '3.0.20' });
    expect(old.slice(0, 2).toSorted()).toEqual(['agentConfig:ok', 'preVerifyJSAPI:ok']);
    await shows('这里不是微信客服的聊天', { entry: 'normal' });
    const { present } = wecom.tickets.app;
    wecom.tickets.app.present = undefined;
    expect(await shows('企业微信没有认可这个页面')).toContain('agentConfig:fail invalid signature');
    wecom.tickets.app.present = present;
  });
});
