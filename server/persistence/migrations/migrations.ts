import { CreateAccounts1764000000000 } from './1764000000000-create-accounts';
import { CreateRegistrations1764000001000 } from './1764000001000-create-registrations';
import { CreatePayments1764000002000 } from './1764000002000-create-payments';
import { CreateReview1764000003000 } from './1764000003000-create-review';
import { CreateMessaging1764000004000 } from './1764000004000-create-messaging';
import { CreateChat1764000005000 } from './1764000005000-create-chat';
import { CreateRecords1764000006000 } from './1764000006000-create-records';
import { IndexOpenTopics1764000007000 } from './1764000007000-index-open-topics';
import { CreateDocumentTries1764000008000 } from './1764000008000-create-document-tries';
import { IndexPaymentDays1764000009000 } from './1764000009000-index-payment-days';
import { IndexAccountOrders1764000010000 } from './1764000010000-index-account-orders';
import { AddChoicesAndMenus1764000011000 } from './1764000011000-add-choices-and-menus';
import { CountAppTurns1764000012000 } from './1764000012000-count-app-turns';
import { KeepPlaces1764000013000 } from './1764000013000-keep-places';
import { NoteErasure1764000014000 } from './1764000014000-note-erasure';
import { ChainAudit1764000020000 } from './1764000020000-chain-audit';
import { CreateReviewQueue1764000021000 } from './1764000021000-create-review-queue';
import { CreateStaffLeaves1764000022000 } from './1764000022000-create-staff-leaves';
import { OwnHandoffs1764000023000 } from './1764000023000-own-handoffs';
import { CreateDeskNotes1764000024000 } from './1764000024000-create-desk-notes';
import { CreateSupport1764000025000 } from './1764000025000-create-support';
import { CreateDeskCards1764000025100 } from './1764000025100-create-desk-cards';
import { CreateStaffAccess1764000026000 } from './1764000026000-create-staff-access';
import { OrderReviewQueue1764000027000 } from './1764000027000-order-review-queue';
import { ExtendHandoffs1764000032000 } from './1764000032000-extend-handoffs';
import { CreateHandoffEvents1764000030000 } from './1764000030000-create-handoff-events';
import { CreateAuditChecks1764000031000 } from './1764000031000-create-audit-checks';
import { IndexAgedCards1764000033000 } from './1764000033000-index-aged-cards';
import { IndexAuditSearch1764000034000 } from './1764000034000-index-audit-search';
import { IndexOpenCards1764000035000 } from './1764000035000-index-open-cards';

/** Every migration in the order in which it is applied. A released one is never changed. */
export const MIGRATIONS = [
  CreateAccounts1764000000000,
  CreateRegistrations1764000001000,
  CreatePayments1764000002000,
  CreateReview1764000003000,
  CreateMessaging1764000004000,
  CreateChat1764000005000,
  CreateRecords1764000006000,
  IndexOpenTopics1764000007000,
  CreateDocumentTries1764000008000,
  IndexPaymentDays1764000009000,
  IndexAccountOrders1764000010000,
  AddChoicesAndMenus1764000011000,
  CountAppTurns1764000012000,
  KeepPlaces1764000013000,
  NoteErasure1764000014000,
  ChainAudit1764000020000,
  CreateReviewQueue1764000021000,
  CreateStaffLeaves1764000022000,
  OwnHandoffs1764000023000,
  CreateDeskNotes1764000024000,
  CreateSupport1764000025000,
  CreateDeskCards1764000025100,
  CreateStaffAccess1764000026000,
  OrderReviewQueue1764000027000,
  CreateHandoffEvents1764000030000,
  CreateAuditChecks1764000031000,
  ExtendHandoffs1764000032000,
  IndexAgedCards1764000033000,
  IndexAuditSearch1764000034000,
  IndexOpenCards1764000035000,
];
