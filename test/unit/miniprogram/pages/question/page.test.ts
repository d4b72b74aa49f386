import { mountPage, SIGNED_IN, type MountedPage, type Reply } from '../../../../support/miniprogram-page';
import { aRegistration, aSeason, failedWith } from '../../../../support/miniprogram-answers';

describe('The question page', () => {
  const registration = aRegistration({ missing: ['name', 'ethnicity'] });
  const saved = (missing: string[], about: string | null): Reply => ({
    body: {
      registration: aRegistration({ missing, position: { step: about ? 'question' : 'summary', about } }),
      voided: [],
      droppedSubjects: [],
      heldForGuardian: false,
    },
  });
  let page: MountedPage | undefined;

  async function open(
    field: string,
    server: Parameters<typeof mountPage>[0]['server'] = {},
  ): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/question/index?registration=${registration.id}&field=${field}`,
      storage: SIGNED_IN,
      server: {
        [`GET /registrations/${registration.id}`]: { body: { registration } },
        [`GET /registrations/${registration.id}/answers`]: {
          body: { answers: {}, version: registration.version },
        },
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason() },
        [`GET /seasons/${registration.seasonId}/sites`]: { body: { sites: [], serverTime: 1 } },
        ...server,
      },
    });
    return page;
  }

  const PUT = `PUT /registrations/${registration.id}/answers`;

  afterEach(() => page?.close());

  it('asks one thing and goes on to what the server asks next', async () => {
    const mounted = await open('name', { [PUT]: saved(['ethnicity'], 'ethnicity') });
    await mounted.sees('您的姓名？');
    await mounted.types('王小明');
    await mounted.taps('保存并继续');
    await mounted.sees('您的民族？');
    const [sent] = mounted.calls.filter(({ method }) => method === 'PUT');
    expect(sent?.body).toEqual({ expectedVersion: registration.version, answers: { name: '王小明' } });
    expect(mounted.stack()).toHaveLength(1);
  });

  it('keeps a refused answer and says how to mend it', async () => {
    const mounted = await open('name', {
      [PUT]: failedWith(422, 'VALIDATION_FAILED', {
        fields: [{ field: 'name', code: 'name.markup', message: '姓名里不能有 < > & 这类符号。' }],
      }),
    });
    await mounted.sees('您的姓名？');
    await mounted.types('王<');
    await mounted.taps('保存并继续');
    await mounted.sees('姓名里不能有');
    expect(mounted.document.querySelector('input')?.value).toBe('王<');
    expect(mounted.document.querySelector('[aria-role="alert"]')).not.toBeNull();
  });

  it('sends once for a double tap', async () => {
    const mounted = await open('name', { [PUT]: saved(['ethnicity'], 'ethnicity') });
    await mounted.sees('您的姓名？');
    await mounted.types('王小明');
    await mounted.taps('保存并继续', 2);
    await mounted.sees('您的民族？');
    expect(mounted.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it('finds a choice in a long list', async () => {
    const mounted = await open('ethnicity', { [PUT]: saved([], null) });
    await mounted.sees('您的民族？');
    await mounted.types('畲');
    await mounted.taps('畲族');
    expect(mounted.document.querySelectorAll('[aria-role="radio"]')).toHaveLength(1);
    await mounted.taps('保存并继续');
    expect(mounted.calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
      answers: { ethnicity: '22' },
    });
  });

  it('keeps what was typed when no answer came, and says that once more is not twice', async () => {
    const mounted = await open('name', { [PUT]: 'no answer' });
    await mounted.sees('您的姓名？');
    await mounted.types('王小明');
    await mounted.taps('保存并继续');
    await mounted.sees('不会重复提交');
    await mounted.taps('知道了');
    expect(mounted.document.querySelector('input')?.value).toBe('王小明');
  });

  it('shows what failed and tries again', async () => {
    let tries = 0;
    const mounted = await open('name', {
      [`GET /registrations/${registration.id}`]: () => {
        tries += 1;
        return tries === 1
          ? failedWith(503, 'STORAGE_FULL', { retryable: true })
          : { body: { registration } };
      },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('您的姓名？');
  });
});
