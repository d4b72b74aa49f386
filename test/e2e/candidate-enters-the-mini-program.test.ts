import { describePhone, type JourneyPhone } from '../support/describe-phone';

describePhone('A candidate enters by the mini program', (journey) => {
  /** The newest code that went to an address. */
  async function codeFor({ candidate }: JourneyPhone, email: string): Promise<string> {
    await journey.stage.settle();
    return /\b\d{6}\b/.exec(candidate.mails(email).at(-1)?.text ?? '')?.[0] ?? '';
  }

  it('from the first page through login, consents and notices to the first question', async () => {
    const phone = await journey.open();
    await phone.sees('网上报名正在进行');
    await phone.taps('开始报名');
    await phone.sees('为什么要登录？');
    await phone.taps('登录并开始报名');
    await phone.sees('验证手机号');
    await phone.looksWell('account-phone');
    await phone.taps('用微信手机号');
    await phone.sees('先看一下隐私保护指引');
    await phone.looksWell('privacy-gate');
    await phone.taps('同意');
    await phone.taps('允许');
    await phone.sees('您的邮箱？');
    await phone.page.locator('input').fill('enters@example.org');
    await phone.taps('发送验证码');
    await phone.sees('邮件已发到');
    await phone.looksWell('account-code');
    await phone.page.locator('input').fill(await codeFor(phone, 'enters@example.org'));
    await phone.taps('确认');
    await phone.sees('已登录并验证');
    await phone.looksWell('account-done');
    await phone.taps('继续报名');
    await phone.sees('开始填写之前');
    await phone.taps('同意并继续');
    await phone.sees('同意的话请勾选');
    await phone.looksWell('consent-unticked');
    await phone.page.locator('[aria-role=checkbox]').tap();
    await phone.taps('同意并继续');
    for (const title of ['报名协议', '本考次考生健康与安全须知', '福建省报名通告']) {
      await phone.sees(`我已阅读并同意《${title}`);
      await phone.page.locator('[aria-role=checkbox]').tap();
      await phone.looksWell(`notice-${title.slice(0, 3)}`);
      await phone.taps('继续');
    }
    await phone.sees('我单独同意收集证件号码和照片');
    await phone.page.locator('[aria-role=checkbox]').tap();
    await phone.taps('同意并继续');
    await phone.sees('您用哪种证件报名？');
  }, 60_000);
});
