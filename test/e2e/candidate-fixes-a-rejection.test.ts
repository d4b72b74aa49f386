import { describePhone, type JourneyPhone } from '../support/describe-phone';
import { callApi } from '../support/api-client';
import { isRejected } from '../support/people-on-the-way';
import { idPicture } from '../support/pictures';
import { until } from '../support/until';

describePhone('A candidate fixes a rejection', (journey) => {
  it('in the marked answer alone, submits again, and is approved (S40-S45)', async () => {
    const own = await isRejected(journey.stage, '姓名与证件不符');
    const phone = await journey.open({ candidate: own.candidate });
    await phone.taps('查看审核情况');
    await phone.sees('姓名与证件上的不一致');
    await showsRows(phone, ['姓名']);
    await phone.looksWell('rejected');
    await phone.taps('改其他');
    await until('the rest is shown', async () => (await rowsOf(phone)).length > 10);
    await phone.looksWell('rejected-rest');
    await phone.taps('收起其他');
    await showsRows(phone, ['姓名']);

    await phone.taps('姓名');
    await phone.sees('您的姓名？');
    const input = phone.page.locator('input');
    expect(await input.inputValue()).toBe('王小明');
    await input.fill('王晓明');
    await phone.taps('保存并继续');
    // Nothing else is asked: what follows is the status once more, with what was done.
    await phone.sees('已修改');
    await phone.looksWell('rejected-changed');
    await phone.taps('确认修改，去提交');
    await phone.sees('让修改生效前，请您承诺');
    await phone.taps('我保证以上信息是真实和准确的');
    await phone.taps('确认修改');
    await confirms(phone);
    await isDecided(phone, 'approve');
    await phone.sees('审核通过，请缴费');
    await phone.looksWell('approved');
    await phone.taps('去缴费');
    await phone.sees('在缴费前请核对');
    const { body } = await callApi<{ answers: { name: string } }>(
      journey.stage,
      `/registrations/${own.id}/answers`,
      { token: own.token },
    );
    expect(body.answers.name).toBe('王晓明');
  });

  it('in the photo alone, is rejected once more, and finds the newest reason', async () => {
    const own = await isRejected(journey.stage);
    const phone = await journey.open({ candidate: own.candidate, conditions: { privacyAgreed: true } });
    await phone.taps('查看审核情况');
    await showsRows(phone, ['照片']);
    await phone.sees('如果没有改动，很可能得到同样的结果');
    await phone.taps('照片');
    await phone.sees('上传证件照');
    const bytes = await idPicture({ background: '#f4f4f4' });
    await phone.set({
      nextFiles: [{ name: 'me.jpg', type: 'image/jpeg', base64: bytes.toString('base64') }],
    });
    await phone.taps('从相册选');
    await phone.taps('上传这张照片');
    await phone.sees('就用这张，下一步');
    await phone.taps('就用这张，下一步');
    await phone.sees('修改已保存，还没有重新提交');
    await phone.looksWell('rejected-mended');
    await phone.taps('重新提交审核');
    await confirms(phone);
    await isDecided(phone, 'reject', '证件信息有误');
    await phone.sees('证件类型或证件号码有误');
    await showsRows(phone, ['证件类型', '证件号码']);
  });

  /** These rows and no others, once the page has drawn them. */
  async function showsRows(phone: JourneyPhone, names: string[]): Promise<void> {
    let shown: string[] = [];
    await until(
      () => `the page shows ${names.join('、')} only, not ${shown.join('、')}`,
      async () => {
        shown = await rowsOf(phone);
        return shown.join('、') === names.join('、');
      },
    );
  }

  async function rowsOf({ page }: JourneyPhone): Promise<string[]> {
    return page.locator('.fact-list__label:visible').allInnerTexts();
  }

  async function confirms(phone: JourneyPhone): Promise<void> {
    await phone.sees('提交后，审核期间不能修改');
    await phone.page.locator('.action-bar__main:visible').tap();
    await phone.sees('考点正在审核');
  }

  /** The site opens the newest card and decides; the candidate comes back to the phone. */
  async function isDecided(phone: JourneyPhone, button: 'approve' | 'reject', reason?: string) {
    await journey.stage.settle();
    const reviewer = journey.stage.reviewer();
    const card = reviewer.lastCard();
    await reviewer.opens(card.url ?? card.buttons.find(({ url }) => url)?.url ?? '');
    if (reason) reviewer.chooses(reason);
    await reviewer.presses(button);
    await journey.stage.settle();
    await phone.leaveAndReturn();
  }
});
