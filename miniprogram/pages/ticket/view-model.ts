import type { TicketKey } from '../../../shared/i18n/phone/ticket/zh-CN';
import { instantText } from '../../../shared/i18n/instants';
import type { FactRow } from '../../components/fact-list/fact-list';
import { factRow } from '../../services/fact-row';
import type { Outlook } from '../../services/page';
import type { AnswerOf } from '../../services/route';
import type { Registration } from '../../services/registrations';
import type * as contract from '../../../shared/contract/registrations';

export interface TicketFacts extends AnswerOf<typeof contract.listTickets> {
  registration: Registration;
}

export interface TicketView {
  title: string;
  hint: string;
  tickets: { key: string; subject: string; facts: FactRow[] }[];
  empty: { title: string; text: string };
}

/** A ticket for each paid subject from the ticket date on; before, when that is (S52). */
export function ticketView(facts: TicketFacts, { words, now }: Outlook<TicketKey>): TicketView {
  const { t, local, locale } = words;
  return {
    title: t('ticket.ask'),
    hint: t('ticket.hint'),
    tickets: facts.tickets.map((ticket) => ({
      key: ticket.subjectCode,
      subject: `${ticket.subjectCode} ${local(ticket.subjectName)}`,
      facts: [
        factRow('number', t('ticket.number'), ticket.ticketNumber),
        factRow('starts', t('ticket.starts'), instantText(ticket.startsAt, locale)),
        ...(facts.site
          ? [
              factRow('site', t('ticket.site'), local(facts.site.name)),
              factRow('address', t('ticket.address'), local(facts.site.address)),
            ]
          : []),
        factRow('room', t('ticket.room'), ticket.room),
        factRow('seat', t('ticket.seat'), ticket.seat),
      ],
    })),
    empty: emptyOf(facts, { words, now }),
  };
}

function emptyOf(
  { registration, ticketFrom }: TicketFacts,
  { words, now }: Pick<Outlook<TicketKey>, 'words' | 'now'>,
): TicketView['empty'] {
  const { t, locale } = words;
  const paid = registration.subjects.some(({ state }) => state === 'paid');
  const why = !paid ? 'unpaid' : now < ticketFrom ? 'early' : 'waiting';
  return {
    title: t(`ticket.${why}.title`),
    text: t(`ticket.${why}.text`, { at: instantText(ticketFrom, locale) }),
  };
}
