import {
  mountPage,
  SIGNED_IN,
  type MountedPage,
  type MountInput,
} from '../../../../support/miniprogram-page';
import { aRegistration, aSeason, failedWith } from '../../../../support/miniprogram-answers';
import type { Registration } from '../../../../../miniprogram/services/registrations';
import { standardPhotoRule } from '../../../../support/photo-rule';

const actions = [{ action: 'upload_photo' as const, possible: true, reasons: [] }];
const registration = aRegistration({
  state: 'saved',
  position: { step: 'photo', about: null },
  missing: [],
  actions,
});
const stored = { id: 'p', width: 480, height: 640, bytes: 68_000, warnings: [] };
const AT = `GET /registrations/${registration.id}`;
const POST = `POST /registrations/${registration.id}/photo`;
const file = (width: number, height: number) => ({
  name: 'a.jpg',
  type: 'image/jpeg',
  base64: 'A'.repeat(80_000),
  width,
  height,
});

describe('The photo page', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(
    conditions: MountInput['conditions'],
    server: MountInput['server'] = {},
  ): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/photo/index?registration=${registration.id}`,
      storage: SIGNED_IN,
      conditions: { privacyAgreed: true, ...conditions },
      server: {
        [AT]: { body: { registration } },
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason({ photoRule: { ...standardPhotoRule } }) },
        ...server,
      },
    });
    await page.sees('上传证件照');
    return page;
  }

  describe('with another photo from the chat meanwhile', () => {
    const elsewhere = { ...registration, version: 4, photo: { ...stored, id: 'of-the-chat' } };
    async function picksMeanwhile(send: MountInput['server'], meanwhile: Registration = elsewhere) {
      let now: Registration = registration;
      const mounted = await open(
        { nextFiles: [file(480, 640)] },
        { [AT]: () => ({ body: { registration: now } }), ...send },
      );
      await mounted.taps('从相册选');
      await mounted.sees('上传这张照片');
      now = meanwhile;
      return mounted;
    }
    const posts = (mounted: MountedPage) => mounted.calls.filter(({ method }) => method === 'POST');
    const conflict = failedWith(409, 'VERSION_CONFLICT');
    const done = { body: { registration: { ...elsewhere, version: 5, photo: { ...stored, id: 'mine' } } } };

    it('shows both and asks before anything is written over', async () => {
      const mounted = await picksMeanwhile({
        [POST]: ({ path }) => (path.includes('expectedVersion=4') ? done : conflict),
      });
      await mounted.taps('上传这张照片');
      await mounted.sees('有两张照片，用哪一张？');
      expect(posts(mounted)).toHaveLength(1);
      expect(mounted.text()).not.toContain('上传这张照片');
      await mounted.taps('用这里选的', 2);
      await mounted.sees('就用这张，下一步');
      expect(posts(mounted)).toHaveLength(2);
    });

    it('keeps the stored one where that was chosen, after coming back from the chat', async () => {
      const mounted = await picksMeanwhile({});
      mounted.leaves();
      mounted.returns();
      await mounted.sees('有两张照片，用哪一张？');
      await mounted.taps('用已经保存的');
      await mounted.sees('就用这张，下一步');
      expect(posts(mounted)).toEqual([]);
    });

    it('is not asked where only other answers moved on', async () => {
      const mounted = await picksMeanwhile(
        { [POST]: ({ path }) => (path.includes('expectedVersion=4') ? done : conflict) },
        { ...elsewhere, photo: null },
      );
      await mounted.taps('上传这张照片');
      await mounted.sees('就用这张，下一步');
    });
  });

  describe('when no answer comes to a photo that was sent', () => {
    async function sends(arrives: boolean, lost: () => boolean): Promise<MountedPage> {
      let now: Registration = registration;
      const mounted = await open(
        { nextFiles: [file(480, 640)] },
        {
          [AT]: () => (lost() ? 'no answer' : { body: { registration: now } }),
          [POST]: ({ path }) => {
            if (!path.includes(`expectedVersion=${now.version}`)) return failedWith(409, 'VERSION_CONFLICT');
            const after = { ...registration, version: registration.version + 1, photo: stored };
            if (arrives || !lost()) now = after;
            return lost() || arrives ? 'no answer' : { body: { registration: after } };
          },
        },
      );
      await mounted.taps('从相册选');
      await mounted.sees('尺寸符合要求');
      return mounted;
    }

    it('shows the stored one without a word where it arrived', async () => {
      const mounted = await sends(true, () => false);
      await mounted.taps('上传这张照片');
      await mounted.sees('已上传，符合要求');
      expect(mounted.text()).not.toContain('没有成功');
      expect(mounted.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
    });

    it('keeps the picked one, and finds out at the next press whether it arrived', async () => {
      for (const arrives of [false, true]) {
        let lost = false;
        const mounted = await sends(arrives, () => lost);
        lost = true;
        await mounted.taps('上传这张照片');
        await mounted.sees('网络恢复后再点一次就可以，不会重复提交');
        await mounted.taps('知道了');
        await mounted.sees('尺寸符合要求');
        lost = false;
        await mounted.taps('上传这张照片');
        await mounted.sees('已上传，符合要求');
        expect(mounted.text()).not.toContain('用哪一张');
        mounted.close();
      }
    });
  });

  /** On the information page, with W2 to tell, and one page further: on the photo page. */
  async function openFromCheck(of: Registration): Promise<MountedPage> {
    const notice = {
      id: 'e_certificate',
      version: '1',
      title: { zh: '电子证书说明', en: 'E-certificate' },
      body: { zh: '不再制作和发放纸质证书。', en: 'No paper.' },
    };
    page = await mountPage({
      page: `/pages/check/index?registration=${of.id}`,
      storage: SIGNED_IN,
      server: {
        [AT]: { body: { registration: of } },
        [`GET /seasons/${of.seasonId}`]: { body: aSeason({ photoRule: { ...standardPhotoRule } }) },
        [`GET /seasons/${of.seasonId}/sites`]: { body: { sites: [], serverTime: 1 } },
        [`GET /seasons/${of.seasonId}/notices`]: { body: { notices: [notice] } },
      },
    });
    await page.sees('请核对每一项');
    expect(page.text()).not.toContain('不再制作和发放纸质证书。');
    await page.wx('navigateTo', { url: `/pages/photo/index?registration=${of.id}` });
    await page.sees('上传证件照');
    return page;
  }

  it('says in words what was measured and sends nothing that cannot pass', async () => {
    const mounted = await open({ nextFiles: [file(168, 120)] });
    await mounted.taps('从相册选');
    await mounted.sees('照片只有168×120像素，至少要144×192（宽×高）。');
    expect(mounted.text()).not.toContain('上传这张照片');
  });

  it('sends a photo that fits once for a double tap, and goes on', async () => {
    const after = aRegistration({ ...registration, state: 'ready', photo: stored });
    const mounted = await open(
      { nextFiles: [file(480, 640)] },
      { [POST]: { body: { registration: after } } },
    );
    await mounted.taps('从相册选');
    await mounted.sees('尺寸符合要求');
    await mounted.taps('上传这张照片', 2);
    await mounted.sees('已上传，符合要求');
    expect(mounted.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('shows what the server found and lets another photo be chosen', async () => {
    const fields = [{ field: 'photo', code: 'photo.greyscale', message: '照片没有颜色，要彩色证件照。' }];
    const mounted = await open(
      { nextFiles: [file(480, 640)] },
      { [POST]: failedWith(422, 'PHOTO_REFUSED', { fields }) },
    );
    await mounted.taps('从相册选');
    await mounted.sees('尺寸符合要求');
    await mounted.taps('上传这张照片');
    await mounted.sees('照片没有颜色，要彩色证件照。');
    await mounted.sees('换一张');
  });

  it('names what the reviewer may object to', async () => {
    const warnings = [{ code: 'photo.blurred', params: {} }];
    const warned = aRegistration({ ...registration, photo: { ...stored, warnings } });
    const mounted = await open({}, { [AT]: { body: { registration: warned } } });
    await mounted.sees('照片有些模糊，审核时可能要求重拍。');
  });

  it('offers album and settings where the camera is refused', async () => {
    const mounted = await open({ camera: 'refused' });
    await mounted.taps('拍一张');
    await mounted.sees('没有摄像头的使用权限');
    await mounted.taps('打开设置，允许使用摄像头和相册');
    await mounted.sees('允许使用摄像头和相册');
    await mounted.taps('允许');
    expect(mounted.text()).not.toContain('没有摄像头的使用权限');
  });

  it('has another way where the interface is not declared (errno 112)', async () => {
    const mounted = await open({ undeclared: ['chooseMedia'] });
    await mounted.taps('从相册选');
    await mounted.sees('这个功能暂时不能用');
  });

  it('warns when leaving without a photo and tells W2 on the information page (S27, S28, S29)', async () => {
    const notice = {
      id: 'e_certificate',
      version: '1',
      title: { zh: '电子证书说明', en: 'E-certificate' },
      body: { zh: '不再制作和发放纸质证书。', en: 'No paper.' },
    };
    const mounted = await open(
      {},
      {
        [`GET /seasons/${registration.seasonId}/sites`]: { body: { sites: [], serverTime: 1 } },
        [`GET /seasons/${registration.seasonId}/notices`]: { body: { notices: [notice] } },
      },
    );
    await mounted.taps('先不上传');
    await mounted.sees('照片未上传！如未在报考考点网报截止日期前传照片，则无法支付');
    await mounted.taps('先离开');
    await mounted.sees('请核对每一项');
    await mounted.sees('不再制作和发放纸质证书。');
  });

  it('warns at WeChat’s own back button too, and tells W2 where it leads (S27, S28, S29)', async () => {
    page = await openFromCheck(registration);
    const back = page.document.querySelector<HTMLElement>('.mp-nav__back');
    back?.click();
    await page.sees('照片未上传！如未在报考考点网报截止日期前传照片，则无法支付');
    await page.taps('取消');
    expect(page.stack().at(-1)?.route).toBe('pages/photo/index');
    back?.click();
    await page.sees('照片未上传！');
    await page.taps('确定');
    await page.sees('不再制作和发放纸质证书。');
    expect(page.stack().map(({ route }) => route)).toEqual(['pages/check/index']);
  });

  it('lets go without a word once a photo is there (S28)', async () => {
    const mounted = await openFromCheck({ ...registration, photo: stored });
    mounted.document.querySelector<HTMLElement>('.mp-nav__back')?.click();
    await mounted.sees('请核对每一项');
    expect(mounted.text()).not.toContain('照片未上传！');
    expect(mounted.text()).not.toContain('不再制作和发放纸质证书。');
  });

  it('says plainly that the privacy guide was refused, and names another way (errno 104)', async () => {
    const mounted = await open({ privacyAgreed: false });
    await mounted.taps('拍一张');
    await mounted.sees('先看一下隐私保护指引');
    await mounted.taps('不同意');
    await mounted.sees('您没有同意隐私保护指引，所以不能使用摄像头和相册');
  });

  it('says so when no photo can be changed', async () => {
    page = await mountPage({
      page: `/pages/photo/index?registration=${registration.id}`,
      storage: SIGNED_IN,
      server: {
        [AT]: { body: { registration: aRegistration({ state: 'pending', actions: [] }) } },
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason() },
      },
    });
    await page.sees('现在不能上传照片');
  });
});
