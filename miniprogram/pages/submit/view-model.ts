import type { SubmitKey } from '../../../shared/i18n/phone/submit/zh-CN';
import { instantText } from '../../../shared/i18n/instants';
import type { Outlook } from '../../services/page';
import { whyNot } from '../../services/why-not';
import type { Registration } from '../../services/registrations';

export interface SubmitFacts {
  registration: Registration;
  /** Makes a repeat of the same act harmless. */
  key: string;
}

export interface SubmitView {
  title: string;
  text: string;
  points: string[];
  submit: string;
  sending: string;
  back: string;
  empty: { title: string; text: string };
}

/** Before what cannot be taken back by oneself: what it means, in few sentences (W3, S38, S39). */
export function submitView({ registration }: SubmitFacts, { words }: Outlook<SubmitKey>): SubmitView {
  const { t, local, locale } = words;
  const { deadlines, site } = registration;
  const ends = {
    review: instantText(deadlines.reviewEndsAt, locale, { end: true }),
    due: instantText(deadlines.paymentDueAt, locale, { end: true }),
  };
  return {
    title: t('submit.ask'),
    text: t('submit.text', { site: site ? local(site.name) : '' }),
    points: [
      t('submit.point.locked'),
      t('submit.point.rejected'),
      t('submit.point.paid'),
      t('submit.point.due', ends),
    ],
    submit: t('submit.yes'),
    sending: t('submit.sending'),
    back: t('submit.back'),
    empty: {
      title: t('submit.none.title'),
      text: whyNot(registration, 'submit_for_review') || t('submit.none.text'),
    },
  };
}

/** Whether the server would refuse the act now. */
export function submitRefusal({ actions }: Registration): boolean {
  return !actions.some(({ action, possible }) => action === 'submit_for_review' && possible);
}
