import { instantText } from '../../../shared/i18n/instants';
import type { MyDataKey } from '../../../shared/i18n/phone/my-data/zh-CN';
import type { Outlook } from '../../services/page';
import { REASONS, type MyDataFacts, type MyDataStage, type Via } from './stages';

export interface MyDataView {
  stage: MyDataStage;
  title: string;
  hint: string;
  error: string;
  /** What belongs to the person, each with what can be done about it. */
  cards: Card[];
  points: string[];
  reasons: { label: string; value: string; choices: { value: string; label: string }[] } | null;
  ways: { key: string; label: string }[];
  field: { label: string; kind: 'text' | 'number'; secret: boolean; value: string; maxLength: number } | null;
  /** The address of the export, and what came of copying it. */
  address: string;
  warning: string;
  act: string;
  acting: string;
  second: string;
  empty: { title: string; text: string };
}

export interface Card {
  key: 'export' | 'consents' | 'registration' | 'account';
  title: string;
  text: string;
  blocked: string;
  rows: { key: string; label: string; value: string; danger: boolean }[];
}

type MyDataOutlook = Outlook<MyDataKey>;

/** One thing at a time: what there is, what a wish means, who it is, what was done (PR13, PR14). */
export function myDataView(facts: MyDataFacts, outlook: MyDataOutlook): MyDataView {
  const { stage, error, exported } = facts;
  const { t } = outlook.words;
  return {
    stage,
    title: titleOf(facts, outlook),
    hint: hintOf(facts, outlook),
    error,
    cards: stage === 'start' ? cardsOf(facts, outlook) : [],
    points: stage === 'delete' ? pointsOf(facts, outlook) : [],
    reasons:
      stage === 'delete'
        ? {
            label: t('my-data.reason'),
            value: facts.reason,
            choices: REASONS.map((value) => ({ value, label: t(`my-data.reason.${value}`) })),
          }
        : null,
    ways: waysOf(facts, outlook),
    field: fieldOf(facts, outlook),
    address: stage === 'exported' ? (exported?.url ?? '') : '',
    warning: stage === 'exported' ? warningOf(facts, outlook) : '',
    ...actsOf(facts, outlook),
    empty: { title: t('my-data.none.title'), text: t('my-data.none.text') },
  };
}

function titleOf({ stage }: MyDataFacts, { words: { t } }: MyDataOutlook): string {
  if (stage === 'code' || stage === 'password') return t('my-data.prove.title');
  return t(`my-data.${stage}.title`);
}

function hintOf(facts: MyDataFacts, { words: { t, locale } }: MyDataOutlook): string {
  const { stage, wish, exported } = facts;
  switch (stage) {
    case 'start':
      return t('my-data.start.hint');
    case 'delete':
      return t('my-data.delete.hint');
    case 'code':
      return t('my-data.code.hint', { to: addressOf(facts, facts.via) });
    case 'exported':
      return t('my-data.exported.text', { at: instantText(exported?.expiresAt ?? 0, locale, { end: true }) });
    case 'deleted':
      return t('my-data.deleted.text');
    default:
      return t(`my-data.prove.hint.${wish}`);
  }
}

/** Masked, as the server gives it (PR7). */
function addressOf({ account }: MyDataFacts, via: Via): string {
  return account?.[via] ?? '';
}

function cardsOf(facts: MyDataFacts, { words: { t, local } }: MyDataOutlook): Card[] {
  const { registration, consents, notices, deletion } = facts;
  const card = (key: Card['key'], rows: Card['rows'], blocked = ''): Card => {
    return { key, title: t(`my-data.${key}`), text: t(`my-data.${key}.text`), blocked, rows };
  };
  const row = (key: string, label: string, value = '', danger = false) => ({ key, label, value, danger });
  const asked = notices.filter(({ id }) => id === 'general_consent' || id === 'sensitive_consent');
  const given = (id: string): boolean => consents.some((one) => one.noticeId === id && one.inForce);
  const ended = registration?.state === 'deleted' || registration?.state === 'expired';
  const mayDelete = registration?.actions.some(({ action, possible }) => action === 'delete' && possible);
  const reasons = deletion?.reasons.flatMap(({ message }) => message ?? []) ?? [];
  return [
    card('export', [row('export', t('my-data.export.go'))]),
    ...(registration && !ended
      ? [
          card('registration', [
            row('check', t('my-data.registration.check')),
            ...(mayDelete ? [row('registration', t('my-data.registration.delete'), '', true)] : []),
          ]),
        ]
      : []),
    ...(asked.length > 0
      ? [
          card(
            'consents',
            asked.map(({ id, title }) =>
              row(id, local(title), t(given(id) ? 'my-data.consents.given' : 'my-data.consents.not')),
            ),
          ),
        ]
      : []),
    reasons.length > 0
      ? card('account', [], `${t('my-data.account.blocked')}\n${reasons.join('\n')}`)
      : card('account', [row('account', t('my-data.account.go'), '', true)]),
  ];
}

/** What goes at once, what stays and until when, in the order in which it matters. */
function pointsOf({ deletion }: MyDataFacts, { words: { t, local, locale } }: MyDataOutlook): string[] {
  if (!deletion) return [];
  const at = (instant: number): string => instantText(instant, locale, { end: true });
  return [
    t('my-data.delete.gone'),
    ...deletion.erased.map(({ seasonName }) =>
      t('my-data.delete.registration', { sitting: local(seasonName) }),
    ),
    ...deletion.kept.map(({ seasonName, keptUntil }) =>
      t('my-data.delete.kept', { sitting: local(seasonName), at: at(keptUntil) }),
    ),
    t('my-data.delete.consents', { at: at(deletion.consentsKeptUntil) }),
    t('my-data.delete.records'),
    t('my-data.delete.again'),
  ];
}

function waysOf(facts: MyDataFacts, { words: { t } }: MyDataOutlook): MyDataView['ways'] {
  const { stage, account } = facts;
  if (stage === 'code' || stage === 'password') return [{ key: 'prove', label: t('my-data.other') }];
  if (stage !== 'prove') return [];
  const ways = (['mobile', 'email'] as const).filter((via) => account?.[`${via}Verified`]);
  return [
    ...ways.map((via) => ({ key: via, label: t(`my-data.prove.${via}`, { to: addressOf(facts, via) }) })),
    ...(account?.hasPassword ? [{ key: 'password', label: t('my-data.prove.password') }] : []),
  ];
}

function fieldOf({ stage, typed }: MyDataFacts, { words: { t } }: MyDataOutlook): MyDataView['field'] {
  if (stage === 'code') {
    const label = t('my-data.code.label');
    return { label, kind: 'number', secret: false, value: typed, maxLength: 6 };
  }
  if (stage !== 'password') return null;
  return { label: t('my-data.password.label'), kind: 'text', secret: true, value: typed, maxLength: 1024 };
}

function warningOf({ copy }: MyDataFacts, { words: { t } }: MyDataOutlook): string {
  return copy === 'by_hand' || copy === 'by_hand.privacy'
    ? t(`my-data.exported.${copy}`)
    : t('my-data.exported.warn');
}

function actsOf(
  { stage, wish, copy }: MyDataFacts,
  { words: { t } }: MyDataOutlook,
): Pick<MyDataView, 'act' | 'acting' | 'second'> {
  const acting = t('my-data.sending');
  switch (stage) {
    case 'delete':
      return { act: t('my-data.delete.next'), acting, second: t('my-data.back') };
    case 'code':
    case 'password':
      return { act: t(`my-data.send.${wish}`), acting, second: '' };
    case 'exported': {
      const act = t(copy === 'copied' ? 'my-data.exported.copied' : 'my-data.exported.copy');
      return { act, acting, second: t('my-data.exported.done') };
    }
    case 'deleted':
      return { act: t('my-data.deleted.home'), acting, second: '' };
    default:
      return { act: '', acting, second: '' };
  }
}
