import { describePhone } from '../support/describe-phone';
import { hasBegun } from '../support/people-on-the-way';

describePhone('A candidate begins in the mini program', (journey) => {
  it('sees the sitting and the steps before logging in', async () => {
    const phone = await journey.open();
    await phone.sees('网上报名正在进行');
    await phone.sees('登录并验证邮箱和手机');
    await phone.looksWell('home-stranger');
  });

  it('goes on where the registration stands, is told what is wrong, and resumes after leaving', async () => {
    const { candidate } = await hasBegun(journey.stage);
    const phone = await journey.open({ candidate });
    await phone.taps('继续填写');
    await phone.sees('您用哪种证件报名？');
    await phone.taps('保存并继续');
    await phone.page.locator('[aria-role=alert]').waitFor();
    await phone.picture('question-refused');
    await phone.page.getByText('居民身份证', { exact: true }).first().tap();
    await phone.taps('保存并继续');
    await phone.sees('证件号码是多少？');
    await phone.leaveAndReturn();
    await phone.sees('证件号码是多少？');
  });
});
