import type { SettingsKey } from '../../../shared/i18n/phone/settings/zh-CN';
import type { Outlook } from '../../services/page';
import type { Account } from '../../services/session';
import type { Subscription } from '../../services/subscriptions';
import type { SettingsFacts } from './facts';

export interface SettingsView {
  account: {
    title: string;
    none: string;
    rows: { key: string; label: string; value: string }[];
    /** Ways to the pages of the account. */
    ways: { key: AccountWay; label: string; value: string }[];
  };
  language: { title: string; note: string; value: string; choices: Choice[] };
  type: { title: string; value: 'usual' | 'large'; choices: Choice[] };
  notices: {
    title: string;
    note: string;
    warning: string;
    rows: { key: string; label: string; state: string }[];
    manage: string;
  };
  privacy: string;
  /** Both ways out; empty while nobody is signed in. */
  exits: { key: 'logout' | 'forget'; label: string }[];
}

export type AccountWay = 'account' | 'password' | 'orders' | 'my-data';

interface Choice {
  value: string;
  label: string;
  note?: string;
}

type SettingsOutlook = Outlook<SettingsKey>;

/** What can be chosen here; `large` is the phone's own setting. */
export function settingsView(facts: SettingsFacts, outlook: SettingsOutlook, large: boolean): SettingsView {
  const { t, locale } = outlook.words;
  const exits = ['logout', 'forget'] as const;
  return {
    account: accountOf(facts.account, outlook),
    language: {
      title: t('settings.language'),
      note: t('settings.language.note'),
      value: locale,
      choices: (['zh-CN', 'en'] as const).map((value) => ({ value, label: t(`settings.language.${value}`) })),
    },
    type: {
      title: t('settings.type'),
      value: large ? 'large' : 'usual',
      choices: [
        { value: 'usual', label: t('settings.type.usual') },
        { value: 'large', label: t('settings.type.large'), note: t('settings.type.large.note') },
      ],
    },
    notices: noticesOf(facts, outlook),
    privacy: t('settings.privacy'),
    exits: facts.account ? exits.map((key) => ({ key, label: t(`settings.${key}`) })) : [],
  };
}

function accountOf(account: Account | null, { words: { t } }: SettingsOutlook): SettingsView['account'] {
  const title = t('settings.account');
  const way = (key: AccountWay, label: SettingsKey, value = '') => ({ key, label: t(label), value });
  if (!account) {
    const ways = [way('account', 'settings.account.login')];
    return { title, none: t('settings.account.none'), rows: [], ways };
  }
  const { mobile, mobileVerified, email, emailVerified, state, hasPassword } = account;
  const unverified = t('settings.account.unverified');
  const password = t(hasPassword ? 'settings.password.set' : 'settings.password.none');
  return {
    title,
    none: '',
    rows: [
      {
        key: 'mobile',
        label: t('settings.account.mobile'),
        value: mobileVerified ? (mobile ?? '') : unverified,
      },
      { key: 'email', label: t('settings.account.email'), value: emailVerified ? (email ?? '') : unverified },
    ],
    ways: [
      ...(state === 'active'
        ? [way('password', 'settings.password', password)]
        : [way('account', 'settings.account.finish')]),
      way('orders', 'settings.orders'),
      way('my-data', 'settings.my-data'),
    ],
  };
}

function noticesOf(
  { account, subscriptions, noticesOn }: SettingsFacts,
  { words: { t, codeText } }: SettingsOutlook,
): SettingsView['notices'] {
  const unknown = t(account ? 'settings.notices.unknown' : 'settings.notices.login');
  const rows = subscriptions?.map((one) => ({
    key: one.templateId,
    label: one.kinds
      .map((kind) => codeText(`settings.kind.${kind}`))
      .filter((text) => text !== '')
      .join(t('list.comma')),
    state: t(stateOf(one), { left: one.left }),
  }));
  return {
    title: t('settings.notices'),
    note: rows ? t('settings.notices.note') : unknown,
    warning: noticesOn ? '' : t('settings.notices.off'),
    rows: rows?.filter(({ label }) => label !== '') ?? [],
    manage: t('settings.notices.manage'),
  };
}

function stateOf({ choice, left, always }: Subscription): SettingsKey {
  if (choice === 'banned') return 'settings.notices.banned';
  if (choice === 'refused') return always ? 'settings.notices.always_refused' : 'settings.notices.refused';
  if (choice === null) return 'settings.notices.never';
  if (always) return 'settings.notices.always';
  return left > 0 ? 'settings.notices.left' : 'settings.notices.used';
}
