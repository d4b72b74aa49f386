import { goHome, replacePage, PAGES, type Target } from './navigation';
import type { Registration } from './registrations';

type Standing = Pick<Registration, 'id' | 'position' | 'state'>;

/** The page where a registration goes on: the server's position names it. Null where the first page tells more. */
export function nextTarget(registration: Standing): Target | null {
  const { step, about } = registration.position;
  const query = { registration: registration.id };
  switch (step) {
    case 'account':
      return { page: 'account', query };
    case 'notice':
      return consentTarget(registration.id, about ?? '');
    case 'guardian':
      return consentTarget(registration.id, 'guardian_consent');
    case 'question':
      return questionTarget(registration.id, about ?? '');
    case 'summary':
      // Where the marked answers stand, with what was changed of them (S41).
      return { page: registration.state === 'rejected' ? 'status' : 'check', query };
    case 'photo':
      return { page: 'photo', query };
    case 'review':
      return { page: registration.state === 'ready' ? 'check' : 'status', query };
    case 'payment':
      return { page: 'payment', query };
    case 'done':
      return { page: 'proof', query };
    default:
      return null;
  }
}

/** Rejected, corrected since, and not submitted again: the site does not see it yet (S44). */
export function isMended({ state, changed, decision }: Registration): boolean {
  return state === 'rejected' && changed === null && decision?.edited === true;
}

/** A consent is a choice, a notice is read: each has its own page. */
export function consentTarget(registrationId: string, notice: string): Target {
  const page = notice.endsWith('_consent') ? 'consent' : 'notice';
  return { page, query: { registration: registrationId, notice } };
}

/** The page that asks one field. */
export function questionTarget(registrationId: string, field: string): Target {
  const query = { registration: registrationId };
  if (field === 'siteCode') return { page: 'site', query };
  if (field === 'subjects') return { page: 'subjects', query };
  return { page: 'question', query: { ...query, field } };
}

/** Leads on after an act; back to the page below where that is the next one, so that none stands there twice. */
export function goNext(registration: Standing): void {
  const target = nextTarget(registration);
  if (!target) return goHome();
  const below = getCurrentPages().at(-2);
  const opensBelow =
    below && `/${below.route}` === PAGES[target.page] && below.options['registration'] === registration.id;
  if (opensBelow && target.page !== 'question') void wx.navigateBack();
  else replacePage(target);
}
