import { ticketEn } from '../../../shared/i18n/phone/ticket/en';
import { ticketZhCn } from '../../../shared/i18n/phone/ticket/zh-CN';
import { ownRegistration } from '../../services/own-registration';
import { definePage } from '../../services/page';
import { listTickets } from '../../services/registrations';
import { ticketView } from './view-model';

definePage({
  texts: { zhCn: ticketZhCn, en: ticketEn },
  title: 'ticket.title',
  async load({ query, words }) {
    const own = await ownRegistration({ query, words });
    if (!own.ok) return own;
    const listed = await listTickets({ params: { registrationId: own.body.id } });
    return listed.ok ? { ok: true, body: { ...listed.body, registration: own.body } } : listed;
  },
  isEmpty: ({ tickets }) => tickets.length === 0,
  view: ticketView,
});
