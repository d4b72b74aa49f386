import { EVENTS } from '../../../../../server/use-cases/registrations/change-registration';
import type { HomeFacts } from '../../../../../miniprogram/pages/home/facts';
import { homeView } from '../../../../../miniprogram/pages/home/view-model';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { homeEn } from '../../../../../shared/i18n/phone/home/en';
import { homeZhCn } from '../../../../../shared/i18n/phone/home/zh-CN';
import { aRegistration, aSeasonCard, NOW } from '../../../../support/miniprogram-answers';

const DAY_MS = 86_400_000;
const account = { state: 'active' } as HomeFacts['account'];
const nobody: HomeFacts = { seasons: [aSeasonCard()], account: null, registration: null, history: [] };

function view(facts: Partial<HomeFacts>, { now = NOW, locale = 'zh-CN' as 'zh-CN' | 'en' } = {}) {
  const words = wordsOf({ zhCn: homeZhCn, en: homeEn }, locale);
  return homeView({ ...nobody, ...facts }, { words, now, query: {} });
}

const states = (facts: Partial<HomeFacts>): string[] =>
  view(facts).tasks.map(({ key, state }) => `${key} ${state}`);

describe('homeView', () => {
  it('tells a stranger that registration is open and why it needs an account', () => {
    const { status, tasks } = view({});
    expect(status.title).toBe('网上报名正在进行');
    expect(status.why).toContain('需要登录');
    expect(tasks[0]).toMatchObject({ key: 'account', state: 'next' });
    expect(
      tasks.slice(1).every(({ state, note, key }) => state === 'later' && (note !== '' || key === 'ticket')),
    ).toBe(true);
  });

  it('leads a stranger to the start, the account, and what everybody may see', () => {
    const query = { season: aSeasonCard().id };
    const { status, tasks, links } = view({});
    expect(status.action).toEqual({ label: '开始报名', target: { page: 'start', query } });
    expect(tasks[0]?.target).toEqual({ page: 'account', query });
    expect(links.map(({ target }) => target.page)).toEqual(
      expect.arrayContaining(['sites', 'fees', 'settings']),
    );
    expect(view({ account }).tasks[1]?.target).toEqual({ page: 'start', query });
  });

  it('leads to the chat for a correction that support proposes, while it waits', () => {
    const registration = aRegistration({ proposal: { id: 'proposal-1', expiresAt: NOW + DAY_MS } });
    const { proposal } = view({ account, registration });
    expect(proposal?.target).toEqual({ page: 'chat' });
    expect(proposal?.text).toContain('客服建议修改');
    expect(view({ account, registration }, { now: NOW + DAY_MS }).proposal).toBeNull();
    expect(view({ account, registration: aRegistration() }).proposal).toBeNull();
  });

  it.each([
    ['general_consent', 'consent'],
    ['agreement', 'notice'],
  ])('leads to the page of %s', (about, page) => {
    const registration = aRegistration({ position: { step: 'notice', about } });
    const target = { page, query: { registration: registration.id, notice: about } };
    expect(view({ account, registration }).status.action?.target).toEqual(target);
  });

  it.each([
    [-10 * DAY_MS, '网上报名还没有开始', '网报开放'],
    [0, '网上报名正在进行', '网报截止'],
    [20 * DAY_MS, '网上报名已截止', '准考证开始打印'],
  ])('knows the window %d ms from now by the server clock', (later, title, first) => {
    const shown = view({}, { now: NOW + later });
    expect(shown.status.title).toBe(title);
    expect(shown.deadlines[0]?.label).toBe(first);
  });

  it.each(['deleted', 'expired'] as const)(
    'lets whoever has one that is %s begin again while the window is open, and says so when it is over (S34)',
    (state) => {
      const registration = aRegistration({ state, position: { step: 'ended', about: null } });
      const target = { page: 'start', query: { season: aSeasonCard().id } };
      const { status, tasks } = view({ account, registration });
      expect(status).toMatchObject({ tone: 'over', action: { label: '重新报名', target } });
      expect(status.detail).toContain('可以重新报名');
      expect(tasks[1]).toMatchObject({ key: 'notices', state: 'next', target });
      const late = view({ account, registration }, { now: NOW + 20 * DAY_MS });
      expect(late.status.action).toBeNull();
      expect(late.status.detail).toContain('本考次不能再报名');
      expect(late.tasks).toEqual([]);
    },
  );

  it('lists no steps to somebody for whom it is too late', () => {
    expect(view({}, { now: NOW + 20 * DAY_MS }).tasks).toEqual([]);
    expect(view({}, { now: NOW - 10 * DAY_MS }).tasks).not.toEqual([]);
  });

  it('names the next field, leads to it, and says what is left', () => {
    const registration = aRegistration({ missing: ['name', 'ethnicity', 'mobile', 'email'] });
    const { status, tasks } = view({ account, registration });
    expect(status.detail).toBe('下一步：姓名。填过的内容已经保存。');
    expect(status.action?.target).toEqual({
      page: 'question',
      query: { registration: registration.id, field: 'name' },
    });
    expect(tasks[2]?.note).toBe('还有4项没有填：姓名、民族、联系电话…');
  });

  it('marks what is done, next and later, and waits where others act', () => {
    const pending = aRegistration({
      state: 'pending',
      position: { step: 'review', about: null },
      missing: [],
    });
    expect(states({ account, registration: pending })).toEqual([
      'account done',
      'notices done',
      'information done',
      'photo done',
      'review waiting',
      'payment later',
      'ticket later',
    ]);
  });

  it('leaves the review out where the site does not review', () => {
    const site = { code: '350001', name: { zh: '考点', en: 'Site' }, reviews: false };
    const ready = aRegistration({
      state: 'ready',
      site,
      position: { step: 'payment', about: null },
      missing: [],
    });
    const { status, tasks } = view({ account, registration: ready });
    expect(status.title).toBe('可以缴费了');
    expect(tasks.map(({ key }) => key)).not.toContain('review');
  });

  it('shows the reason of a rejection and the end of resubmission', () => {
    const words = '照片背景不是白色';
    const decision = {
      outcome: 'rejected' as const,
      decidedAt: NOW,
      words,
      marked: ['photo'],
      edited: false,
    };
    const registration = aRegistration({ state: 'rejected', decision });
    registration.deadlines.resubmissionEndsAt = NOW + DAY_MS;
    const { status, deadlines } = view({ account, registration });
    expect(status).toMatchObject({ tone: 'act', detail: words });
    const mended = { ...registration, decision: { ...decision, edited: true } };
    expect(view({ account, registration: mended }).status.detail).toContain('还没有重新提交');
    expect(deadlines[0]).toMatchObject({ label: '修改后重新提交截止', left: '还剩1天0小时', soon: true });
  });

  it('tells ends with their weekday, the nearest first, and none that is over', () => {
    const { deadlines } = view({});
    expect(deadlines.map(({ at }) => at)).toEqual([
      '2027年1月13日（周三）24:00',
      '2027年1月17日（周日）24:00',
      '2027年3月18日（周四）9:00',
    ]);
  });

  it('lists what happened, the newest first, without our own book-keeping', () => {
    const entry = { from: null, to: 'draft', by: 'candidate', channel: 'mini_program', at: NOW };
    const history = ['registration.started', 'registration.edited', 'information.submitted'].map((event) => ({
      ...entry,
      event,
    }));
    expect(view({ history }).timeline.map(({ text }) => text)).toEqual(['提交报考信息', '开始报名']);
  });

  it('has words for every event of the history but book-keeping', () => {
    const entry = { from: null, to: 'draft' as const, by: 'candidate', channel: 'mini_program', at: NOW };
    const silent = [...Object.values(EVENTS), 'delete.requested', 'registration.started'].filter(
      (event) => view({ history: [{ ...entry, event }] as HomeFacts['history'] }).timeline.length === 0,
    );
    expect(silent).toEqual(['registration.edited', 'changes.discarded', 'ticket.printed']);
  });

  it('speaks English whole', () => {
    const shown = view({ account, registration: aRegistration() }, { locale: 'en' });
    expect(JSON.stringify(shown)).not.toMatch(/\p{Script=Han}/u);
  });
});
