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

const site = { code: '359601', name: { zh: '考点', en: 'Site' }, reviews: false };
const registration = aRegistration({ site, missing: ['subjects'] });
const PUT = `PUT /registrations/${registration.id}/answers`;
const AT = `GET /registrations/${registration.id}`;

describe('The subjects page', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(server: MountInput['server'] = {}): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/subjects/index?registration=${registration.id}`,
      storage: SIGNED_IN,
      server: {
        [AT]: { body: { registration } },
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason({ subjects: SUBJECTS }) },
        [`GET /seasons/${registration.seasonId}/sites`]: { body: { sites: [aSite()], serverTime: NOW } },
        ...server,
      },
    });
    return page;
  }

  it('sends what is ticked, once, and goes on', async () => {
    const after = aRegistration({ site, position: { step: 'question', about: 'name' } });
    const mounted = await open({
      [PUT]: {
        body: { registration: after, voided: [], droppedSubjects: [], heldForGuardian: false, warnings: [] },
      },
    });
    await mounted.sees('报考哪些科目？');
    await mounted.taps('65 MS Office高级应用与设计');
    await mounted.taps('15 MS Office应用');
    await mounted.taps('保存并继续 · ¥195.00', 2);
    const sent = mounted.calls.filter(({ method }) => method === 'PUT');
    expect(sent.map(({ body }) => body)).toEqual([
      { expectedVersion: registration.version, answers: { subjects: ['65', '15'] } },
    ]);
  });

  it('asks for at least one subject', async () => {
    const mounted = await open();
    await mounted.sees('报考哪些科目？');
    await mounted.taps('保存并继续');
    await mounted.sees('请至少选一科。');
  });

  it('keeps what is ticked when the server refuses it', async () => {
    const fields = [{ field: 'subjects', code: 'subjects.full', message: '这个科目在所选考点的名额已满' }];
    const mounted = await open({ [PUT]: failedWith(422, 'VALIDATION_FAILED', { fields }) });
    await mounted.sees('报考哪些科目？');
    await mounted.taps('15 MS Office应用');
    await mounted.taps('保存并继续 · ¥90.00');
    await mounted.sees('这个科目在所选考点的名额已满');
    expect(mounted.document.querySelectorAll('.t-icon-check-rectangle-filled')).toHaveLength(1);
  });

  it('asks for a site first', async () => {
    const mounted = await open({ [AT]: { body: { registration: aRegistration() } } });
    await mounted.sees('现在不能选科目');
  });

  it('tries again after a failure', async () => {
    let tries = 0;
    const mounted = await open({
      [AT]: () => {
        tries += 1;
        return tries === 1 ? failedWith(503, 'X', { retryable: true }) : { body: { registration } };
      },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('报考哪些科目？');
  });
});
