import {
  aRegistration,
  aSeason,
  aSite,
  failedWith,
  NOW,
  SUBJECTS,
} from '../../../../support/miniprogram-answers';
import type { SeenCall } from '../../../../support/miniprogram-page';
import { pageTests } from '../../../../support/page-tests';

const registration = aRegistration({ missing: ['name'] });
const AT = `/registrations/${registration.id}`;

/** A server whose answers other hands change while a page is open. */
function sharedServer(first: Record<string, unknown>) {
  let answers = first;
  let version = registration.version;
  const present = () => ({
    ...registration,
    version,
    answers: answers as typeof registration.answers,
    site:
      typeof answers['siteCode'] === 'string'
        ? { code: answers['siteCode'], name: aSite().name, reviews: false }
        : null,
  });
  const put = ({ body }: SeenCall) => {
    const given = body as { expectedVersion: number; answers: Record<string, unknown> };
    if (given.expectedVersion !== version) return failedWith(409, 'VERSION_CONFLICT', { version });
    answers = { ...answers, ...given.answers };
    version += 1;
    const next = { ...present(), position: { step: 'question', about: 'ethnicity' } };
    return {
      body: { registration: next, voided: [], droppedSubjects: [], heldForGuardian: false, warnings: [] },
    };
  };
  return {
    changes(change: Record<string, unknown>) {
      answers = { ...answers, ...change };
      version += 1;
    },
    answers: () => answers,
    routes: {
      [`GET ${AT}`]: () => ({ body: { registration: present() } }),
      [`GET ${AT}/answers`]: () => ({ body: { answers, version } }),
      [`PUT ${AT}/answers`]: put,
      [`GET /seasons/${registration.seasonId}`]: { body: aSeason({ subjects: SUBJECTS }) },
      [`GET /seasons/${registration.seasonId}/sites`]: {
        body: {
          sites: [aSite(), aSite({ code: '350002', name: { zh: '空位学院', en: 'Free' } })],
          serverTime: NOW,
        },
      },
    },
  };
}

describe('An answer changed in the chat while a page shows an older one', () => {
  const pages = pageTests({ page: '' });
  const open = (entry: string, server: ReturnType<typeof sharedServer>) =>
    pages.open(server.routes, { page: `/pages/${entry}registration=${registration.id}` });

  /** The name was asked here, and 王小明 typed; 王大明 came in meanwhile, and this one is sent. */
  async function twoNames() {
    const server = sharedServer({});
    const mounted = await open('question/index?field=name&', server);
    await mounted.sees('您的姓名？');
    await mounted.types('王小明');
    server.changes({ name: '王大明' });
    await mounted.taps('保存并继续');
    await mounted.sees('用哪一个？');
    return { server, mounted };
  }

  it('is shown beside the one typed here, and neither is stored before the choice', async () => {
    const { server, mounted } = await twoNames();
    expect(mounted.text()).toContain('王大明');
    expect(mounted.text()).toContain('王小明');
    expect(server.answers()).toEqual({ name: '王大明' });
    await mounted.taps('用这里填的');
    await mounted.sees('您的民族？');
    expect(server.answers()).toEqual({ name: '王小明' });
  });

  it('stays when it is chosen', async () => {
    const { server, mounted } = await twoNames();
    await mounted.taps('用已经保存的');
    expect(server.answers()).toEqual({ name: '王大明' });
  });

  it('asks once more when it is changed once more', async () => {
    const { server, mounted } = await twoNames();
    server.changes({ name: '王中明' });
    await mounted.taps('用这里填的');
    await mounted.sees('王中明');
    expect(server.answers()).toEqual({ name: '王中明' });
  });

  it('is found when the page is seen again; what was not touched follows it', async () => {
    const server = sharedServer({ name: '王小明' });
    const mounted = await open('question/index?field=name&', server);
    await mounted.sees('您的姓名？');
    mounted.leaves();
    server.changes({ name: '王大明' });
    mounted.returns();
    const field = () => mounted.document.querySelector('input')?.value;
    for (let tries = 0; field() !== '王大明' && tries < 100; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(field()).toBe('王大明');
    await mounted.types('李四');
    mounted.leaves();
    server.changes({ name: '王中明' });
    mounted.returns();
    await mounted.sees('用哪一个？');
    expect(mounted.text()).toContain('李四');
  });

  it('is no obstacle when it answers another question or the same', async () => {
    const server = sharedServer({});
    const mounted = await open('question/index?field=name&', server);
    await mounted.sees('您的姓名？');
    await mounted.types('王小明');
    server.changes({ education: 'bachelor' });
    await mounted.taps('保存并继续');
    await mounted.sees('您的民族？');
    expect(server.answers()).toEqual({ education: 'bachelor', name: '王小明' });
  });

  it('is asked about at the site', async () => {
    const server = sharedServer({ siteCode: '350002' });
    const mounted = await open('site/index?', server);
    await mounted.sees('空位学院');
    await mounted.taps('厦门大学嘉庚学院');
    server.changes({ siteCode: '359999' });
    await mounted.taps('保存并继续');
    await mounted.sees('用哪一个？');
    expect(mounted.text()).toContain('359999');
    await mounted.taps('用这里填的');
    expect(server.answers()).toEqual({ siteCode: '359601' });
  });

  it('is asked about at the subjects', async () => {
    const server = sharedServer({ siteCode: '359601', subjects: ['15'] });
    const mounted = await open('subjects/index?', server);
    await mounted.sees('报考哪些科目？');
    await mounted.taps('65 MS Office高级应用与设计');
    server.changes({ subjects: ['35'] });
    await mounted.taps('保存并继续 · ¥195.00');
    await mounted.sees('用哪一个？');
    await mounted.taps('用已经保存的');
    expect(server.answers()).toMatchObject({ subjects: ['35'] });
  });
});
