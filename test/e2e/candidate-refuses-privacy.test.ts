import { describePhone } from '../support/describe-phone';
import { hasSaved } from '../support/people-on-the-way';
import { idPicture } from '../support/pictures';

describePhone('A candidate refuses the privacy guide', (journey) => {
  it('and verifies the mobile by a typed number in place of WeChat’s (errno 104)', async () => {
    const phone = await journey.open({ entry: '/pages/account/index' });
    await phone.taps('用微信手机号');
    await phone.sees('先看一下隐私保护指引');
    await phone.taps('不同意');
    await phone.sees('您没有同意隐私保护指引，所以没有取手机号');
    await phone.looksWell('account-refused');
    await phone.page.locator('input').fill(phone.candidate.phone);
    await phone.taps('发送验证码');
    await phone.sees('短信已发到');
    await journey.stage.settle();
    const code = /\b\d{6}\b/.exec(phone.candidate.sms().at(-1)?.text ?? '')?.[0] ?? '';
    await phone.page.locator('input').fill(code);
    await phone.taps('确认');
    await phone.sees('手机号已验证，还差邮箱');
  });

  it('on the photo page, agrees later, and is asked again when the consent was cleared', async () => {
    const { candidate, id } = await hasSaved(journey.stage);
    const entry = `/pages/photo/index?registration=${id}`;
    const phone = await journey.open({ candidate, entry });
    await phone.taps('从相册选');
    await phone.taps('不同意');
    await phone.sees('您没有同意隐私保护指引，所以不能使用摄像头和相册');
    await phone.looksWell('photo-refused-privacy');
    const bytes = await idPicture({});
    const file = { name: 'me.jpg', type: 'image/jpeg', base64: bytes.toString('base64') };
    await phone.set({ nextFiles: [file] });
    await phone.taps('从相册选');
    await phone.taps('同意');
    await phone.sees('尺寸符合要求');
    await phone.set({ privacyAgreed: false, nextFiles: [file] });
    await phone.taps('从相册选');
    await phone.sees('您之前同意过，但那次同意已被清除');
    await phone.looksWell('privacy-again');
    await phone.taps('不同意');
    await phone.sees('您没有同意隐私保护指引，所以不能使用摄像头和相册');
    await phone.sees('尺寸符合要求');
  });

  it('finds an interface that is not declared, and another way (errno 112)', async () => {
    const { candidate, id } = await hasSaved(journey.stage);
    const conditions = { privacyAgreed: true, undeclared: ['chooseMedia', 'getPhoneNumber'] };
    const entry = `/pages/photo/index?registration=${id}`;
    const phone = await journey.open({ candidate, conditions, entry });
    await phone.taps('从相册选');
    await phone.sees('这个功能暂时不能用。请换一种方式');
  });
});
