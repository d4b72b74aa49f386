import { instantText } from '../../../shared/i18n/instants';
import type { ConsentKey } from '../../../shared/i18n/phone/consent/zh-CN';
import type { Outlook } from '../../services/page';
import type { ConsentFacts, GuardianInput } from './facts';

/** `ask`: whom to ask; `answer`: the guardian reads and types the code. */
export type ConsentMode = 'consent' | 'given' | 'declined' | 'ask' | 'answer' | 'agreed' | 'refused';

export interface ConsentView {
  mode: ConsentMode;
  title: string;
  lead: string;
  version: string;
  paragraphs: string[];
  tick: { label: string; ticked: boolean } | null;
  fields: {
    name: GuardianInput;
    label: string;
    kind: 'text' | 'number';
    value: string;
    maxLength: number;
  }[];
  relations: { label: string; value: string; choices: { value: string; label: string }[] } | null;
  /** The way to the privacy policy, or to WeChat's guide where there is none; where a consent is asked or shown. */
  guide: string;
  error: string;
  act: string;
  acting: string;
  second: string;
  /** A quieter third way: withdraw, or change whom to ask. */
  other: string;
  empty: { title: string; text: string };
}

type ConsentOutlook = Outlook<ConsentKey>;
type Form = Pick<ConsentView, 'fields' | 'relations'>;

const RELATIONS = ['father', 'mother', 'grandparent', 'other'] as const;

export function modeOf({ notice, registration, guardian, answered, editing }: ConsentFacts): ConsentMode {
  if (answered === 'refused_by_guardian') return 'refused';
  if (answered === 'declined') return 'declined';
  if (notice?.id === 'guardian_consent') {
    if (guardian === 'given') return 'agreed';
    return guardian === 'waiting' && !editing ? 'answer' : 'ask';
  }
  const missing = registration === null || registration.missingNotices.includes(notice?.id ?? '');
  return missing ? 'consent' : 'given';
}

/** The text in full, the choice that belongs to it, and what declining means (PR1, PR2). */
export function consentView(facts: ConsentFacts, outlook: ConsentOutlook): ConsentView {
  const { t, local } = outlook.words;
  const { notice, ticked, error } = facts;
  const mode = modeOf(facts);
  const reads = mode === 'consent' || mode === 'given' || mode === 'answer';
  return {
    mode,
    ...headOf(mode, facts, outlook),
    version: notice && reads ? t('consent.version', { version: notice.version }) : '',
    paragraphs: notice && reads ? local(notice.body).split(/\n\s*\n/) : [],
    tick: mode === 'consent' ? { label: t(`consent.tick.${kindOf(facts)}`), ticked } : null,
    ...formOf(mode, facts, outlook),
    guide: reads ? guideOf(facts, outlook) : '',
    error: error === null ? '' : 'key' in error ? t(error.key) : error.text,
    ...actsOf(mode, outlook),
    empty: { title: t('consent.none.title'), text: t('consent.none.text') },
  };
}

/** The text of the sitting in which it is told how data are kept, passed on and deleted. */
export function policyOf({ notices }: ConsentFacts): ConsentFacts['notice'] {
  return notices.find(({ id }) => id === 'privacy_policy') ?? null;
}

function guideOf(facts: ConsentFacts, { words: { t, local } }: ConsentOutlook): string {
  const policy = policyOf(facts);
  return policy ? t('consent.policy', { title: local(policy.title) }) : t('consent.guide');
}

/** The two consents that a candidate gives; what was not named is the general one. */
export function kindOf({ notice }: ConsentFacts): 'general_consent' | 'sensitive_consent' {
  return notice?.id === 'sensitive_consent' ? 'sensitive_consent' : 'general_consent';
}

function headOf(
  mode: ConsentMode,
  facts: ConsentFacts,
  { words: { t, local, locale } }: ConsentOutlook,
): Pick<ConsentView, 'title' | 'lead'> {
  const title = facts.notice ? local(facts.notice.title) : '';
  const kind = kindOf(facts);
  switch (mode) {
    case 'consent':
      return { title, lead: t(`consent.lead.${kind}`) };
    case 'given': {
      const given = facts.consents.find(({ noticeId, inForce }) => noticeId === facts.notice?.id && inForce);
      const at = given?.givenAt ?? null;
      return { title, lead: at === null ? '' : t('consent.given', { at: instantText(at, locale) }) };
    }
    case 'declined':
      return { title: t('consent.declined.title'), lead: t(`consent.declined.${kind}`) };
    case 'ask':
      return { title: t('consent.guardian.title'), lead: t('consent.guardian.lead') };
    case 'answer':
      return { title: t('consent.guardian.answer.title'), lead: t('consent.guardian.answer.lead') };
    case 'agreed':
      return { title: t('consent.guardian.given'), lead: t('consent.guardian.given.text') };
    case 'refused':
      return { title: t('consent.guardian.refused'), lead: t('consent.guardian.refused.text') };
  }
}

function formOf(mode: ConsentMode, { typed }: ConsentFacts, { words: { t } }: ConsentOutlook): Form {
  const field = (name: Exclude<GuardianInput, 'relation'>, maxLength: number): Form['fields'][number] => ({
    name,
    label: t(`consent.guardian.${name}`),
    kind: name === 'name' ? 'text' : 'number',
    value: typed[name],
    maxLength,
  });
  if (mode === 'answer') return { fields: [field('code', 6)], relations: null };
  if (mode !== 'ask') return { fields: [], relations: null };
  const choices = RELATIONS.map((relation) => {
    const label = t(`consent.guardian.relation.${relation}`);
    // The words themselves are stored: they prove the consent later.
    return { value: label, label };
  });
  const relations = { label: t('consent.guardian.relation'), value: typed.relation, choices };
  return { fields: [field('name', 50), field('mobile', 20)], relations };
}

type Acts = Pick<ConsentView, 'act' | 'acting' | 'second' | 'other'>;

function actsOf(mode: ConsentMode, { words: { t } }: ConsentOutlook): Acts {
  const plain = { acting: t('consent.going'), second: '', other: '' };
  switch (mode) {
    case 'consent':
      return { ...plain, act: t('consent.agree'), second: t('consent.refuse') };
    case 'given':
      return { ...plain, act: t('consent.go'), other: t('consent.withdraw') };
    case 'declined':
      return { ...plain, act: t('consent.again'), second: t('consent.home') };
    case 'ask':
      return { ...plain, act: t('consent.guardian.send'), acting: t('consent.guardian.sending') };
    case 'answer':
      return {
        ...plain,
        act: t('consent.guardian.agree'),
        second: t('consent.guardian.refuse'),
        other: t('consent.guardian.edit'),
      };
    case 'agreed':
      return { ...plain, act: t('consent.go') };
    case 'refused':
      return { ...plain, act: t('consent.home') };
  }
}
