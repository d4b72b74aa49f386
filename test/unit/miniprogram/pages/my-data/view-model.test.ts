import { keepMyData, type MyDataFacts } from '../../../../../miniprogram/pages/my-data/stages';
import { myDataView } from '../../../../../miniprogram/pages/my-data/view-model';
import type { Registration } from '../../../../../miniprogram/services/registrations';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { myDataEn } from '../../../../../shared/i18n/phone/my-data/en';
import { myDataZhCn } from '../../../../../shared/i18n/phone/my-data/zh-CN';
import { aRegistration, aSeasonCard, NOW } from '../../../../support/miniprogram-answers';

const YEAR_MS = 365 * 86_400_000;
const STAGES = ['start', 'delete', 'prove', 'code', 'password', 'exported', 'deleted'] as const;
const account = {
  state: 'active',
  email: 's***@example.org',
  emailVerified: true,
  mobile: '138****8000',
  mobileVerified: true,
  hasPassword: true,
} as NonNullable<MyDataFacts['account']>;
const { id: seasonId, sitting } = aSeasonCard();
const held = { registrationId: 'one', seasonId, seasonName: sitting.name };

function own(change: Partial<Registration> = {}): Registration {
  return aRegistration({ actions: [{ action: 'delete', possible: true, reasons: [] }], ...change });
}

function facts(change: Partial<MyDataFacts> = {}): MyDataFacts {
  const text = (zh: string, en: string) => ({ version: 'v1', title: { zh, en }, body: { zh, en } });
  return {
    account,
    registration: own(),
    consents: [
      { noticeId: 'sensitive_consent', version: 'v1', inForce: true, givenAt: NOW, channel: 'chat' },
    ] as MyDataFacts['consents'],
    notices: [
      { id: 'agreement', ...text('协议', 'Agreement') },
      { id: 'general_consent', ...text('一般同意', 'General consent') },
      { id: 'sensitive_consent', ...text('单独同意', 'Separate consent') },
    ] as MyDataFacts['notices'],
    deletion: {
      possible: true,
      reasons: [],
      erased: [held],
      kept: [],
      consentsKeptUntil: NOW + 3 * YEAR_MS,
      serverTime: NOW,
    } as MyDataFacts['deletion'],
    stage: 'start',
    wish: 'export',
    reason: '',
    via: 'mobile',
    typed: '',
    error: '',
    exported: null,
    copy: '',
    key: 'key-1',
    ...change,
  };
}

function view(change: Partial<MyDataFacts> = {}, locale: 'zh-CN' | 'en' = 'zh-CN') {
  const words = wordsOf({ zhCn: myDataZhCn, en: myDataEn }, locale);
  return myDataView(facts(change), { words, now: NOW, query: {} });
}

const rowsOf = (shown: ReturnType<typeof view>) =>
  shown.cards.map(({ key, rows }) => [key, ...rows.map((row) => row.key)].join(' '));

describe('myDataView', () => {
  it('lists what there is, each with what can be done about it (PR13, PR14)', () => {
    expect(rowsOf(view())).toEqual([
      'export export',
      'registration check registration',
      'consents general_consent sensitive_consent',
      'account account',
    ]);
    expect(view().cards[2]?.rows.map(({ value }) => value)).toEqual(['没有同意', '已同意']);
  });

  it('leaves out what is not there or not allowed', () => {
    const locked = own({ actions: [{ action: 'delete', possible: false, reasons: [] }] });
    expect(rowsOf(view({ registration: locked }))[1]).toBe('registration check');
    expect(rowsOf(view({ registration: own({ state: 'deleted' }), notices: [] }))).toEqual([
      'export export',
      'account account',
    ]);
  });

  it('says why the account cannot be deleted yet in place of the way there', () => {
    const reasons = [{ code: 'account.refund_open', message: '有一笔退款还没有到账。' }];
    const deletion = { ...facts().deletion, possible: false, reasons } as MyDataFacts['deletion'];
    const card = view({ deletion }).cards.at(-1);
    expect(card).toMatchObject({
      key: 'account',
      rows: [],
      blocked: '现在还不能注销\n有一笔退款还没有到账。',
    });
  });

  it('tells what goes at once and what is kept until when, before it asks why', () => {
    const kept = [{ ...held, keptUntil: NOW + YEAR_MS }];
    const deletion = { ...facts().deletion, kept } as MyDataFacts['deletion'];
    const { points, reasons, act } = view({ stage: 'delete', wish: 'delete', deletion });
    expect(points[0]).toContain('马上删除');
    expect(points[1]).toContain('第79次考试');
    expect(points[2]).toMatch(/依规定保留到2028年.*已缴费/);
    expect(reasons?.choices).toHaveLength(4);
    expect(act).toBe('继续，确认是我本人');
  });

  it('offers only the proofs that this person has, with masked addresses (PR7)', () => {
    expect(view({ stage: 'prove' }).ways.map(({ key }) => key)).toEqual(['mobile', 'email', 'password']);
    const half = { ...account, emailVerified: false, hasPassword: false };
    const { ways } = view({ stage: 'prove', account: half });
    expect(ways).toEqual([{ key: 'mobile', label: '短信验证码，发到138****8000' }]);
  });

  it('asks for a code in digits and for a password in secret, and keeps what was refused', () => {
    const code = view({ stage: 'code', typed: '123', error: '不对' });
    expect(code).toMatchObject({ error: '不对', field: { kind: 'number', secret: false, value: '123' } });
    expect(view({ stage: 'password' }).field).toMatchObject({ secret: true });
    expect(view({ stage: 'code', wish: 'delete' }).act).toBe('确认注销');
  });

  it('shows the address of the export, until when it opens, and another way where copying failed', () => {
    const exported = { url: 'https://bm.example/pages/export?t=abc', expiresAt: NOW };
    const shown = view({ stage: 'exported', exported });
    expect(shown.address).toBe(exported.url);
    expect(shown.hint).toContain('只能打开一次');
    expect(shown.warning).toContain('请不要转发');
    expect(view({ stage: 'exported', exported, copy: 'copied' }).act).toBe('已复制');
    expect(view({ stage: 'exported', exported, copy: 'by_hand' }).warning).toContain('请长按');
  });

  it.each(STAGES)('speaks English whole: %s', (stage) => {
    expect(JSON.stringify(view({ stage }, 'en'))).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('keepMyData', () => {
  it('changes what is known, not where the person is', () => {
    const before = facts({ stage: 'code', wish: 'delete', typed: '12' });
    const after = facts({ registration: null });
    expect(keepMyData(before, after)).toMatchObject({ stage: 'code', typed: '12', registration: null });
  });
});
