import type { Registration } from '../../../shared/domain/registration';
import { nthResidentId } from '../../support/ids';
import { OTHER_SITE } from '../../support/season';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import type { Page } from '../../platform/hands/browser';
import {
  CLEAR_VALUES,
  detailUrl,
  historyOf,
  moveTo,
  outcomeMails,
  reload,
  resubmit,
  reviewerEntry,
  staffed,
  submitted,
} from './review-desk';

describe('The photo wall', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  async function waiting(count: number): Promise<Registration[]> {
    const all: Registration[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      stage.clock.at += 1000;
      const answers = { documentNumber: nthResidentId(nth), birthDate: '2000-01-01' };
      all.push(await submitted(stage, nth === 0 ? {} : { answers }));
    }
    return all;
  }
  const wall = (userid: string = PEOPLE.reviewer) =>
    stage.reviewer(userid).opens(`${stage.publicUrl}/staff/wall`);
  const tick = (
    page: Page,
    button: '通过已勾选的' | '通过其余的' | '不通过已勾选的',
    row: string[],
    more: Record<string, undefined> = {},
  ) => stage.reviewer().browser.submit(page, { button, fields: { row, ...more } });
  const confirm = (page: Page, fields: Record<string, string | string[]> = {}) =>
    stage.reviewer().browser.submit(page, { form: 0, fields });
  const rowOf = ({ id, revision }: { id: string; revision: number }, round = 1) =>
    `${id}.${revision}.${round}`;
  const statesOf = (all: Registration[]) =>
    Promise.all(all.map(async ({ id }) => (await reload(stage, id)).state));
  const rowsOn = (page: Page) =>
    page.forms[0]?.unchecked.filter(({ name }) => name === 'row').map(({ value }) => value);

  it('shows photos with the facts beside them in the order of the queue, and keeps that they were seen (PR7, PR10)', async () => {
    const [first, second] = await waiting(2);
    const page = await wall();
    expect(rowsOn(page)).toEqual([rowOf(first!), rowOf(second!)]);
    for (const words of ['王**', '359*************', '机器检查未见异常', '共2份待审核'])
      expect(page.text).toContain(words);
    for (const value of CLEAR_VALUES) expect(page.html).not.toContain(value);
    expect(page.html.match(/<img[^>]+loading="lazy"/g)).toHaveLength(2);
    expect(page.html).not.toMatch(/<script|style=|\son\w+=/i);
    const photo = /<img\s+src="([^"]+)"/.exec(page.html)?.[1] ?? '';
    expect((await stage.reviewer().opens(stage.publicUrl + photo)).status).toBe(200);
    const { unitOfWork } = stage.app.context;
    const events = await unitOfWork.read((tx) =>
      tx.audit.list({ action: 'review.wall_viewed', beforeSeq: null, limit: 10 }),
    );
    const seen = new Map(events.map(({ registrationId, revision }) => [registrationId, revision]));
    expect(seen).toEqual(new Map([first!, second!].map(({ id, revision }) => [id, revision])));
    expect(events).toHaveLength(2);
    const list = await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    expect(list.links.map(({ href }) => href)).toContain(`${stage.publicUrl}/staff/wall`);
  });

  it('goes on page by page after sixty, and takes no more at once', async () => {
    const [one] = await waiting(1);
    const season = stage.season.id;
    await stage.app.context.unitOfWork.run(async (tx) => {
      const found = await tx.reviewQueue.find(one!.id);
      for (let nth = 0; nth < 60; nth += 1) {
        const registrationId = `00${one!.id.slice(2, -2)}${String(nth).padStart(2, '0')}`;
        await tx.reviewQueue.put({
          ...found!,
          registrationId,
          seasonId: season,
          decideBy: found!.decideBy - 1,
        });
      }
    });
    // Sixty that are gone meanwhile fill the first screen; the one that waits is on the next.
    const page = await wall();
    const next = page.links.find(({ text }) => text === '下一页')?.href ?? '';
    expect(rowsOn(page) ?? []).toEqual([]);
    expect(rowsOn(await stage.reviewer().opens(next))).toEqual([rowOf(one!)]);
    const many = Array.from({ length: 61 }, (_, round) => rowOf(one!, round + 1));
    expect((await tick(await stage.reviewer().opens(next), '通过已勾选的', many)).status).toBe(422);
  });

  it('approves ten, refuses two and tells why, and tells each candidate once (S45)', async () => {
    const shown = await waiting(11);
    const page = await wall();
    stage.clock.at += 1000;
    const unseen = await submitted(stage, { answers: { documentNumber: nthResidentId(50), name: '李四' } });
    const asked = await tick(
      page,
      '通过已勾选的',
      [...shown, unseen].map((one) => rowOf(one)),
    );
    expect(asked.text).toContain('以下11份报名将审核通过');
    expect(asked.text).toContain('您还没有看过这一版的照片和信息');
    expect(new Set(await statesOf(shown))).toEqual(new Set(['pending']));
    const changed = shown[3]!;
    await moveTo(stage, changed.id, { state: 'rejected' });
    await resubmit(stage, changed.id, { name: '王晓明' });
    // Looked at before the answer, it may be approved now; but the page that is answered said that it is left as it is.
    await stage.reviewer().opens(detailUrl(stage, unseen.id));
    const result = await confirm(asked);
    await stage.settle();
    expect(result.text).toContain('已处理10份，未处理2份');
    expect(result.links.find(({ text }) => text === '继续审核')?.href).toMatch(/\/staff\/wall/);
    expect(result.text).toContain('按上一页所说，这份没有处理');
    expect(result.text).toContain('您操作之前，这份报名已有变化');
    const states = await statesOf([...shown, unseen]);
    expect(states.filter((state) => state === 'approved')).toHaveLength(10);
    expect([states[3], states[11]]).toEqual(['pending', 'pending']);
    expect(outcomeMails(stage)).toHaveLength(10);

    const again = await confirm(asked);
    await stage.settle();
    expect(again.text).toContain('没有重复处理');
    expect(outcomeMails(stage)).toHaveLength(10);
    const history = await historyOf(stage, shown[0]!.id);
    expect(history.filter(({ to }) => to === 'approved')).toHaveLength(1);
  });

  it('rejects the two that are marked for one reason and leaves the rest (S40)', async () => {
    const all = await waiting(4);
    const asked = await tick(await wall(), '不通过已勾选的', [rowOf(all[1]!), rowOf(all[2]!)]);
    expect(asked.text).toContain('以下2份报名将审核不通过');
    const empty = await confirm(asked);
    expect([empty.status, empty.text]).toEqual([
      422,
      expect.stringContaining('请选择不通过的原因，或写明说明'),
    ]);
    const unexplained = await confirm(asked, { words: '照片不清' });
    expect([unexplained.status, unexplained.text]).toEqual([422, expect.stringContaining('至少5个字')]);
    expect(new Set(await statesOf(all))).toEqual(new Set(['pending']));
    const result = await confirm(unexplained, { words: '请上传近三个月的照片', marked: ['photo'] });
    await stage.settle();
    expect(result.text).toContain('已处理2份，未处理0份');
    expect(await statesOf(all)).toEqual(['pending', 'rejected', 'rejected', 'pending']);
    expect((await reload(stage, all[1]!.id)).decision).toMatchObject({
      reasonWords: '请上传近三个月的照片',
      marked: ['photo'],
    });
    expect(outcomeMails(stage)).toHaveLength(2);
  });

  it('approves all but the bad ones, which are marked, and but those a colleague is at', async () => {
    const all = await waiting(5);
    const [bad, held, wrong] = [all[1]!, all[2]!, all[4]!];
    await stage.reviewer(PEOPLE.colleague).opens(detailUrl(stage, held.id));
    const asked = await tick(await wall(), '通过其余的', [rowOf(bad)]);
    expect(asked.text).toContain('以下3份报名将审核通过');
    expect(new Set(await statesOf(all))).toEqual(new Set(['pending']));
    // One is left out on the page that asks, without going back.
    const kept = [all[0]!, all[3]!].map((one) => rowOf(one));
    const result = await confirm(asked, { row: kept });
    expect(result.text).toContain('已处理2份，未处理0份');
    expect(await statesOf(all)).toEqual(['approved', 'pending', 'pending', 'approved', 'pending']);

    const again = await wall();
    const none = await tick(again, '通过其余的', [rowOf(bad), rowOf(wrong)]);
    expect([none.status, none.text]).toEqual([422, expect.stringContaining('没有其余的报名')]);
    const unticked = await confirm(await tick(again, '不通过已勾选的', [rowOf(bad)]), { row: [] });
    expect([unticked.status, unticked.text]).toEqual([422, expect.stringContaining('还没有勾选')]);
  });

  it('shows what a resubmission changed, and whether it changed anything (S44)', async () => {
    const [one] = await waiting(1);
    const reject = async () =>
      confirm(await tick(await wall(), '不通过已勾选的', [rowOf(await reload(stage, one!.id), 1)]), {
        reason: 'photo_quality',
      });
    await reject();
    await resubmit(stage, one!.id, { name: '王晓明', email: 'other@example.com' });
    expect((await wall()).text).toContain('本次修改：姓名、电子邮箱。');
    const present = await reload(stage, one!.id);
    await confirm(await tick(await wall(), '不通过已勾选的', [rowOf(present, 2)]), {
      reason: 'photo_quality',
    });
    await resubmit(stage, one!.id);
    expect((await wall()).text).toContain('与上次提交相比没有修改。');
  });

  it('says before anything is pressed that the review is over', async () => {
    const [one] = await waiting(1);
    stage.clock.at = stage.season.reviewEndsAt;
    const asked = await tick(await wall(), '通过已勾选的', [rowOf(one!)]);
    expect(asked.text).toContain('审核或缴费已经截止，不能再审核这份报名。');
    expect(asked.forms.filter(({ action }) => action.endsWith('/decisions'))).toEqual([]);
  });

  it('tells whoever is late who decided what', async () => {
    const [one] = await waiting(1);
    const asked = await tick(await wall(), '不通过已勾选的', [rowOf(one!)]);
    const theirs = await stage.reviewer(PEOPLE.colleague).opens(detailUrl(stage, one!.id));
    await stage.reviewer(PEOPLE.colleague).browser.submit(theirs, { button: '审核通过' });
    const result = await confirm(asked, { reason: 'photo_quality' });
    expect(result.text).toContain('已处理0份，未处理1份');
    expect(result.text).toMatch(/现在：审核通过（审核员乙，/);
    expect((await reload(stage, one!.id)).state).toBe('approved');
  });

  it('answers for another site as for nothing, and refuses one’s own', async () => {
    const [one] = await waiting(1);
    const page = await wall();
    await staffed(stage, [
      reviewerEntry(PEOPLE.reviewer, {
        document: { type: 'resident_id', number: one!.answers.documentNumber },
      }),
    ]);
    expect((await wall()).text).toContain('这里没有待审核的报名');
    const own = await tick(page, '通过已勾选的', [rowOf(one!)]);
    expect(own.text).toContain('这份报名与您本人有关');
    expect(own.text).not.toContain('王');
    const post = { ...page, forms: page.forms.map((form) => ({ ...form, action: '/staff/wall/decisions' })) };
    const refused = await tick(post, '通过已勾选的', [rowOf(one!)], { offered: undefined });
    expect(refused.text).toContain('不能由您审核');
    await staffed(stage, [reviewerEntry(PEOPLE.reviewer, { sites: [OTHER_SITE] })]);
    const absent = { id: '01arz3ndektsv4rrffq69g5fav', revision: 1 };
    for (const start of [page, post]) {
      const [foreign, unknown] = [
        await tick(start, '通过已勾选的', [rowOf(one!)], { offered: undefined }),
        await tick(start, '通过已勾选的', [rowOf(absent)], { offered: undefined }),
      ];
      expect(foreign.text).toContain('没有找到这份报名');
      expect([foreign.status, foreign.html]).toEqual([200, unknown.html.replaceAll(absent.id, one!.id)]);
    }
    expect((await reload(stage, one!.id)).state).toBe('pending');
  });

  it('changes nothing for a form without ticks, without the session’s mark, or of another make', async () => {
    const [one] = await waiting(1);
    const page = await wall();
    const none = await tick(page, '通过已勾选的', []);
    expect([none.status, none.text]).toEqual([422, expect.stringContaining('还没有勾选')]);
    const asked = await tick(page, '通过已勾选的', [rowOf(one!)]);
    const forms: Record<string, string | string[]>[] = [
      { csrf: 'wrong' },
      { row: `${one!.id}.1` },
      { row: `${one!.id}.1.1e1` },
      { row: [] },
      { outcome: 'delete' },
      { more: '1' },
    ];
    const pages = await Promise.all(forms.map((fields) => confirm(asked, fields)));
    const statuses = pages.map(({ status }) => status);
    expect(statuses).toEqual([403, 422, 422, 422, 422, 422]);
    expect((await reload(stage, one!.id)).state).toBe('pending');
  });
});
