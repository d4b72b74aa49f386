import type { AccountKey } from '../../../shared/i18n/phone/account/zh-CN';
import type { Outlook } from '../../services/page';
import { privacyTrouble } from '../../services/privacy';
import type { AccountFacts, AccountStage } from './stages';

export interface AccountField {
  name: 'address' | 'code' | 'password';
  label: string;
  kind: 'text' | 'number';
  value: string;
  maxLength: number;
  secret: boolean;
}

export interface AccountView {
  stage: AccountStage;
  step: string;
  title: string;
  hint: string;
  news: { tone: 'info' | 'warning'; text: string } | null;
  error: string;
  fields: AccountField[];
  /** The button that WeChat itself answers with the number; empty in other stages. */
  phone: string;
  /** The main act and how it reads while under way. */
  act: string;
  acting: string;
  ways: { key: Way; label: string }[];
  known: string;
  rows: { key: string; label: string; value: string }[];
}

export type Way =
  'type' | 'wechat' | 'foreign' | 'email' | 'mobile' | 'password' | 'forgot' | 'resend' | 'change';

type AccountOutlook = Outlook<AccountKey>;

/** A code may be sent again to the same address after this long; the server keeps it too. */
const RESEND_AFTER_MS = 60_000;

/** One thing at a time: what is asked, why, what was wrong, and which other ways there are. */
export function accountView(facts: AccountFacts, outlook: AccountOutlook): AccountView {
  const { t } = outlook.words;
  const { account, stage, error, news } = facts;
  const verifying = stage === 'phone' || stage === 'address' || stage === 'code';
  const proven = (account?.mobileVerified ? 1 : 0) + (account?.emailVerified ? 1 : 0);
  return {
    stage,
    step: verifying ? t('account.step', { step: Math.min(proven, 1) + 1 }) : '',
    title: titleOf(facts, outlook),
    hint: hintOf(facts, outlook),
    news: news && { tone: news.startsWith('account.phone.') ? 'warning' : 'info', text: t(news) },
    error,
    fields: fieldsOf(facts, outlook),
    phone: stage === 'phone' ? t('account.mobile.phone.go') : '',
    ...actOf(facts, outlook),
    ways: waysOf(facts, outlook).map((key) => ({ key, label: t(`account.way.${key}`) })),
    known: knownOf(facts, outlook),
    rows:
      stage === 'done'
        ? [
            { key: 'mobile', label: t('account.mobile.label'), value: account?.mobile ?? '' },
            { key: 'email', label: t('account.email.label'), value: account?.email ?? '' },
          ]
        : [],
  };
}

/** Below the other ways: that nobody has to register twice, or when a code may be sent again. */
function knownOf({ stage, account, sentAt }: AccountFacts, { words: { t }, now }: AccountOutlook): string {
  if (stage === 'code') return now - sentAt < RESEND_AFTER_MS ? t('account.code.wait') : '';
  const fresh = !account?.mobileVerified && !account?.emailVerified;
  return fresh && (stage === 'phone' || stage === 'address') ? t('account.known') : '';
}

function titleOf({ stage, via }: AccountFacts, { words: { t } }: AccountOutlook): string {
  if (stage === 'phone') return t('account.mobile.phone.title');
  if (stage === 'address') return t(`account.${via}.address.title`);
  return t(`account.${stage}.title`);
}

function hintOf(facts: AccountFacts, { words: { t } }: AccountOutlook): string {
  const { stage, via, typed, foreign } = facts;
  if (stage === 'phone') return t('account.mobile.phone.hint');
  if (stage === 'code') return t(`account.code.${via}`, { address: typed.address });
  if (stage !== 'address') return t(`account.${stage}.hint`);
  return t(via === 'mobile' && foreign ? 'account.mobile.foreign.hint' : `account.${via}.address.hint`);
}

function fieldsOf({ stage, via, typed, foreign }: AccountFacts, outlook: AccountOutlook): AccountField[] {
  const { t } = outlook.words;
  const plain = { kind: 'text', maxLength: 100, secret: false } as const;
  if (stage === 'address') {
    const kind = via === 'mobile' && !foreign ? 'number' : 'text';
    return [{ ...plain, name: 'address', label: t(`account.${via}.label`), kind, value: typed.address }];
  }
  if (stage === 'code') {
    const label = t('account.code.label');
    return [{ name: 'code', label, kind: 'number', value: typed.code, maxLength: 6, secret: false }];
  }
  if (stage !== 'password') return [];
  return [
    { ...plain, name: 'address', label: t('account.password.address'), value: typed.address },
    { ...plain, name: 'password', label: t('account.password.label'), value: typed.password, secret: true },
  ];
}

function actOf(
  { stage }: AccountFacts,
  { words: { t }, query }: AccountOutlook,
): Pick<AccountView, 'act' | 'acting'> {
  switch (stage) {
    case 'phone':
      return { act: '', acting: '' };
    case 'address':
      return { act: t('account.send'), acting: t('account.sending') };
    case 'code':
      return { act: t('account.confirm'), acting: t('account.confirming') };
    case 'password':
      return { act: t('account.enter'), acting: t('account.entering') };
    case 'signed_out':
      return { act: t('account.signed_out.go'), acting: t('account.entering') };
    case 'done':
      return {
        act: t(query['season'] || query['registration'] ? 'account.done.go' : 'account.done.home'),
        acting: t('account.going'),
      };
  }
}

/** Other ways from here. Logging in by another address is offered only while nothing is proven. */
function waysOf({ stage, via, account, foreign, sentAt }: AccountFacts, { now }: AccountOutlook): Way[] {
  const fresh = !account?.mobileVerified && !account?.emailVerified;
  switch (stage) {
    case 'phone':
      return fresh ? ['type', 'email', 'password'] : ['type'];
    case 'address': {
      const foreignWay: Way[] = foreign ? [] : ['foreign'];
      if (via === 'mobile') return ['wechat', ...foreignWay];
      return fresh ? ['mobile', 'password'] : [];
    }
    case 'code':
      return now - sentAt >= RESEND_AFTER_MS ? ['resend', 'change'] : ['change'];
    case 'password':
      return ['forgot', 'mobile', 'email'];
    default:
      return [];
  }
}

/** What the number button answered without a code, as a sentence that names the other way. */
export function phoneTrouble(detail: { errMsg?: string; errno?: number }): AccountKey {
  const trouble = privacyTrouble(detail);
  if (trouble) return `account.phone.${trouble}`;
  if (detail.errno === 1_400_001) return 'account.phone.used_up';
  return /deny|cancel/i.test(detail.errMsg ?? '') ? 'account.phone.denied' : 'account.phone.failed';
}

/** A typed address with an at sign is an e-mail address. */
export function viaOf(address: string): 'mobile' | 'email' {
  return address.includes('@') ? 'email' : 'mobile';
}
