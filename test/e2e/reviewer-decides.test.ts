import type { Browser, Page } from 'playwright-core';
import { changeRegistration } from '../../server/use-cases/registrations/change-registration';
import type { Registration } from '../../shared/domain/registration';
import { detailUrl, outcomeMails, reload, resubmit, submitted } from '../integration/review/review-desk';
import { launchChromium } from '../support/chromium';
import { requireEngine } from '../support/engines';
import { nthResidentId } from '../support/ids';
import { OTHER_SITE, REVIEWING_SITE } from '../support/season';
import { PEOPLE, startStage, type Stage } from '../support/stage';
import { openStaffBrowser } from './staff-browser';

requireEngine('chromium')('A reviewer', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;
  let people = 0;
  beforeAll(async () => {
    [stage, browser] = await Promise.all([
      startStage({ season: { only: [REVIEWING_SITE, OTHER_SITE] } }),
      launchChromium(),
    ]);
    const hands = stage.reviewer();
    ({ page } = await openStaffBrowser(browser, { stage, hands, language: 'zh-CN', desk: true }));
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.stop();
  });

  const next = (name: string): Promise<Registration> => {
    people += 1;
    return submitted(stage, { answers: { documentNumber: nthResidentId(people), name } });
  };
  const opens = (path: string) => page.goto(path.startsWith('http') ? path : stage.publicUrl + path);
  const state = async (one: Registration) => (await reload(stage, one.id)).state;

  it('looks at the page of a card and approves from the card; the candidate is told (S45)', async () => {
    const one = await next('林甲');
    const card = stage.reviewer().lastCard();
    await opens(card.url ?? '');
    expect(await page.locator('h1').innerText()).toContain('待审核');
    const told = outcomeMails(stage).length;
    expect(await stage.reviewer().presses('通过', { card })).toMatchObject({ status: 200 });
    await stage.settle();
    expect(await state(one)).toBe('approved');
    expect(outcomeMails(stage)).toHaveLength(told + 1);
    await page.reload();
    expect(await page.locator('h1').innerText()).toContain('审核通过');
  });

  it('rejects two fields from the page and sees the difference next time, and nothing else (S40-S44)', async () => {
    const one = await next('林乙');
    await opens(detailUrl(stage, one.id));
    expect(await page.getByText('上次不通过后的修改').count()).toBe(0);
    await page.locator('.staff-reject summary').click();
    for (const field of ['name', 'mobile']) {
      await page.locator(`.staff-mark:has(input[name=marked][value=${field}])`).click();
    }
    await page.locator('.staff-reject textarea[name=words]').fill('姓名和联系电话与名单不一致，请核对。');
    await page.locator('.staff-reject button[type=submit]').click();
    await page.locator('.staff-done').waitFor();
    await stage.settle();
    expect((await reload(stage, one.id)).decision?.marked).toEqual(['name', 'mobile']);

    await resubmit(stage, one.id, { name: '欧阳小红', mobile: '13900139000' });
    await opens(stage.reviewer().lastCard().url ?? '');
    const changed = page.locator('h2:has-text("上次不通过后的修改") + .weui-cells').first();
    expect(await changed.locator('.staff-label').allInnerTexts()).toEqual(['姓名', '联系电话']);
    expect(await changed.locator('.staff-tag').count()).toBe(2);
  });

  it('approves ten at once on the photo wall: two are refused, each told why, and nothing else happens to them', async () => {
    const ten: Registration[] = [];
    for (const name of ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'])
      ten.push(await next(`陈小${name}`));
    const [withdrawn, revised] = [ten[3]!, ten[7]!];
    await opens('/staff/wall');
    for (const { id } of ten) await page.locator(`.wall-tick:has(input[value^="${id}."])`).click();
    await page.locator('button[value=approve]').click();
    expect(await page.locator('h1').innerText()).toContain('10');
    await isDeleted(withdrawn);
    await isRevised(revised);
    await page.locator('main form button[type=submit]').click();
    const summary = page.locator('.staff-alert[role=status]');
    await summary.waitFor();
    expect(await summary.innerText()).toMatch(/8[\s\S]*2/);
    const refused = await page
      .locator('.weui-cells')
      .first()
      .locator('.weui-cell .staff-warn')
      .allInnerTexts();
    expect(refused).toHaveLength(2);
    for (const why of refused) expect(why.length).toBeGreaterThan(5);
    const states = await Promise.all(ten.map(state));
    expect(states.filter((one) => one === 'approved')).toHaveLength(8);
    expect([await state(withdrawn), await state(revised)]).toEqual(['deleted', 'pending']);
  });

  /** The candidate gives it up while the reviewer looks. */
  async function isDeleted({ id }: Registration): Promise<void> {
    const { context } = stage.app;
    await context.unitOfWork.run(async (tx) => {
      const registration = await tx.registrations.find(id);
      if (!registration) throw new Error('no registration');
      const actor = { role: 'candidate', id: registration.accountId, channel: 'mini_program' } as const;
      const changed = await changeRegistration(tx, context, {
        registration,
        season: stage.season,
        action: 'delete',
        actor,
        request: { reasonGiven: true },
      });
      if (!changed.ok) throw new Error(JSON.stringify(changed));
    });
  }

  /** A colleague sends it back, and it comes again, changed. */
  async function isRevised({ id }: Registration): Promise<void> {
    const hands = stage.reviewer(PEOPLE.colleague);
    const shown = await hands.opens(detailUrl(stage, id));
    await hands.browser.submit(shown, { button: '审核不通过', fields: { reason: 'photo_quality' } });
    await stage.settle();
    await resubmit(stage, id, { email: 'other@example.com' });
  }
});
