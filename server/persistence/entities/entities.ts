import { AccountEntity } from './account';
import { AuditEventEntity } from './audit-event';
import { AuditCheckEntity } from './audit-check';
import { AuditSealEntity } from './audit-seal';
import { CallFailureEntity } from './call-failure';
import { ChatEntity } from './chat';
import { ConsentEntity } from './consent';
import { DeliveryEntity } from './delivery';
import { DeskNoteEntity } from './desk-note';
import { DeskCardEntity } from './desk-card';
import { DocumentTryEntity } from './document-try';
import { HandoffEntity } from './handoff';
import { HandoffEventEntity } from './handoff-event';
import { HistoryEntryEntity } from './history-entry';
import { IdempotentCallEntity } from './idempotent-call';
import { IdentityEntity } from './identity';
import { InboxEntity } from './inbox-row';
import { LinkEntity } from './link';
import { LoginEntity } from './login';
import { OrderEntity } from './order';
import { OutboxEntity } from './outbox-row';
import { PaymentEntity } from './payment';
import { PermitEntity } from './permit';
import { PhotoEntity } from './photo';
import { ProposalEntity } from './proposal';
import { RefundEntity } from './refund';
import { RegistrationEntity } from './registration';
import { RegistrationSubjectEntity } from './registration-subject';
import { ReviewCardEntity } from './review-card';
import { ReviewQueueEntity } from './review-queue-row';
import { ReviewViewEntity } from './review-view';
import { SeasonVersionEntity } from './season-version';
import { SearchKeyEntity } from './search-key';
import { SeatEntity } from './seat';
import { StaffCredentialsEntity } from './staff-credentials';
import { StaffLeaveEntity } from './staff-leave';
import { StaffLinkEntity } from './staff-link';
import { StaffMemberEntity } from './staff-member';
import { StaffSiteEntity } from './staff-site';
import { StreamCursorEntity } from './stream-cursor';
import { TicketEntity } from './ticket';
import { TranscriptLineEntity } from './transcript-line';
import { VerificationEntity } from './verification';

export const ENTITIES = [
  AccountEntity,
  AuditCheckEntity,
  AuditEventEntity,
  AuditSealEntity,
  CallFailureEntity,
  ChatEntity,
  ConsentEntity,
  DeliveryEntity,
  DeskCardEntity,
  DocumentTryEntity,
  HandoffEntity,
  HandoffEventEntity,
  DeskNoteEntity,
  HistoryEntryEntity,
  IdempotentCallEntity,
  IdentityEntity,
  InboxEntity,
  LinkEntity,
  LoginEntity,
  OrderEntity,
  OutboxEntity,
  PaymentEntity,
  PermitEntity,
  PhotoEntity,
  ProposalEntity,
  RefundEntity,
  RegistrationEntity,
  RegistrationSubjectEntity,
  ReviewCardEntity,
  ReviewQueueEntity,
  ReviewViewEntity,
  SeasonVersionEntity,
  SearchKeyEntity,
  SeatEntity,
  StaffCredentialsEntity,
  StaffLeaveEntity,
  StaffLinkEntity,
  StaffMemberEntity,
  StaffSiteEntity,
  StreamCursorEntity,
  TicketEntity,
  TranscriptLineEntity,
  VerificationEntity,
];
