import type { OpenKey } from '../../../shared/i18n/phone/open/zh-CN';
import type { Target } from '../../services/navigation';
import { consentTarget, questionTarget } from '../../services/next-step';
import type { Outlook } from '../../services/page';
import type { Registration } from '../../services/registrations';
import type { Opened, OpenFacts, HomeNote } from './facts';

/** Where an opened item leads: its very page, or the first page with a sentence why not. */
export type Lead = { kind: 'page'; target: Target } | { kind: 'home'; note: HomeNote | null };

/** The page that an item of the chat stands for, as far as it is still about something. */
export function leadOf(opened: Opened, registration: Registration | null): Lead {
  const { open, field, noticeId, subjectCodes } = opened.target as Record<string, unknown>;
  if (open === 'sites') return page('sites', opened.seasonId === null ? {} : { season: opened.seasonId });
  const isAccountAsked = field === 'email' || field === 'mobile';
  if (opened.account.state !== 'active' && (isAccountAsked || !registration)) return page('account', {});
  if (!registration) return { kind: 'home', note: null };
  const own = { registration: registration.id };
  switch (open) {
    case 'payment':
      if (opened.again && registration.position.step !== 'payment') return home('used');
      return page('payment', {
        ...own,
        ...(Array.isArray(subjectCodes) && { subjects: subjectCodes.join(',') }),
      });
    case 'question':
      return questionLead(String(field), opened, registration);
    case 'summary':
      return page('check', own);
    case 'status':
      return page('status', own);
    case 'ticket':
      return page('ticket', own);
    case 'notice':
      return { kind: 'page', target: consentTarget(registration.id, String(noticeId)) };
    default:
      return { kind: 'home', note: null };
  }
}

function questionLead(field: string, { again }: Opened, registration: Registration): Lead {
  if (field === 'guardian')
    return { kind: 'page', target: consentTarget(registration.id, 'guardian_consent') };
  if (field === 'photo') {
    if (!isPossible(registration, 'upload_photo')) return home('locked');
    return page('photo', { registration: registration.id });
  }
  if (!isPossible(registration, 'edit')) return home('locked');
  const isNext = registration.position.about === field;
  const isAnswered = registration.fields.some((one) => one.field === field && one.answered);
  if (again && isAnswered && !isNext) return home('used');
  return { kind: 'page', target: questionTarget(registration.id, field) };
}

function isPossible({ actions }: Registration, wanted: 'edit' | 'upload_photo'): boolean {
  return actions.some(({ action, possible }) => action === wanted && possible);
}

function page(name: Target['page'], query: Record<string, string>): Lead {
  return { kind: 'page', target: { page: name, query } };
}

function home(note: HomeNote): Lead {
  return { kind: 'home', note };
}

export interface OpenView {
  /** Shown while the page leads on. */
  opening: string;
  stranger: { title: string; text: string; look: string; home: string } | null;
}

/** What everybody may see: a sentence, and the ways to what is public. */
export function openView(facts: OpenFacts, { words: { t } }: Outlook<OpenKey>): OpenView {
  return {
    opening: t('open.opening'),
    stranger: facts.refused && {
      title: t('open.stranger.title'),
      text: t(`open.stranger.${facts.refused}`),
      look: t('open.look'),
      home: t('open.home'),
    },
  };
}
