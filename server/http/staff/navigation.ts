import type { StaffKey } from '../../../shared/i18n/staff/zh-CN';
import { takesLeave } from '../../use-cases/staff/plan-leave';
import type { StaffMember } from '../../use-cases/ports/review';
import { maySearch } from '../../use-cases/support/search-people';
import {
  isAdministrator,
  isLead,
  isReviewer,
  isSupport,
  readsAudit,
} from '../../use-cases/staff/staff-rights';
import type { Say } from './layout';
import { html, type Html } from './markup';

/** One entry of the navigation on every page of somebody signed in. */
export interface StaffLink {
  href: string;
  text: StaffKey;
  /** Whether the member has anything to do there; the page itself checks the right again. */
  shows(member: StaffMember): boolean;
}

/** In the order in which they are shown; the first of a member is their home. */
export const STAFF_LINKS: readonly StaffLink[] = [
  { href: '/staff/reviews', text: 'nav.reviews', shows: isReviewer },
  { href: '/staff/wall', text: 'nav.wall', shows: isReviewer },
  { href: '/staff/support', text: 'nav.support', shows: isSupport },
  { href: '/staff/search', text: 'nav.search', shows: maySearch },
  { href: '/staff/audit', text: 'nav.audit', shows: readsAudit },
  { href: '/staff/exports', text: 'nav.exports', shows: isLead },
  { href: '/staff/administration', text: 'nav.administration', shows: isAdministrator },
  { href: '/staff/leave', text: 'nav.leave', shows: takesLeave },
  { href: '/staff/refunds', text: 'nav.refunds', shows: isAdministrator },
  { href: '/staff/account', text: 'nav.account', shows: () => true },
];

export function linksFor(member: StaffMember): StaffLink[] {
  return STAFF_LINKS.filter((link) => link.shows(member));
}

/** The way to every list of the member; the one that the page at `path` belongs to is marked. */
export function navigation(member: StaffMember, { path, say }: { path: string; say: Say }): Html {
  const links = linksFor(member);
  const here = links
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    // A page under two of them belongs to the longer one.
    .toSorted((left, right) => right.href.length - left.href.length)[0];
  return html`<header class="staff-head">
    <a class="staff-skip" href="#main">${say('nav.skip')}</a>
    <nav class="staff-nav" aria-label="${say('nav.title')}">
      ${links.map(
        (link) =>
          html`<a class="staff-nav__link" href="${link.href}" ${link === here && html` aria-current="page"`}
            >${say(link.text)}</a
          >`,
      )}
    </nav>
  </header>`;
}
