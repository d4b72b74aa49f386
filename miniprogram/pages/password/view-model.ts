import type { PasswordKey } from '../../../shared/i18n/phone/password/zh-CN';
import type { Outlook } from '../../services/page';
import type { Account } from '../../services/session';

/** `set`, `change`: of whoever is signed in; `address`, `code`: recovery by either address (S9). */
export type PasswordStage = 'set' | 'change' | 'address' | 'code' | 'done';
export type FieldName = 'address' | 'current' | 'code' | 'fresh';

export interface PasswordFacts {
  account: Account | null;
  stage: PasswordStage;
  /** What stands in the inputs; kept when it is refused. */
  typed: Record<FieldName, string>;
  shown: boolean;
  error: string;
}

export interface PasswordView {
  title: string;
  hint: string;
  error: string;
  fields: {
    name: FieldName;
    label: string;
    note: string;
    kind: 'text' | 'number';
    secret: boolean;
    value: string;
    maxLength: number;
  }[];
  /** Shows what is typed as a password, or hides it again; empty where there is none. */
  reveal: string;
  act: string;
  acting: string;
  way: string;
}

export const NOTHING_TYPED: PasswordFacts['typed'] = { address: '', current: '', code: '', fresh: '' };

const FIELDS: Readonly<Record<PasswordStage, readonly FieldName[]>> = {
  set: ['fresh'],
  change: ['current', 'fresh'],
  address: ['address'],
  code: ['code', 'fresh'],
  done: [],
};
const LENGTH: Readonly<Record<FieldName, number>> = { address: 100, current: 1024, code: 6, fresh: 1024 };

/** One thing at a time, with what was wrong beside it (S12). */
export function passwordView(facts: PasswordFacts, { words }: Outlook<PasswordKey>): PasswordView {
  const { stage, typed, shown, error } = facts;
  const { t } = words;
  const fields = FIELDS[stage].map((name) => {
    const secret = name === 'current' || name === 'fresh';
    return {
      name,
      label: t(`password.${name}.label`),
      note: name === 'fresh' ? t('password.fresh.note') : '',
      kind: name === 'code' ? ('number' as const) : ('text' as const),
      secret: secret && !shown,
      value: typed[name],
      maxLength: LENGTH[name],
    };
  });
  const secrets = FIELDS[stage].some((name) => name === 'current' || name === 'fresh');
  return {
    title: t(`password.${stage}.title`),
    hint:
      stage === 'code'
        ? t(`password.code.${viaOf(typed.address)}`, { address: typed.address })
        : t(`password.${stage}.hint`),
    error,
    fields,
    reveal: secrets ? t(shown ? 'password.hide' : 'password.show') : '',
    act: t(`password.${stage}.act`),
    acting: t('password.acting'),
    way: stage === 'change' ? t('password.forgot') : stage === 'code' ? t('password.other') : '',
  };
}

/** The first thing that is missing, in the words of its field; null when all is there. */
export function missingOf({ stage, typed }: PasswordFacts): PasswordKey | null {
  const missing = FIELDS[stage].find((name) => {
    const value = typed[name].trim();
    return name === 'code' ? !/^\d{6}$/.test(value) : value === '';
  });
  return missing ? `password.${missing}.missing` : null;
}

/** A typed address with an at sign is an e-mail address. */
export function viaOf(address: string): 'mobile' | 'email' {
  return address.includes('@') ? 'email' : 'mobile';
}
