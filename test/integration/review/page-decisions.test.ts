import type { Page } from '../../platform/hands/browser';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { RESIDENT_ID } from '../../support/situations';
import { detailUrl, historyOf, moveTo, outcomeMails, reload, resubmit, submitted } from './review-desk';

describe('Decisions on the staff page', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const stateOf = async (id: string) => (await reload(stage, id)).state;
  const open = (id: string, userid: string = PEOPLE.reviewer) =>
    stage.reviewer(userid).opens(detailUrl(stage, id));
  const submit = (page: Page, button: string, fields: Record<string, string | string[] | undefined> = {}) =>
    stage.reviewer().browser.submit(page, { button, fields });
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

  it('take an approval, tell the candidate once and lead to the next (S45)', async () => {
    const { id } = await submitted(stage);
    const page = await submit(await open(id), '审核通过');
    await stage.settle();
    expect(page.text).toContain('已通过，考生会马上收到通知');
    expect(await reload(stage, id)).toMatchObject({
      state: 'approved',
      decision: { outcome: 'approved', marked: [] },
    });
    expect(outcomeMails(stage)).toHaveLength(1);
    expect(stage.reviewer(PEOPLE.colleague).lastCard().greyButton).toBe('审核通过 · 审核员甲');
    expect((await historyOf(stage, id)).at(-1)).toMatchObject({
      event: 'review.approved',
      actor: { role: 'reviewer', id: PEOPLE.reviewer, channel: 'staff_page' },
    });
  });

  it('take a rejection in own words with marked fields (S40)', async () => {
    const { id } = await submitted(stage);
    const fields = { words: '  请上传近三个月的照片，电话0592-1234567 ', marked: ['photo', 'name'] };
    await submit(await open(id), '审核不通过', fields);
    expect(await reload(stage, id)).toMatchObject({
      state: 'rejected',
      decision: {
        reasonCode: null,
        reasonWords: '请上传近三个月的照片，电话0592-1234567',
        marked: ['photo', 'name'],
      },
    });
  });

  it('decide only the version that was shown (promise 8)', async () => {
    const { id } = await submitted(stage);
    const old = await open(id);
    await moveTo(stage, id, { state: 'rejected' });
    await resubmit(stage, id, { name: '王晓明' });
    const page = await submit(old, '审核通过');
    expect(page.status).toBe(409);
    expect(page.text).toContain('您的操作没有生效');
    expect(await stateOf(id)).toBe('pending');
    expect((await submit(page, '审核通过')).text).toContain('已通过');
  });

  it('tell whoever is late how it stands, and take the same decision twice as one', async () => {
    const { id } = await submitted(stage);
    const [mine, theirs] = [await open(id), await open(id, PEOPLE.colleague)];
    await submit(mine, '审核通过');
    const again = await submit(mine, '审核通过');
    expect(again.text).toContain('已通过');
    const late = await stage.reviewer(PEOPLE.colleague).browser.submit(theirs, {
      button: '审核不通过',
      fields: { reason: 'photo_quality' },
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('审核员甲');
    expect((await historyOf(stage, id)).filter(({ to }) => to === 'approved')).toHaveLength(1);
  });

  it('warn before a rejection that nobody can fix, and take it then (policy siteClose)', async () => {
    await stage.stop();
    stage = await startStage({ season: { policies: { resubmissionEnd: 'siteClose' } } });
    const { id } = await submitted(stage);
    const before = await open(id);
    expect(before.text).not.toContain('无法再修改');
    stage.clock.at = Math.max(...stage.season.windows.map(({ closesAt }) => closesAt)) + 1000;
    await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    const stale = { ...before, forms: (await open(id)).forms };
    const unwarned = await submit(stale, '审核不通过', { reason: 'photo_quality', final: undefined });
    expect(unwarned.status).toBe(409);
    expect(await stateOf(id)).toBe('pending');
    expect(unwarned.text).toContain('将无法再修改');
    await submit(unwarned, '审核不通过', { reason: 'photo_quality' });
    expect(await stateOf(id)).toBe('rejected');
  });

  it('refuse forms without the session’s mark, from elsewhere, of another form, or not signed in', async () => {
    const { id } = await submitted(stage);
    const page = await open(id);
    const form = { revision: '1', round: '1', outcome: 'approve' };
    const csrf = hidden(page, 'csrf');
    const path = `/staff/reviews/${id}/decision`;
    const statuses = [
      await post(path, form),
      await post(path, { ...form, csrf: 'wrong' }),
      await post(path, { ...form, csrf }, { Origin: 'https://elsewhere.example' }),
      await post(path, { ...form, csrf }, { 'Sec-Fetch-Site': 'cross-site' }),
      await post(path, { ...form, csrf }, { Cookie: '' }),
      await post(path, { ...form, csrf, more: '1' }),
      await post(path, { ...form, csrf, revision: '1e1' }),
      await post(path, { ...form, csrf, outcome: 'delete' }),
      await post(path, { ...form, csrf, words: 'x'.repeat(20_000) }),
      await fetch(stage.publicUrl + path, {
        method: 'POST',
        headers: { Cookie: cookieOf(), 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...form, csrf }),
      }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([403, 403, 403, 403, 401, 422, 422, 422, 413, 415]);
    expect(await stateOf(id)).toBe('pending');
  });

  it.each([
    ['no reason', { words: '' }, '请选择不通过的原因'],
    ['a reason that needs words', { reason: 'other' }, '需要补充说明'],
    ['four characters', { words: '照片不清' }, '至少5个字'],
    ['201 characters', { words: '字'.repeat(201) }, '最多200个字'],
    ['markup', { words: '<script>alert(1)</script>' }, '< > &'],
    ['an invisible direction', { words: '照片\u202e不合格请重拍' }, '控制字符'],
    ['a document number', { words: `号码${RESIDENT_ID}不对` }, '不要写证件号码'],
    ['an unknown reason', { reason: 'no_such' }, '请从列出的原因里选择'],
  ])('change nothing for a rejection with %s, and keep what was typed', async (_what, fields, told) => {
    const { id } = await submitted(stage);
    const page = await submit(await open(id), '审核不通过', fields);
    expect(page.status).toBe(422);
    expect(page.text).toContain(told);
    expect(await stateOf(id)).toBe('pending');
    if ('words' in fields) expect(hidden(page, 'words')).toBe(fields.words);
    expect(page.html).not.toContain('<script>');
  });
});
