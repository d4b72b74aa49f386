import { describePhone } from '../support/describe-phone';
import { hasAnswered, isRejected, isToPay } from '../support/people-on-the-way';
import { idPicture, type PictureOptions } from '../support/pictures';
import { OTHER_SITE, REVIEWING_SITE } from '../support/season';

describePhone('A candidate completes a registration in the mini program', (journey) => {
  const at = (page: string, id: string): string => `/pages/${page}/index?registration=${id}`;

  it('chooses a site and subjects', async () => {
    const { candidate, id } = await hasAnswered(journey.stage, { without: ['siteCode', 'subjects'] });
    await journey.looksWell('site-full', { candidate, entry: `${at('site', id)}&full=${OTHER_SITE}` });
    const phone = await journey.open({ candidate });
    await phone.taps('继续填写');
    await phone.sees('在哪个考点考试？');
    await phone.page.locator('.site__row', { hasText: REVIEWING_SITE }).tap();
    await phone.taps('保存并继续');
    await phone.sees('报考哪些科目？');
    await phone.taps('41 网络工程师');
    await phone.picture('subjects-level4');
    await phone.sees('须有网络技术的证书');
    await phone.close();
    await journey.looksWell('subjects', { candidate, entry: at('subjects', id) }, async ({ page }) =>
      page.locator('[aria-role=checkbox]').nth(1).tap(),
    );
  });

  it('checks, promises, uploads a photo and submits for review', async () => {
    const { candidate } = await hasAnswered(journey.stage);
    const phone = await journey.open({ candidate, conditions: { privacyAgreed: true } });
    await phone.taps('检查并确认');
    await phone.taps('信息无误，下一步');
    await phone.taps('提交报考信息');
    await phone.sees('请先勾选');
    await phone.picture('promise-refused');
    await phone.taps('我保证以上信息是真实和准确的');
    await phone.taps('提交报考信息');
    await phone.sees('上传证件照');
    await phone.picture('photo');
    await phone.set({ nextFiles: [await given({ width: 168, height: 120 })] });
    await phone.taps('从相册选');
    await phone.sees('168×120');
    await phone.picture('photo-small');
    await phone.set({ nextFiles: [await given({})] });
    await phone.taps('从相册选');
    await phone.sees('尺寸符合要求');
    await phone.picture('photo-fits');
    await phone.taps('上传这张照片');
    await phone.sees('已上传，符合要求');
    await phone.picture('photo-uploaded');
    await phone.taps('就用这张，下一步');
    await phone.taps('信息无误，去提交审核');
    await phone.sees('提交后，审核期间不能修改');
    await phone.picture('submit');
    await phone.page.locator('.action-bar__main:visible').tap();
    await phone.sees('考点正在审核');
    await phone.picture('status-pending');
    await phone.taps('审核有结果时通知我');
    await phone.taps('允许');
    await phone.sees('有结果会用微信通知您');
  });

  it('is told at every type what was rejected', async () => {
    const { candidate, id } = await isRejected(journey.stage);
    await journey.looksWell('status-rejected', { candidate, entry: at('status', id) });
  });

  it('pays and has the proof', async () => {
    const { candidate } = await isToPay(journey.stage);
    const phone = await journey.open({ candidate });
    await phone.taps('去缴费');
    await phone.taps('微信支付 ¥105.00');
    await phone.taps('取消');
    await phone.sees('您没有付款，没有扣钱');
    await phone.picture('payment-cancelled');
    await phone.taps('继续支付 ¥105.00');
    await phone.taps('确认支付');
    await phone.sees('报名成功');
    await phone.looksWell('proof');
  });

  async function given(options: PictureOptions) {
    const bytes = await idPicture(options);
    return { name: 'me.jpg', type: 'image/jpeg', base64: bytes.toString('base64') };
  }
});
