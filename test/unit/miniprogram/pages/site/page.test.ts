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

const registration = aRegistration({ missing: ['siteCode', 'subjects'], serverTime: NOW });
const PUT = `PUT /registrations/${registration.id}/answers`;
const AT = `GET /registrations/${registration.id}`;
const SITES = [
  aSite(),
  aSite({ code: '350001', name: { zh: '满员学院', en: 'Full College' }, left: 0 }),
  aSite({ code: '350002', name: { zh: '空位学院', en: 'Free College' } }),
];

function saved(change: object, droppedSubjects: string[] = []) {
  const after = aRegistration({ position: { step: 'question', about: 'subjects' }, ...change });
  return {
    body: { registration: after, voided: [], droppedSubjects, heldForGuardian: false, warnings: [] },
  };
}

describe('The site page', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(server: MountInput['server'] = {}, query = ''): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/site/index?registration=${registration.id}${query}`,
      storage: SIGNED_IN,
      server: {
        [AT]: { body: { registration } },
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason({ subjects: SUBJECTS }) },
        [`GET /seasons/${registration.seasonId}/sites`]: { body: { sites: SITES, serverTime: NOW } },
        ...server,
      },
    });
    return page;
  }

  it('saves the chosen site once for a double tap and goes on to the subjects', async () => {
    let stored = registration;
    const site = { code: '350002', name: SITES[2]!.name, reviews: false };
    const mounted = await open({
      [AT]: () => ({ body: { registration: stored } }),
      [PUT]: () => {
        stored = aRegistration({ site });
        return saved({ site });
      },
    });
    await mounted.sees('在哪个考点考试？');
    await mounted.taps('空位学院');
    await mounted.taps('保存并继续', 2);
    await mounted.sees('报考哪些科目？');
    const sent = mounted.calls.filter(({ method }) => method === 'PUT');
    expect(sent.map(({ body }) => body)).toEqual([
      { expectedVersion: registration.version, answers: { siteCode: '350002' } },
    ]);
  });

  it('asks for a choice before saving', async () => {
    const mounted = await open();
    await mounted.sees('在哪个考点考试？');
    await mounted.taps('保存并继续');
    await mounted.sees('请先选一个考点。');
  });

  it('answers a tap on a full site with sites that have places', async () => {
    const mounted = await open();
    await mounted.sees('满员学院');
    await mounted.taps('满员学院');
    await mounted.sees('满员学院名额已满');
    expect(mounted.text()).toContain('空位学院');
    await mounted.taps('看全部考点');
    expect(mounted.text()).not.toContain('满员学院名额已满');
  });

  it('is opened with the site that filled up meanwhile', async () => {
    const mounted = await open({}, '&full=350001');
    await mounted.sees('满员学院名额已满');
  });

  it('shows the sentence of the server when it refuses the site, and keeps the choice', async () => {
    const message = '这个考点只接受名单内学校的在校生，请换一个。';
    const fields = [{ field: 'siteCode', code: 'site.own_students_only', message }];
    const mounted = await open({ [PUT]: failedWith(422, 'VALIDATION_FAILED', { fields }) });
    await mounted.sees('空位学院');
    await mounted.taps('空位学院');
    await mounted.taps('保存并继续');
    await mounted.sees(message);
    expect(mounted.document.querySelectorAll('.t-icon-check-circle-filled')).toHaveLength(1);
  });

  it('names subjects that the new site does not offer', async () => {
    const site = { code: '359601', name: SITES[0]!.name, reviews: false };
    let after = registration;
    const mounted = await open({
      [AT]: () => ({ body: { registration: after } }),
      [PUT]: () => {
        after = aRegistration({ site, answers: { subjects: ['15'] } });
        return saved({ site }, ['65']);
      },
    });
    await mounted.sees('空位学院');
    await mounted.taps('空位学院');
    await mounted.taps('保存并继续');
    await mounted.sees('已经取消：MS Office高级应用与设计');
  });

  it('says so when nothing can be changed any more, and tries again after a failure', async () => {
    let tries = 0;
    const locked = aRegistration({ actions: [] });
    const mounted = await open({
      [AT]: () => {
        tries += 1;
        return tries === 1
          ? failedWith(503, 'STORAGE_FULL', { retryable: true })
          : { body: { registration: locked } };
      },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('现在不能选考点');
  });
});
