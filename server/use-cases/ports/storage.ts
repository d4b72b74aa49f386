import type {
  AccountRepository,
  ConsentRepository,
  IdentityRepository,
  LinkRepository,
  LoginRepository,
  VerificationRepository,
} from './accounts';
import type { AuditCheckRepository } from './audit-checks';
import type { ChatRepository, HandoffRepository, PermitRepository, TranscriptRepository } from './chat';
import type { DeskNoteRepository, HandoffEventRepository } from './desk';
import type { CursorRepository, DeliveryRepository, InboxRepository, OutboxRepository } from './messaging';
import type { LeaveRepository } from './leaves';
import type { OrderRepository, PaymentRepository, RefundRepository } from './payments';
import type {
  HistoryRepository,
  PhotoRepository,
  RegistrationRepository,
  SeatRepository,
  TicketRepository,
} from './registrations';
import type { CardRepository, ReviewQueueRepository, StaffRepository, ViewRepository } from './review';
import type { RetentionRepository } from './retention';
import type { StaffCredentialRepository } from './staff-access';
import type {
  CallFailureRepository,
  DeskCardRepository,
  ProposalRepository,
  SearchKeyRepository,
} from './support';
import type {
  AuditRepository,
  DocumentTryRepository,
  IdempotencyRepository,
  SeasonRepository,
} from './records';

/** Every repository, bound to one transaction. Values are clear here; storage seals and hashes them by itself. */
export interface Repositories {
  accounts: AccountRepository;
  identities: IdentityRepository;
  logins: LoginRepository;
  verifications: VerificationRepository;
  links: LinkRepository;
  consents: ConsentRepository;
  documentTries: DocumentTryRepository;
  registrations: RegistrationRepository;
  seats: SeatRepository;
  photos: PhotoRepository;
  tickets: TicketRepository;
  history: HistoryRepository;
  orders: OrderRepository;
  payments: PaymentRepository;
  refunds: RefundRepository;
  staff: StaffRepository;
  staffCredentials: StaffCredentialRepository;
  leaves: LeaveRepository;
  cards: CardRepository;
  views: ViewRepository;
  reviewQueue: ReviewQueueRepository;
  outbox: OutboxRepository;
  inbox: InboxRepository;
  cursors: CursorRepository;
  deliveries: DeliveryRepository;
  chats: ChatRepository;
  transcripts: TranscriptRepository;
  handoffs: HandoffRepository;
  handoffEvents: HandoffEventRepository;
  deskNotes: DeskNoteRepository;
  permits: PermitRepository;
  proposals: ProposalRepository;
  searchKeys: SearchKeyRepository;
  callFailures: CallFailureRepository;
  deskCards: DeskCardRepository;
  seasons: SeasonRepository;
  idempotency: IdempotencyRepository;
  audit: AuditRepository;
  auditChecks: AuditCheckRepository;
  retention: RetentionRepository;
}

const UNDONE = Symbol('undone');

/** An expected outcome whose unit of work must leave nothing behind. */
export interface Undone<T> {
  readonly [UNDONE]: true;
  readonly value: T;
}

/** Marks the result of a unit of work that must be rolled back although nothing failed (a refusal after first writes). */
export function undone<T>(value: T): Undone<T> {
  return { [UNDONE]: true, value };
}

/** Whether a unit of work asks to be rolled back. */
export function isUndone<T>(result: T | Undone<T>): result is Undone<T> {
  return typeof result === 'object' && result !== null && UNDONE in result;
}

/** The one way to the database. */
export interface UnitOfWork {
  /**
   * Runs `work` in one transaction: commits its result, or rolls back when it throws or returns `undone(value)`.
   * A deadlock or lock timeout rolls back and runs the whole work again a few times, so `work` has no effect of its own
   * outside the repositories. Never call a platform inside.
   */
  run<T>(work: (tx: Repositories) => Promise<T | Undone<T>>): Promise<T>;
  /** Reads without a transaction of its own; on the embedded engine it waits for units under way. */
  read<T>(work: (tx: Repositories) => Promise<T>): Promise<T>;
}
