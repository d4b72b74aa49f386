import type { PromiseKey } from '../../../shared/i18n/phone/promise/zh-CN';
import { instantText } from '../../../shared/i18n/instants';
import type { FactRow } from '../../components/fact-list/fact-list';
import type { TickRow } from '../../components/tick-list/tick-list';
import { answerText } from '../../services/answer-text';
import { factRow } from '../../services/fact-row';
import type { OwnRegistration } from '../../services/own-registration';
import { whyNot } from '../../services/why-not';
import type { Outlook } from '../../services/page';

export interface PromiseFacts extends OwnRegistration {
  promised: boolean;
  error: string;
  /** Makes a repeat of the same act harmless. */
  key: string;
}

export interface PromiseView {
  title: string;
  text: string;
  factsTitle: string;
  facts: FactRow[];
  check: string;
  tick: TickRow[];
  seat: string;
  error: string;
  submit: string;
  submitting: string;
  empty: { title: string; text: string };
}

const SHOWN = ['name', 'documentType', 'documentNumber', 'siteCode', 'subjects'] as const;

/** What is promised, above the tick it belongs to (S21). */
export function promiseView(facts: PromiseFacts, { words }: Outlook<PromiseKey>): PromiseView {
  const { t } = words;
  const { registration, season, sites, promised, error } = facts;
  const changing = registration.changed !== null;
  const due = instantText(registration.deadlines.siteClosesAt, words.locale, { end: true });
  return {
    title: t(changing ? 'promise.ask.change' : 'promise.ask'),
    text: t('promise.text'),
    factsTitle: t('promise.facts'),
    facts: SHOWN.map((field) => {
      const value = answerText(field, registration.answers[field], { season, sites, words });
      return factRow(field, t(`answer.${field}`), value || t('value.none'));
    }),
    check: t('promise.change'),
    tick: [
      { value: 'promise', label: t('promise.tick'), note: '', aside: '', ticked: promised, disabled: false },
    ],
    seat: changing ? '' : t('promise.seat', { due }),
    error,
    submit: t(changing ? 'promise.submit.change' : 'promise.submit'),
    submitting: t('promise.submitting'),
    empty: {
      title: t('promise.none.title'),
      text: whyNot(registration, changing ? 'apply_changes' : 'submit_information') || t('promise.none.text'),
    },
  };
}
