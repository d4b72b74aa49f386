import { describePhone, type JourneyPhone } from '../support/describe-phone';
import { hasBegun, isToPay } from '../support/people-on-the-way';
import { until } from '../support/until';

describePhone('A candidate asks for help', (journey) => {
  it('finds an answer before logging in, asks the assistant, and a person in the chat of WeChat', async () => {
    const phone = await journey.open();
    await phone.taps('帮助与客服');
    await phone.sees('大家常问');
    await phone.page.locator('input').fill('蓝色背景');
    await phone.taps('蓝底照片可以吗？');
    await phone.page.locator('.help__answer').waitFor();
    await phone.picture('help-found');
    await phone.page.locator('input').fill('火星天气');
    await phone.sees('没有找到“火星天气”');
    await phone.looksWell('help-none');
    await phone.taps('问助手');
    await phone.page.locator('.chat__bubble').first().waitFor();
    await phone.page.locator('input').filter({ visible: true }).fill('报名费多少钱？');
    await phone.taps('发送');
    await phone.page.locator('.chat__bubble--mine').filter({ hasText: '报名费多少钱？' }).waitFor();
    await phone.sees('105');
    await phone.page.waitForFunction(`document.querySelector('.chat__lines').scrollTop > 0`);
    await phone.looksWell('chat-answered');
    await phone.page.locator('input').filter({ visible: true }).fill('人工');
    await phone.taps('发送');
    await phone.sees('有人回复时，用微信通知我');
    await phone.looksWell('chat-notify');
    await phone.taps('有人回复时，用微信通知我');
    await phone.taps('允许');
    await phone.sees('有人回复时微信会通知您一次');
    await phone.looksWell('chat-notified');
    await phone.taps('人工客服');
    await isGreetedInChat(phone);
  });

  it('opens the very page from the conversation, comes back, and goes on where it was', async () => {
    const { candidate } = await hasBegun(journey.stage, { ticked: false });
    const phone = await journey.open({ candidate, entry: '/pages/chat/index' });
    const item = phone.page.locator('.chat__item--open').filter({ visible: true }).last();
    await item.waitFor();
    await phone.looksWell('chat-item');
    const title = (await item.innerText()).replace(/^.*：/u, '');
    await item.tap();
    await phone.sees(title);
    await phone.looksWell('chat-opened');
    await phone.page.locator('.mp-nav__back').tap();
    await phone.leaveAndReturn();
    await phone.taps('同意');
    await phone.page.locator('.chat__bubble--mine').filter({ hasText: '同意' }).waitFor();
    await phone.page.locator('.chat__thinking').waitFor({ state: 'hidden' });
    await phone.looksWell('chat-went-on');
    await phone.taps('人工客服');
    // The chat of WeChat knows who came: the link has joined both.
    await until('the account in the chat', async () => {
      await journey.stage.settle();
      return candidate.messages().some(({ text }) => text.includes('欢迎回来'));
    });
  });

  it('goes from the conversation to the payment, and back to the conversation', async () => {
    const { candidate } = await isToPay(journey.stage);
    const phone = await journey.open({ candidate, entry: '/pages/chat/index' });
    await phone.page.locator('.chat__item--open').first().tap();
    await phone.page.locator('.payment').waitFor();
    // The way back is one page back: the chat of WeChat is not offered besides.
    expect(await phone.page.getByText('继续对话').filter({ visible: true }).count()).toBe(0);
    await phone.page.locator('.mp-nav__back').tap();
    await phone.page.locator('.chat__bubble').first().waitFor();
  });

  it('calls a person in the conversation, waits in the chat of WeChat, and reads the answer here as well', async () => {
    const { stage } = journey;
    const { candidate } = await hasBegun(stage);
    const phone = await journey.open({ candidate, entry: '/pages/chat/index' });
    await phone.page.locator('.chat__item').first().waitFor();
    await phone.page.locator('input').fill('人工');
    await phone.taps('发送');
    await phone.sees('在那里说明问题');
    await phone.looksWell('chat-called');
    await phone.taps('人工客服');
    await isGreetedInChat(phone);
    await candidate.types('我的考点选错了');
    await stage.settle();
    await stage.push(60_000);
    expect(stage.servicer.pool()).toContain(candidate.chat);
    await stage.servicer.takes(candidate);
    await stage.servicer.writes(candidate, '您好，我来帮您看看。');
    await stage.settle();
    await phone.leaveAndReturn();
    await phone.sees('您好，我来帮您看看。');
    await phone.sees('工作人员正在微信客服里为您服务');
    await phone.looksWell('chat-served');
  });

  it('loses the network while asking, and sends the same words once when it is back', async () => {
    const { candidate } = await hasBegun(journey.stage);
    const phone = await journey.open({ candidate, entry: '/pages/chat/index' });
    await phone.page.locator('.chat__item').first().waitFor();
    await phone.set({ network: 'none' });
    await phone.page.locator('input').fill('什么时候考试？');
    await phone.taps('发送');
    await phone.sees('重新发送');
    await phone.looksWell('chat-failed');
    await phone.set({ network: 'wifi' });
    await phone.taps('重新发送');
    await phone.page.getByText('重新发送').waitFor({ state: 'hidden' });
    await phone.page.locator('.chat__thinking').waitFor({ state: 'hidden' });
    const asked = phone.page.locator('.chat__bubble--mine').filter({ hasText: '什么时候考试？' });
    expect(await asked.count()).toBe(1);
  });

  it('reads it well in both languages and type sizes', async () => {
    const { candidate } = await hasBegun(journey.stage);
    await journey.looksWell('help', { candidate, entry: '/pages/help/index' });
    await journey.looksWell('help-topic', { candidate, entry: '/pages/help/index?topic=photo' });
    await journey.looksWell('help-answer', { candidate, entry: '/pages/help/index?open=photo.requirements' });
    await journey.looksWell('help-contact', { candidate, entry: '/pages/help/index' }, async ({ page }) => {
      await page.locator('.help__copy').last().scrollIntoViewIfNeeded();
    });
    await journey.looksWell('chat', { candidate, entry: '/pages/chat/index' }, async ({ page }) => {
      await page.locator('.chat__item, .chat__plain').first().waitFor();
    });
  });

  /** WeChat has opened the customer-service chat, where the assistant greets. */
  async function isGreetedInChat({ candidate }: JourneyPhone): Promise<void> {
    await until('a greeting in the chat', async () => {
      await journey.stage.settle();
      return candidate.messages().length > 0;
    });
  }
});
