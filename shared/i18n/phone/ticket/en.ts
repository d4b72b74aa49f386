import type { TicketKey } from './zh-CN';

export const ticketEn: Readonly<Record<TicketKey, string>> = {
  'ticket.title': 'Admission ticket',
  'ticket.ask': 'Admission ticket',
  'ticket.hint': 'Bring the ticket and the original of the document you registered with.',
  'ticket.number': 'Ticket number',
  'ticket.starts': 'Starts',
  'ticket.site': 'Test site',
  'ticket.address': 'Address',
  'ticket.room': 'Room',
  'ticket.seat': 'Seat',
  'ticket.early.title': 'Tickets are not open yet',
  'ticket.early.text': 'You can see and print yours here from {{at}}.',
  'ticket.waiting.title': 'Tickets are being arranged',
  'ticket.waiting.text': 'Session and seat appear here once they are set. Look again later.',
  'ticket.unpaid.title': 'No ticket',
  'ticket.unpaid.text': 'Only paid subjects get a ticket.',
};
