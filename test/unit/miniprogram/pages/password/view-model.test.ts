import {
  missingOf,
  NOTHING_TYPED,
  passwordView,
  viaOf,
  type PasswordFacts,
} from '../../../../../miniprogram/pages/password/view-model';
import { wordsOf } from '../../../../../miniprogram/services/texts';
import { passwordEn } from '../../../../../shared/i18n/phone/password/en';
import { passwordZhCn } from '../../../../../shared/i18n/phone/password/zh-CN';
import { NOW } from '../../../../support/miniprogram-answers';

const STAGES = ['set', 'change', 'address', 'code', 'done'] as const;

function facts(change: Partial<PasswordFacts> = {}): PasswordFacts {
  return { account: null, stage: 'set', typed: NOTHING_TYPED, shown: false, error: '', ...change };
}

function view(change: Partial<PasswordFacts>, locale: 'zh-CN' | 'en' = 'zh-CN') {
  const words = wordsOf({ zhCn: passwordZhCn, en: passwordEn }, locale);
  return passwordView(facts(change), { words, now: NOW, query: {} });
}

describe('passwordView', () => {
  it.each([
    ['set', ['fresh']],
    ['change', ['current', 'fresh']],
    ['address', ['address']],
    ['code', ['code', 'fresh']],
    ['done', []],
  ] as const)('asks no more than it needs: %s', (stage, names) => {
    expect(view({ stage }).fields.map(({ name }) => name)).toEqual(names);
  });

  it('hides passwords until they are to be seen, and never a code (S12)', () => {
    const hidden = view({ stage: 'change' });
    expect(hidden.fields.map(({ secret }) => secret)).toEqual([true, true]);
    expect(hidden.reveal).toBe('显示密码');
    const shown = view({ stage: 'change', shown: true });
    expect(shown.fields.map(({ secret }) => secret)).toEqual([false, false]);
    expect(shown.reveal).toBe('隐藏密码');
    expect(view({ stage: 'code' }).fields[0]).toMatchObject({ kind: 'number', secret: false, maxLength: 6 });
    expect(view({ stage: 'address' }).reveal).toBe('');
  });

  it('keeps what was typed beside what was wrong with it', () => {
    const shown = view({ stage: 'set', typed: { ...NOTHING_TYPED, fresh: 'short' }, error: '太短' });
    expect(shown).toMatchObject({ error: '太短', fields: [{ value: 'short' }] });
  });

  it('says where the code went, and offers another address (S9)', () => {
    const typed = { ...NOTHING_TYPED, address: 'someone@example.org' };
    expect(view({ stage: 'code', typed })).toMatchObject({ way: '换一个手机号或邮箱' });
    expect(view({ stage: 'code', typed }).hint).toContain('邮件已发到 someone@example.org');
    expect(view({ stage: 'code', typed: { ...typed, address: '13800138000' } }).hint).toContain('短信已发到');
    expect(view({ stage: 'change' }).way).toContain('忘记密码');
    expect(view({ stage: 'set' }).way).toBe('');
  });

  it.each(STAGES)('speaks English whole: %s', (stage) => {
    expect(JSON.stringify(view({ stage }, 'en'))).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('missingOf', () => {
  it.each([
    ['set', {}, 'password.fresh.missing'],
    ['change', { fresh: 'new secret 1' }, 'password.current.missing'],
    ['address', { address: '  ' }, 'password.address.missing'],
    ['code', { code: '12345', fresh: 'new secret 1' }, 'password.code.missing'],
    ['code', { code: '123456' }, 'password.fresh.missing'],
    ['code', { code: '123456', fresh: 'new secret 1' }, null],
    ['done', {}, null],
  ] as const)('names the first thing that is not there: %s %j', (stage, typed, key) => {
    expect(missingOf(facts({ stage, typed: { ...NOTHING_TYPED, ...typed } }))).toBe(key);
  });
});

describe('viaOf', () => {
  it('takes what has an at sign for an e-mail address', () => {
    expect([viaOf('someone@example.org'), viaOf('13800138000')]).toEqual(['email', 'mobile']);
  });
});
