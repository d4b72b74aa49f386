import { describePhone } from '../support/describe-phone';
import { hasSaved } from '../support/people-on-the-way';
import { idPicture } from '../support/pictures';

describePhone('A candidate forgets the photo', (journey) => {
  it('is warned by every way out (W1), told W2, reminded at home, and uploads it later (S27-S30, S51)', async () => {
    const { candidate, id } = await hasSaved(journey.stage);
    const phone = await journey.open({ candidate, conditions: { privacyAgreed: true } });
    await phone.page.evaluate(`wx.navigateTo({ url: '/pages/check/index?registration=${id}' })`);
    await phone.sees('请核对每一项');
    await phone.page.evaluate(`wx.navigateTo({ url: '/pages/photo/index?registration=${id}' })`);
    await phone.sees('上传证件照');
    const back = phone.page.locator('.mp-nav__back');
    await back.tap();
    await phone.sees('照片未上传！如未在报考考点网报截止日期前传照片，则无法支付');
    await phone.picture('w1-back');
    await phone.taps('取消');
    await phone.sees('上传证件照');
    await phone.taps('先不上传');
    await phone.sees('照片未上传！');
    await phone.picture('w1-later');
    await phone.taps('继续上传');
    await back.tap();
    await phone.taps('确定');
    await phone.sees('请核对每一项');
    await phone.sees('电子证书');
    await phone.looksWell('w2');
    await phone.page.evaluate("wx.reLaunch({ url: '/pages/home/index' })");
    await phone.taps('上传照片');
    await phone.sees('上传证件照');
    const bytes = await idPicture({});
    await phone.set({
      nextFiles: [{ name: 'me.jpg', type: 'image/jpeg', base64: bytes.toString('base64') }],
    });
    await phone.taps('从相册选');
    await phone.taps('上传这张照片');
    await phone.sees('已上传，符合要求');
    await back.tap();
    await phone.sees('可以提交审核了');
  });

  it('refuses the camera, and is led to the album and then to the settings', async () => {
    const { candidate, id } = await hasSaved(journey.stage);
    const conditions = { privacyAgreed: true, camera: 'refused', album: 'refused' } as const;
    const phone = await journey.open({
      candidate,
      conditions,
      entry: `/pages/photo/index?registration=${id}`,
    });
    await phone.sees('头部对准虚线轮廓');
    await phone.taps('拍一张');
    await phone.sees('没有摄像头的使用权限。可以从相册选');
    await phone.looksWell('photo-no-camera');
    await phone.taps('从相册选');
    await phone.sees('没有相册的使用权限。可以选聊天里的照片文件');
    await phone.taps('打开设置，允许使用摄像头和相册');
    await phone.taps('允许');
    await phone.sees('头部对准虚线轮廓');
  });
});
