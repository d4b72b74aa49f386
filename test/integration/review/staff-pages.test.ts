import type { Page } from '../../platform/hands/browser';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { OTHER_SITE } from '../../support/season';
import { RESIDENT_ID } from '../../support/situations';
import { CLEAR_VALUES, detailUrl, moveTo, reload, reviewerEntry, staffed, submitted } from './review-desk';

describe('Staff pages', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const stateOf = async (id: string) => (await reload(stage, id)).state;
  const open = (id: string, userid: string = PEOPLE.reviewer) =>
    stage.reviewer(userid).opens(detailUrl(stage, id));
  const cookieOf = (userid: string = PEOPLE.reviewer) =>
    Object.entries(stage.reviewer(userid).browser.cookies(stage.publicUrl))
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
  const post = (path: string, body: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(stage.publicUrl + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { Cookie: cookieOf(), ...headers },
      body: new URLSearchParams(body),
    });
  const hidden = (page: Page, name: string) =>
    page.forms.flatMap(({ fields }) => fields).find((field) => field.name === name)?.value ?? '';

  it('show the registration masked, by group, with photo, findings and deadlines (S38, PR7)', async () => {
    const { id } = await submitted(stage, { background: '#c8c8c8' });
    const page = await open(id);
    expect(page.status).toBe(200);
    for (const words of [
      '身份信息',
      '联系信息',
      '359*************',
      '王**',
      '138****8000',
      'w***@example.com',
    ]) {
      expect(page.text).toContain(words);
    }
    expect(page.text).toMatch(/背景偏灰|背景不是白色/);
    expect(page.text).toContain('测量结果');
    expect(page.text).toContain('缴费截止');
    for (const value of [...CLEAR_VALUES, '2005-03-15']) expect(page.html).not.toContain(value);
    expect(page.html).not.toMatch(/<script|style=|\son\w+=/i);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('list what waits at the own sites, oldest deadline first, without one’s own', async () => {
    const first = await submitted(stage);
    stage.clock.at += 60_000;
    const second = await submitted(stage, {
      answers: { documentNumber: RESIDENT_ID.replace(/...$/, '93X'), name: '李四' },
    });
    const page = await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    const links = page.links.map(({ href }) => href.split('/').at(-1)).filter((last) => last?.length === 26);
    expect(links).toEqual([first.id, second.id]);
    await staffed(stage, [
      reviewerEntry(PEOPLE.reviewer, { document: { type: 'resident_id', number: RESIDENT_ID } }),
      reviewerEntry(PEOPLE.colleague, { sites: [OTHER_SITE] }),
    ]);
    const own = await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    expect(own.links.map(({ href }) => href)).not.toContain(detailUrl(stage, first.id));
    const elsewhere = await stage.reviewer(PEOPLE.colleague).opens(`${stage.publicUrl}/staff/reviews`);
    expect(elsewhere.text).toContain('现在没有待审核的报名');
  });

  it('show the words of a colleague as text only', async () => {
    const { id } = await submitted(stage);
    const hostile = '"><img src=x onerror=alert(1)>{{link}}';
    const decision = {
      outcome: 'rejected',
      revision: 1,
      decidedAt: stage.clock.at,
      decidedBy: 'gone',
    } as const;
    await moveTo(stage, id, {
      state: 'rejected',
      decision: { ...decision, reasonCode: null, reasonWords: hostile, marked: [] },
    });
    const page = await open(id);
    expect(page.html).not.toContain('<img src=x');
    expect(page.text).toContain(hostile);
  });

  it('answer for another site as for nothing at all, on every route', async () => {
    const { id } = await submitted(stage);
    await staffed(stage, [reviewerEntry(PEOPLE.reviewer, { sites: [OTHER_SITE] })]);
    await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    const absent = `${id.slice(0, -4)}0000`;
    const form = { csrf: 'x', revision: '1', round: '1', outcome: 'approve' };
    for (const path of ['', '/photo']) {
      const [foreign, unknown] = await Promise.all(
        [id, absent].map((one) => stage.reviewer().opens(detailUrl(stage, one) + path)),
      );
      expect([foreign?.status, foreign?.html]).toEqual([404, unknown?.html]);
    }
    const list = await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    const csrf = hidden(list, 'csrf');
    const answers = await Promise.all(
      [id, absent].map((one) => post(`/staff/reviews/${one}/decision`, { ...form, csrf })),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(await answers[0]?.text()).toBe(await answers[1]?.text());
    expect(await stateOf(id)).toBe('pending');
  });

  it('show nothing of the reviewer’s own registration, nor of one that was never submitted', async () => {
    const { id } = await submitted(stage);
    await moveTo(stage, id, { submittedForReviewAt: null, state: 'ready' });
    expect((await open(id)).status).toBe(404);
    await moveTo(stage, id, { submittedForReviewAt: 1, state: 'pending' });
    await staffed(stage, [
      reviewerEntry(PEOPLE.reviewer, { document: { type: 'resident_id', number: RESIDENT_ID } }),
    ]);
    const own = await open(id);
    expect([own.status, own.text]).toEqual([403, expect.stringContaining('与您本人有关')]);
  });

  it('keep nothing of the candidate on the page once the registration is gone', async () => {
    const { id } = await submitted(stage);
    await moveTo(stage, id, { state: 'deleted' });
    const page = await open(id);
    expect(page.text).toContain('考生已删除报名');
    expect(page.text).not.toContain('王');
    expect((await stage.reviewer().opens(`${detailUrl(stage, id)}/photo`)).status).toBe(404);
  });

  it('give the photo decrypted, to reviewers of the site only, and to no cache (PR5)', async () => {
    const { id } = await submitted(stage);
    await open(id);
    const answer = await fetch(`${detailUrl(stage, id)}/photo`, { headers: { Cookie: cookieOf() } });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    const stranger = await fetch(`${detailUrl(stage, id)}/photo`, { redirect: 'manual' });
    expect(stranger.status).toBe(302);
  });
});
