import { describePhone } from '../support/describe-phone';
import { isPending, isToPay } from '../support/people-on-the-way';

describePhone('A candidate deletes', (journey) => {
  it('a registration under review, with a reason, and may begin another (S31-S34, W4)', async () => {
    const { candidate, id } = await isPending(journey.stage);
    const phone = await journey.open({ candidate, entry: `/pages/deletion/index?registration=${id}` });
    await phone.sees('要删除这次的报考信息吗？');
    await phone.taps('只删除');
    await phone.page.locator('.action-bar__main:visible').tap();
    await phone.sees('请选择原因。');
    await phone.taps('不参加这次考试了');
    await phone.looksWell('deletion');
    await phone.page.locator('.action-bar__main:visible').tap();
    await phone.sees('网报期间可以重新报名');
    await phone.looksWell('deletion-done');
    await phone.taps('回到首页');
    await phone.sees('报名已删除');
    await phone.looksWell('home-deleted');
    await phone.taps('重新报名');
  });

  it('the account with everything in it, after proving who it is, and both contacts are told (PR14)', async () => {
    const { stage } = journey;
    const { candidate } = await isToPay(stage);
    const phone = await journey.open({ candidate, entry: '/pages/my-data/index' });
    await phone.taps('注销账号');
    await phone.sees('要注销账号吗？');
    await phone.sees('名额退回');
    await phone.taps('不想留下个人信息');
    await phone.looksWell('account-deletion');
    await phone.taps('继续，确认是我本人');
    await phone.page.locator('.my-data__row', { hasText: '短信验证码' }).tap();
    await phone.sees('6位验证码');
    await stage.settle();
    await phone.page.locator('input').fill(/\b\d{6}\b/.exec(candidate.sms().at(-1)?.text ?? '')?.[0] ?? '');
    await phone.taps('确认注销');
    await phone.sees('账号已注销');
    await phone.looksWell('account-deleted');
    await stage.settle();
    expect(candidate.sms().at(-1)?.text).toContain('注销');
    await phone.taps('回到首页');
    await phone.sees('登录并验证邮箱和手机');
    await phone.page.evaluate("wx.navigateTo({ url: '/pages/my-data/index' })");
    await phone.sees('还没有保存您的信息');
  });

  it('takes a copy of the data along, by an address that opens once (PR13)', async () => {
    const { stage } = journey;
    const { candidate } = await isToPay(stage);
    const conditions = { privacyAgreed: true };
    const phone = await journey.open({ candidate, conditions, entry: '/pages/my-data/index' });
    await phone.taps('导出');
    await phone.page.locator('.my-data__row', { hasText: '短信验证码' }).tap();
    await phone.sees('6位验证码');
    await stage.settle();
    await phone.page.locator('input').fill(/\b\d{6}\b/.exec(candidate.sms().at(-1)?.text ?? '')?.[0] ?? '');
    await phone.taps('确认并导出');
    await phone.sees('可以下载了');
    await phone.looksWell('export');
    await phone.taps('复制地址');
    await phone.sees('已复制');
    const page = await fetch(phone.hands.clipboard.at(-1) ?? '');
    expect(page.status).toBe(200);
    await phone.taps('完成');
    await phone.sees('导出我的信息');
  });
});
