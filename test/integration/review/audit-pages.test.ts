import { sealAudit } from '../../../server/use-cases/audit/audit-chain';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { MINUTE_MS } from '../../../shared/domain/time';
import { RESIDENT_ID } from '../../support/situations';
import { CLEAR_VALUES, submitted } from './review-desk';

describe('The audit pages (PR10)', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const opens = (path: string, userid: string = PEOPLE.administrator) =>
    stage.reviewer(userid).opens(stage.publicUrl + path);

  it('show who did what, newest first, with numbers only, and one registration alone', async () => {
    const { id } = await submitted(stage);
    const other = await submitted(stage, {
      answers: { name: '李四', documentNumber: RESIDENT_ID.replace(/...$/, '93X') },
    });
    const page = await opens('/staff/audit');
    expect(page.status).toBe(200);
    expect(page.text).toContain('操作审计');
    for (const words of [
      '提交审核',
      'review.submitted',
      '考生',
      '可提交审核 → 待审核',
      '（命令行）',
      id,
      other.id,
    ])
      expect(page.text).toContain(words);
    expect(page.text.indexOf(other.id)).toBeLessThan(page.text.indexOf(id));
    for (const value of CLEAR_VALUES) expect(page.html).not.toContain(value);
    const one = await opens(`/staff/audit?registration=${id}`);
    expect(one.text).toContain(id);
    expect(one.text).not.toContain(other.id);
    expect((await opens('/staff/audit?action=nothing')).text).toContain('没有符合条件的记录');
    expect((await opens('/staff/audit?registration=%3Cimg%20src%3Dx%3E')).html).not.toContain('<img');
  });

  it('go back page by page without leaving an event out', async () => {
    const actor = { role: 'system', id: 'test', channel: 'command' } as const;
    const { context } = stage.app;
    const blank = { registrationId: null, from: null, to: null, revision: null, reason: null };
    await context.unitOfWork.run(async (tx) => {
      for (let n = 0; n < 120; n += 1) {
        const at = stage.clock.at;
        await tx.audit.append({ ...blank, id: context.newId(), action: 'test.counted', actor, at });
      }
    });
    const seen: string[] = [];
    let path: string | undefined = '/staff/audit?action=test.counted';
    while (path) {
      const page = await opens(path);
      seen.push(...(page.text.match(/test\.counted #\d+/g) ?? []));
      const older = page.links.find(({ href }) => href.includes('before=') && !href.includes('#'));
      path = older?.href.replace(stage.publicUrl, '');
    }
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
  });

  it('tell that the records are whole, and what waits', async () => {
    await submitted(stage);
    stage.clock.at += 2 * MINUTE_MS;
    await sealAudit(stage.app.context);
    const page = await opens('/staff/audit');
    expect(page.text).toContain('还没有核对过');
    const begun = await stage
      .reviewer(PEOPLE.administrator)
      .browser.submit(page, { button: '核对记录是否被改动' });
    expect(begun.text).toContain('正在核对');
    await stage.app.worker?.drain();
    const checked = await opens('/staff/audit/check');
    expect(checked.text).toContain('全部记录完整');
    expect(checked.text).toMatch(/核对了\d批、\d+条记录/);
    expect((await opens('/staff/audit')).text).toMatch(/上次核对于.+：\d+条记录完整/);
    const again = await stage
      .reviewer(PEOPLE.administrator)
      .browser.submit(page, { button: '核对记录是否被改动' });
    expect(again.status).toBe(429);
  });

  it('are for auditors and administrators alone, and lead them there after signing in', async () => {
    expect((await opens('/staff')).text).toContain('操作审计');
    expect((await opens('/staff', PEOPLE.reviewer)).text).toContain('待审核');
    expect((await opens('/staff/audit', PEOPLE.reviewer)).status).toBe(403);
    expect((await fetch(`${stage.publicUrl}/staff/audit`, { redirect: 'manual' })).status).toBe(302);
  });
});
