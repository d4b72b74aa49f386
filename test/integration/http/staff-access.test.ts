import { SECOND_FACTOR_MS } from '../../../server/use-cases/staff/second-factor';
import type { Page } from '../../platform/hands/browser';
import { readCsv } from '../../../shared/contract/csv-source';
import { setUpSecondFactor, type Authenticator } from '../../support/authenticator';
import { OTHER_SITE, REVIEWING_SITE } from '../../support/season';
import { COMPLETE } from '../../support/situations';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { detailUrl, submitted } from '../review/review-desk';

const NUMBER = String(COMPLETE.documentNumber);

describe('What staff prove who they are for', () => {
  let stage: Stage;
  let id: string;
  let authenticator: Authenticator;
  beforeAll(async () => {
    stage = await startStage();
    id = (await submitted(stage)).id;
  });
  afterAll(() => stage.stop());

  const hands = (userid: string = PEOPLE.reviewer) => stage.reviewer(userid);
  const openDetail = () => hands().opens(detailUrl(stage, id));
  const reveal = async (field = 'documentNumber', reason = 'compare') =>
    hands().browser.submit(await openDetail(), { button: '查看一次', fields: { field, reason } });
  const audited = (action: string) =>
    stage.app.context.unitOfWork.read((tx) => tx.audit.list({ action, beforeSeq: null, limit: 20 }));

  it('is set up with an app on the phone, shown as text and as a picture, with codes for the day it is lost (PR9)', async () => {
    const before = await reveal();
    expect([before.status, before.text.includes('您还没有设置二次验证')]).toEqual([200, true]);
    expect(before.html).not.toContain(NUMBER);

    const { authenticator: app, page } = await setUpSecondFactor(hands().browser, stage);
    authenticator = app;
    expect(page.text.match(/[A-HJKMNP-Z2-9]{5}-[A-HJKMNP-Z2-9]{5}/g)).toHaveLength(10);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect((await hands().opens(`${stage.publicUrl}/staff/account`)).text).toContain('剩余10个恢复码');
  });

  it('shows one value in full, once, with the reason on record and not the value (PR7, PR8, PR10)', async () => {
    const page = await reveal();
    expect([page.status, page.text.includes(NUMBER)]).toEqual([200, true]);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect((await openDetail()).html).not.toContain(NUMBER);
    const [event] = await audited('candidate.revealed');
    expect(event).toMatchObject({
      registrationId: id,
      reason: 'documentNumber: compare',
      actor: { role: 'reviewer', id: PEOPLE.reviewer, channel: 'staff_page' },
    });
    expect(JSON.stringify(event)).not.toContain(NUMBER);
  });

  it('refuses to show without a reason, or a field that is not hidden', async () => {
    expect((await reveal('documentNumber', '')).status).toBe(422);
    expect((await reveal('documentNumber', 'curious')).status).toBe(422);
    expect((await reveal('subjects')).status).toBe(404);
    expect((await reveal('toString')).status).toBe(404);
    expect(await audited('candidate.revealed')).toHaveLength(1);
  });

  it('asks for a code again after a quarter of an hour, and leads back to the page', async () => {
    stage.clock.at += SECOND_FACTOR_MS;
    const asked = await reveal();
    expect(asked.url).toContain('/staff/verify');
    expect(asked.text).toContain('验证后请再提交一次');
    const back = await hands().browser.submit(asked, {
      button: '验证',
      fields: { code: authenticator.code() },
    });
    expect(back.url).toBe(detailUrl(stage, id));
    expect((await reveal('mobile', 'contact')).text).toContain(String(COMPLETE.mobile));
  });

  it('locks after five wrong codes and says until when (PR9)', async () => {
    stage.clock.at += SECOND_FACTOR_MS;
    let page = await reveal();
    for (let tried = 0; tried < 5; tried += 1) {
      page = await hands().browser.submit(page, { button: '验证', fields: { code: '12345' } });
    }
    expect([page.status, /请在.*之后再试/.test(page.text)]).toEqual([429, true]);
    expect((await audited('staff.second_factor_locked')).length).toBe(1);
    const right = await hands().browser.submit(page, {
      button: '验证',
      fields: { code: authenticator.code() },
    });
    expect(right.status).toBe(429);
  });

  it('enlarges the photo beside what the machine found, for the site alone', async () => {
    const page = await hands().opens(`${detailUrl(stage, id)}/photo/large`);
    expect(page.text).toContain('机器检查');
    expect(page.html).toContain(`/staff/reviews/${id}/photo?revision=1`);
    expect((await hands(PEOPLE.administrator).opens(`${detailUrl(stage, id)}/photo/large`)).status).toBe(403);
  });

  it('lets a reviewer go through screens of photos without stopping, and the pages beside them', async () => {
    const cookie = `ncre_staff=${hands().browser.cookies(stage.publicUrl)['ncre_staff'] ?? ''}`;
    stage.clock.at += 60_000;
    // Four screens of the photo wall and one more photo.
    for (let screen = 0; screen < 5; screen += 1) {
      const photos = Array.from({ length: screen < 4 ? 60 : 1 }, () =>
        fetch(`${detailUrl(stage, id)}/photo?revision=1`, { headers: { Cookie: cookie } }),
      );
      const answers = await Promise.all(photos.map(async (one) => (await one).status));
      expect(new Set(answers)).toEqual(new Set([200]));
    }
    expect((await openDetail()).status).toBe(200);
  });

  describe('of a lead', () => {
    const lead = () => hands(PEOPLE.lead);
    const page = () => lead().opens(`${stage.publicUrl}/staff/exports`);
    const approve = async () => {
      const shown = await lead().opens(detailUrl(stage, id));
      await lead().browser.submit(shown, { button: '审核通过' });
      await stage.settle();
    };
    const exported = async (fields: Record<string, string> = {}) =>
      lead().browser.submit(await page(), {
        button: '导出',
        fields: { what: `${stage.season.id} ${REVIEWING_SITE}`, ...fields },
      });

    it('export the decided list of their site masked, unless they say why not (PR7, PR8)', async () => {
      await approve();
      expect((await page()).url).toContain('/staff/verify');
      await setUpSecondFactor(lead().browser, stage);
      const masked = await exported();
      expect(masked.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(masked.headers.get('content-disposition')).toMatch(
        /^attachment; filename="registrations-\d{6}-approved-2026-12-28\.csv"$/,
      );
      expect(masked.headers.get('cache-control')).toBe('no-store');
      const rows = readCsv(masked.html);
      expect(rows).toHaveLength(2);
      expect(rows[1]?.cells).toEqual(expect.arrayContaining([id, '审核通过']));
      expect(masked.html).not.toContain(NUMBER);

      expect((await exported({ extent: 'full' })).status).toBe(422);
      const full = await exported({ extent: 'full', reason: 'exam_office' });
      expect(readCsv(full.html)[1]?.cells).toEqual(expect.arrayContaining([NUMBER, String(COMPLETE.name)]));
      // A tab in front keeps a spreadsheet from rounding it.
      expect(full.html).toContain(`,"\t${NUMBER}",`);
      expect(readCsv((await exported({ list: 'rejected' })).html)).toHaveLength(1);
    });

    it('leave on record what left, in full or not, and how many rows (PR10)', async () => {
      const began = await audited('candidates.exported');
      const ended = await audited('candidates.export_finished');
      expect(began.map(({ reason }) => reason?.replace(/^\S+ \d{6} /, ''))).toEqual([
        'rejected, masked',
        'approved, full: exam_office',
        'approved, masked',
      ]);
      expect(ended.map(({ reason }) => /rows \d+$/.exec(reason ?? '')?.[0])).toEqual([
        'rows 0',
        'rows 1',
        'rows 1',
      ]);
    });

    it('export no site that is not theirs, as if there were none', async () => {
      const { id: season, sites } = stage.season;
      const foreign = sites.find(({ code }) => ![REVIEWING_SITE, OTHER_SITE].includes(code))?.code ?? '';
      expect(foreign).not.toBe('');
      expect((await exported({ what: `${season} ${foreign}` })).status).toBe(404);
      expect((await exported({ what: `${season} 000000` })).status).toBe(404);
      expect((await exported({ what: `nothing ${OTHER_SITE}` })).status).toBe(404);
    });
  });

  describe('of the office', () => {
    const office = () => hands(PEOPLE.administrator);
    const page = () => office().opens(`${stage.publicUrl}/staff/administration`);
    const formOf = (shown: Page, act: string, staffId: string) =>
      shown.forms.findIndex(({ action }) => action.endsWith(`/${staffId}/${act}`));
    const idOf = async (userid: string) =>
      (await stage.app.context.unitOfWork.read((tx) => tx.staff.findByUserid(userid)))?.id ?? '';
    const act = async (name: string, userid: string) => {
      const shown = await page();
      const form = formOf(shown, name, await idOf(userid));
      return office().browser.submit(shown, { form });
    };

    it('see who is on the staff and how they sign in, and nothing of candidates (PR8)', async () => {
      expect((await page()).url).toContain('/staff/verify');
      await setUpSecondFactor(office().browser, stage);
      const shown = await page();
      expect(shown.text).toContain('名单里共');
      expect(shown.html).not.toContain(id);
      expect(formOf(shown, 'reset-second-factor', await idOf(PEOPLE.administrator))).toBe(-1);
      expect(formOf(shown, 'invite', await idOf(PEOPLE.reviewer))).toBe(-1);
    });

    it('settle refunds that the platform cannot pay out, and can grant none (promises 1, 2 and 6)', async () => {
      const refundId = 'NCRE9R01';
      await stage.app.context.unitOfWork.run((tx) =>
        tx.refunds.insert({
          ...{ id: refundId, transactionId: '4200009', orderId: 'NCRE9', registrationId: id, cause: 'late' },
          ...{ amountFen: 10_500, totalFen: 10_500, state: 'abnormal', createdAt: stage.clock.at },
          ...{ settledAt: null, version: 1 },
        }),
      );
      const list = () => office().opens(`${stage.publicUrl}/staff/refunds?number=4200009`);
      const shown = await list();
      expect([shown.text.match(/退款单NCRE9R01/g), shown.text.includes('105.00元')]).toEqual([
        [expect.any(String), expect.any(String)],
        true,
      ]);
      const fields = { way: 'bank_transfer', checked: 'yes' };
      const settle = (changes: Record<string, string | undefined>) =>
        office().browser.submit(shown, { button: '记为已退还', fields: { ...fields, ...changes } });
      expect((await settle({ checked: undefined })).status).toBe(422);
      expect((await settle({ way: '' })).status).toBe(422);
      expect((await settle({})).text).toContain('已退款，考生会收到通知');
      expect([(await settle({})).status, (await list()).text.includes('没有等待处理的退款')]).toEqual([
        409,
        true,
      ]);
      expect((await audited('refund.settled_by_hand'))[0]?.reason).toBe(`${refundId}: bank_transfer`);
    });

    it('reset a lost second factor, which ends the sessions and stands on record with whose it was (PR9, PR10)', async () => {
      await openDetail();
      expect((await act('reset-second-factor', PEOPLE.reviewer)).text).toContain('二次验证已重置');
      expect((await audited('staff.second_factor_reset'))[0]).toMatchObject({
        actor: { role: 'administrator', id: PEOPLE.administrator },
        reason: PEOPLE.reviewer,
      });
      stage.clock.at += 1;
      expect((await reveal()).text).toContain('您还没有设置二次验证');
    });

    it('sign somebody out everywhere', async () => {
      await openDetail();
      const cookie = `ncre_staff=${hands().browser.cookies(stage.publicUrl)['ncre_staff'] ?? ''}`;
      const visit = () => fetch(detailUrl(stage, id), { redirect: 'manual', headers: { Cookie: cookie } });
      expect((await visit()).status).toBe(200);
      expect((await act('end-sessions', PEOPLE.reviewer)).text).toContain('全部登录已退出');
      expect((await visit()).status).toBe(302);
    });
  });
});
