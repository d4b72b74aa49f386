import { factsOf, keepTyping, type AccountFacts } from '../../../../../miniprogram/pages/account/stages';
import { accountView, phoneTrouble, viaOf } from '../../../../../miniprogram/pages/account/view-model';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { accountEn } from '../../../../../shared/i18n/phone/account/en';
import { accountZhCn } from '../../../../../shared/i18n/phone/account/zh-CN';
import { NOW } from '../../../../support/miniprogram-answers';

const HALF = { mobileVerified: true, emailVerified: false } as AccountFacts['account'];
const WHOLE = { mobileVerified: true, emailVerified: true } as AccountFacts['account'];

function view(facts: AccountFacts, { now = NOW, locale = 'zh-CN' as 'zh-CN' | 'en' } = {}) {
  const words = wordsOf({ zhCn: accountZhCn, en: accountEn }, locale);
  return accountView(facts, { words, now, query: {} });
}

describe('factsOf', () => {
  it.each([
    ['nobody', null, 'phone', 'mobile'],
    ['the mobile alone', HALF, 'address', 'email'],
    ['both', WHOLE, 'done', 'email'],
  ] as const)('asks for what is left when %s is proven (S8)', (_who, account, stage, via) => {
    expect(factsOf(account)).toMatchObject({ stage, via });
  });
});

describe('keepTyping', () => {
  it('keeps what is typed, unless the account changed meanwhile', () => {
    const typing = { ...factsOf(HALF), stage: 'code' as const };
    expect(keepTyping(typing, factsOf(HALF)).stage).toBe('code');
    expect(keepTyping(typing, factsOf(WHOLE)).stage).toBe('done');
  });
});

describe('accountView', () => {
  it('lets a code be sent again after a minute', () => {
    const facts = { ...factsOf(HALF), stage: 'code' as const, sentAt: NOW };
    expect(view(facts)).toMatchObject({ ways: [{ key: 'change' }], known: '没有收到？一分钟后可以重发。' });
    expect(view(facts, { now: NOW + 60_000 }).ways.map(({ key }) => key)).toEqual(['resend', 'change']);
  });

  it('offers to log in otherwise only while nothing is proven', () => {
    expect(view(factsOf(null)).ways.map(({ key }) => key)).toEqual(['type', 'email', 'password']);
    expect(view(factsOf(HALF)).ways).toEqual([]);
  });

  it.each(['signed_out', 'phone', 'address', 'code', 'password', 'done'] as const)(
    'speaks English whole: %s',
    (stage) => {
      const shown = view({ ...factsOf(null), stage }, { locale: 'en' });
      expect(JSON.stringify(shown)).not.toMatch(/\p{Script=Han}/u);
    },
  );
});

describe('phoneTrouble', () => {
  it.each([
    [{ errno: 104 }, 'account.phone.refused'],
    [{ errno: 112 }, 'account.phone.undeclared'],
    [{ errno: 1_400_001 }, 'account.phone.used_up'],
    [{ errMsg: 'getPhoneNumber:fail user deny' }, 'account.phone.denied'],
    [{ errMsg: 'getPhoneNumber:fail system error' }, 'account.phone.failed'],
  ])('reads %j', (detail, key) => {
    expect(phoneTrouble(detail)).toBe(key);
  });
});

describe('viaOf', () => {
  it('tells an e-mail address by its sign', () => {
    expect([viaOf('someone@example.org'), viaOf('13800138000')]).toEqual(['email', 'mobile']);
  });
});
