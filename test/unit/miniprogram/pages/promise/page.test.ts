import {
  mountPage,
  SIGNED_IN,
  type MountedPage,
  type MountInput,
} from '../../../../support/miniprogram-page';
import {
  aRegistration,
  aSeason,
  aSite,
  failedWith,
  NOW,
  SUBJECTS,
} from '../../../../support/miniprogram-answers';

const site = { code: '359601', name: aSite().name, reviews: true };
const registration = aRegistration({
  position: { step: 'summary', about: null },
  missing: [],
  site,
  answers: { name: '王*明', subjects: ['65'] },
});
const BASE = `/registrations/${registration.id}`;
const TICK = '我保证以上信息是真实和准确的';

describe('The promise page', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(server: MountInput['server'] = {}, shown = registration): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/promise/index?registration=${registration.id}`,
      storage: SIGNED_IN,
      server: {
        [`GET ${BASE}`]: { body: { registration: shown } },
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason({ subjects: SUBJECTS }) },
        [`GET /seasons/${registration.seasonId}/sites`]: {
          body: { sites: [{ ...aSite(), left: 0 }, aSite({ code: '2' })], serverTime: NOW },
        },
        ...server,
      },
    });
    return page;
  }

  it('does not submit before the tick (S21)', async () => {
    const mounted = await open();
    await mounted.sees('提交前，请您承诺');
    await mounted.taps('提交报考信息');
    await mounted.sees('请先勾选');
    expect(mounted.calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('submits once for a double tap and goes on to the photo (S26)', async () => {
    const saved = aRegistration({ state: 'saved', position: { step: 'photo', about: null } });
    const mounted = await open({ [`POST ${BASE}/information`]: { body: { registration: saved } } });
    await mounted.sees('提交前，请您承诺');
    await mounted.taps(TICK);
    await mounted.taps('提交报考信息', 2);
    const posts = mounted.calls.filter(({ method }) => method === 'POST');
    expect(posts.map(({ body }) => body)).toEqual([{ expectedVersion: 3, promised: true }]);
    expect(mounted.stack().at(-1)?.route).toBe('pages/photo/index');
  });

  it('puts an open change in force', async () => {
    const ready = aRegistration({ state: 'ready', position: { step: 'ended', about: null } });
    const mounted = await open(
      { [`POST ${BASE}/changes/apply`]: { body: { registration: ready } } },
      { ...registration, state: 'ready', changed: ['name'] },
    );
    await mounted.sees('让修改生效前，请您承诺');
    await mounted.taps(TICK);
    await mounted.taps('确认修改');
    expect(mounted.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('leads who was rejected on to submitting again (S44)', async () => {
    const rejected = aRegistration({ state: 'rejected', position: { step: 'review', about: null } });
    const mounted = await open(
      { [`POST ${BASE}/changes/apply`]: { body: { registration: rejected } } },
      { ...registration, state: 'rejected', changed: ['name'] },
    );
    await mounted.sees('让修改生效前，请您承诺');
    await mounted.taps(TICK);
    await mounted.taps('确认修改');
    expect(mounted.stack().at(-1)?.route).toBe('pages/submit/index');
  });

  it('leads to sites with places when the last one is gone', async () => {
    const reasons = [{ code: 'seats.full', field: 'siteCode' }];
    const mounted = await open({ [`POST ${BASE}/information`]: failedWith(409, 'SEATS_FULL', { reasons }) });
    await mounted.sees('提交前，请您承诺');
    await mounted.taps(TICK);
    await mounted.taps('提交报考信息');
    await mounted.sees('厦门大学嘉庚学院名额已满');
  });

  it("tells another refusal in the server's words and keeps the tick", async () => {
    const message = '这个证件号码在本考次已有报名。';
    const reasons = [{ code: 'id.already_used', message }];
    const mounted = await open({
      [`POST ${BASE}/information`]: failedWith(409, 'DUPLICATE_REGISTRATION', { reasons }),
    });
    await mounted.sees('提交前，请您承诺');
    await mounted.taps(TICK);
    await mounted.taps('提交报考信息');
    await mounted.sees(message);
    await mounted.taps('知道了');
    expect(mounted.document.querySelectorAll('.t-icon-check-rectangle-filled')).toHaveLength(1);
  });

  it('says so when there is nothing to promise', async () => {
    const mounted = await open({}, aRegistration());
    await mounted.sees('现在不用承诺');
  });
});
