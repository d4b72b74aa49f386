import type { Repositories } from '../use-cases/ports/storage';
import { accountRepository } from './repositories/accounts';
import { auditRepository } from './repositories/audit';
import { auditCheckRepository } from './repositories/audit-checks';
import { cardRepository, viewRepository } from './repositories/cards';
import { callFailureRepository } from './repositories/call-failures';
import { chatRepository } from './repositories/chats';
import { consentRepository } from './repositories/consents';
import type { RepositoryContext } from './repositories/context';
import { cursorRepository } from './repositories/cursors';
import { deliveryRepository } from './repositories/deliveries';
import { deskNoteRepository } from './repositories/desk-notes';
import { deskCardRepository } from './repositories/desk-cards';
import { documentTryRepository } from './repositories/document-tries';
import { handoffEventRepository } from './repositories/handoff-events';
import { handoffRepository } from './repositories/handoffs';
import { historyRepository } from './repositories/history';
import { idempotencyRepository } from './repositories/idempotency';
import { identityRepository } from './repositories/identities';
import { inboxRepository } from './repositories/inbox';
import { leaveRepository } from './repositories/leaves';
import { linkRepository } from './repositories/links';
import { loginRepository } from './repositories/logins';
import { orderRepository } from './repositories/orders';
import { outboxRepository } from './repositories/outbox';
import { paymentRepository } from './repositories/payments';
import { permitRepository } from './repositories/permits';
import { photoRepository } from './repositories/photos';
import { proposalRepository } from './repositories/proposals';
import { refundRepository } from './repositories/refunds';
import { registrationRepository } from './repositories/registrations';
import { retentionRepository } from './repositories/retention';
import { reviewQueueRepository } from './repositories/review-queue';
import { searchKeyRepository } from './repositories/search-keys';
import { seasonRepository } from './repositories/seasons';
import { seatRepository } from './repositories/seats';
import { staffRepository } from './repositories/staff';
import { staffCredentialRepository } from './repositories/staff-credentials';
import { ticketRepository } from './repositories/tickets';
import { transcriptRepository } from './repositories/transcripts';
import { verificationRepository } from './repositories/verifications';

type Makers = { [Name in keyof Repositories]: (context: RepositoryContext) => Repositories[Name] };

const MAKERS: Makers = {
  accounts: accountRepository,
  identities: identityRepository,
  logins: loginRepository,
  verifications: verificationRepository,
  links: linkRepository,
  consents: consentRepository,
  documentTries: documentTryRepository,
  registrations: registrationRepository,
  seats: seatRepository,
  photos: photoRepository,
  tickets: ticketRepository,
  history: historyRepository,
  orders: orderRepository,
  payments: paymentRepository,
  refunds: refundRepository,
  staff: staffRepository,
  staffCredentials: staffCredentialRepository,
  leaves: leaveRepository,
  cards: cardRepository,
  views: viewRepository,
  reviewQueue: reviewQueueRepository,
  outbox: outboxRepository,
  inbox: inboxRepository,
  cursors: cursorRepository,
  deliveries: deliveryRepository,
  chats: chatRepository,
  transcripts: transcriptRepository,
  handoffs: handoffRepository,
  handoffEvents: handoffEventRepository,
  deskNotes: deskNoteRepository,
  permits: permitRepository,
  proposals: proposalRepository,
  searchKeys: searchKeyRepository,
  callFailures: callFailureRepository,
  deskCards: deskCardRepository,
  seasons: seasonRepository,
  idempotency: idempotencyRepository,
  audit: auditRepository,
  auditChecks: auditCheckRepository,
  retention: retentionRepository,
};

/** Every repository on one connection. Each is made when it is first asked for: a unit of work needs few of them. */
export function bindRepositories(context: RepositoryContext): Repositories {
  return new Proxy({} as Repositories, {
    get: (made, name) => (isName(name) ? (made[name] ?? make(made, name, context)) : undefined),
  });
}

function isName(name: string | symbol): name is keyof Repositories {
  return Object.hasOwn(MAKERS, name);
}

function make<Name extends keyof Repositories>(
  made: Repositories,
  name: Name,
  context: RepositoryContext,
): Repositories[Name] {
  const maker: Makers[Name] = MAKERS[name];
  made[name] = maker(context);
  return made[name];
}
