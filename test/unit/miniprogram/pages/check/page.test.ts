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
const field = (name: string, answered = true) => ({ field: name, required: true, answered });
const registration = aRegistration({
  position: { step: 'summary', about: null },
  missing: [],
  site,
  fields: [field('name'), field('documentNumber'), field('student'), field('siteCode'), field('subjects')],
  answers: {
    name: '王*明',
    documentNumber: '359*************15',
    student: false,
    siteCode: '359601',
    subjects: ['65'],
  },
});
const AT = `GET /registrations/${registration.id}`;

describe('The check page', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(shown = registration, server: MountInput['server'] = {}): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/check/index?registration=${registration.id}`,
      storage: SIGNED_IN,
      server: {
        [AT]: { body: { registration: shown } },
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason({ subjects: SUBJECTS }) },
        [`GET /seasons/${registration.seasonId}/sites`]: { body: { sites: [aSite()], serverTime: NOW } },
        [`${AT}/answers`]: {
          body: { answers: { ...registration.answers, name: '王小明𠮷·艾' }, version: 3 },
        },
        ...server,
      },
    });
    return page;
  }

  it('shows every answer by name, masked until asked (PR7), and hides it again', async () => {
    const mounted = await open();
    await mounted.sees('请核对每一项');
    for (const words of ['王*明', '否', '厦门大学嘉庚学院 359601', '65 MS Office高级应用与设计 ¥105.00'])
      expect(mounted.text()).toContain(words);
    await mounted.taps('显示完整内容');
    await mounted.sees('王小明𠮷·艾');
    await mounted.taps('隐藏');
    await mounted.sees('王*明');
  });

  it('leads from a line to the page that changes it', async () => {
    const mounted = await open();
    await mounted.sees('请核对每一项');
    await mounted.taps('报考科目');
    await mounted.sees('报考哪些科目？');
  });

  it('goes on to the promise', async () => {
    const mounted = await open();
    await mounted.sees('信息无误，下一步');
    await mounted.taps('信息无误，下一步');
    await mounted.sees('提交前，请您承诺');
  });

  it('offers nothing to change while the review is pending (S39)', async () => {
    const pending = { ...registration, state: 'pending' as const, actions: [] };
    const mounted = await open({ ...pending, position: { step: 'review', about: null } });
    await mounted.sees('这些信息现在不能修改。');
    expect(mounted.text()).not.toContain('信息无误');
    expect(mounted.document.querySelectorAll('.fact-list__act')).toHaveLength(0);
  });

  it('names an open change and drops it after asking', async () => {
    const actions = (['edit', 'discard_changes'] as const).map((action) => ({
      action,
      possible: true,
      reasons: [],
    }));
    const changed = { ...registration, state: 'ready' as const, changed: ['name'], actions };
    const mounted = await open(changed, {
      [`POST /registrations/${registration.id}/changes/discard`]: { body: { registration } },
    });
    await mounted.sees('已修改，还没有生效');
    await mounted.taps('放弃修改');
    await mounted.sees('恢复成修改前的样子');
    await mounted.taps('放弃修改');
    await mounted.sees('信息无误，下一步');
    expect(mounted.text()).not.toContain('已修改，还没有生效');
  });

  it('has a quiet way to delete the registration where its state allows that (S31)', async () => {
    const actions = [{ action: 'delete' as const, possible: true, reasons: [] }];
    const mounted = await open({ ...registration, actions });
    await mounted.sees('删除报考信息');
    await mounted.taps('删除报考信息');
    expect(mounted.stack().at(-1)).toMatchObject({
      route: 'pages/deletion/index',
      options: { registration: registration.id },
    });
    mounted.close();
    const locked = await open({ ...registration, actions: [{ ...actions[0]!, possible: false }] });
    await locked.sees('请核对每一项');
    expect(locked.text()).not.toContain('删除报考信息');
  });

  it('tries again after a failure', async () => {
    let tries = 0;
    const mounted = await open(registration, {
      [AT]: () => (++tries === 1 ? failedWith(503, 'X', { retryable: true }) : { body: { registration } }),
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('请核对每一项');
  });
});
