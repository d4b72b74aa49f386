import type { Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import type { Context } from '../context';
import type { LinkPurpose, Locale } from '../ports/accounts';
import type { Ticket } from '../ports/registrations';
import type { Repositories } from '../ports/storage';

export interface TicketView {
  registration: Registration;
  season: Season;
  /** The ticket date has come (S52). */
  open: boolean;
  /** Of paid subjects only; empty before the ticket date. */
  tickets: Ticket[];
}

/** A live link and the language of its owner, which its page speaks. */
type FoundLink = { ok: true; purpose: LinkPurpose; accountId: string; locale: Locale };
type LinkRefusal = { ok: false; code: 'link.unknown' | 'link.expired' };

/** What a signed link opens, without using it up: pages only show. */
export function openLinkOf(
  context: Context,
  link: { token: string; purposes: readonly LinkPurpose[] },
): Promise<FoundLink | LinkRefusal> {
  return context.unitOfWork.read((tx) => findLink(tx, context, link));
}

/** Tickets of the account a link belongs to, newest sitting first. */
export function viewTickets(
  context: Context,
  { token }: { token: string },
): Promise<{ ok: true; tickets: TicketView[]; locale: Locale } | LinkRefusal> {
  return context.unitOfWork.read(async (tx) => {
    const link = await findLink(tx, context, { token, purposes: ['ticket'] });
    if (!link.ok) return link;
    const own = await tx.registrations.listOf(link.accountId);
    const views: TicketView[] = [];
    for (const registration of own.toSorted((left, right) => right.createdAt - left.createdAt)) {
      const paid = registration.subjects.filter((one) => one.state === 'paid').map((one) => one.code);
      const season = paid.length > 0 ? await tx.seasons.find(registration.seasonId) : null;
      if (!season) continue;
      const open = context.clock.now() >= season.ticketFrom;
      const tickets = open ? await tx.tickets.listOf(registration.id) : [];
      views.push({
        registration,
        season,
        open,
        tickets: tickets.filter((one) => paid.includes(one.subjectCode)),
      });
    }
    return { ok: true, tickets: views, locale: link.locale };
  });
}

async function findLink(
  tx: Repositories,
  context: Context,
  { token, purposes }: { token: string; purposes: readonly LinkPurpose[] },
): Promise<FoundLink | LinkRefusal> {
  const link = await tx.links.find(context.secrets.tokenHash(token));
  if (!link || !purposes.includes(link.purpose)) return { ok: false, code: 'link.unknown' };
  if (context.clock.now() >= link.expiresAt) return { ok: false, code: 'link.expired' };
  const account = await tx.accounts.find(link.accountId);
  if (!account) return { ok: false, code: 'link.unknown' };
  return { ok: true, purpose: link.purpose, accountId: account.id, locale: account.locale };
}
