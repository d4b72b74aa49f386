import type { Registration } from '../../../shared/domain/registration';
import type { LocalText } from '../../../shared/domain/season';
import type { Context } from '../context';
import type { Account, Consent, Identity } from '../ports/accounts';
import type { Permit, TranscriptLine } from '../ports/chat';
import type { Order, Payment, Refund } from '../ports/payments';
import type { PhotoStore } from '../ports/photos';
import type { HistoryEntry, PhotoRecord, Ticket } from '../ports/registrations';
import type { Repositories } from '../ports/storage';
import type { Proposal } from '../ports/support';

/** One registration with all that belongs to it. */
export interface OwnRegistrationData {
  registration: Registration;
  seasonName: LocalText;
  history: HistoryEntry[];
  tickets: Ticket[];
  orders: Order[];
  payments: Payment[];
  refunds: Refund[];
  photo: { record: PhotoRecord; jpeg: Uint8Array | null } | null;
  /** Corrections that support proposed, newest first; what stood in them only while they are open. */
  proposals: Proposal[];
}

/** Everything that is stored about one person (PR13), clear. It is shown once, to them, and kept nowhere. */
export interface OwnData {
  collectedAt: number;
  account: Account;
  identities: Identity[];
  permits: Permit[];
  consents: Consent[];
  registrations: OwnRegistrationData[];
  conversation: TranscriptLine[];
}

/** More lines than anybody writes in the time that chat text is kept. */
const MOST_LINES = 20_000;
/** One is open at a time, for a day. */
const MOST_PROPOSALS = 1_000;

export async function collectOwnData(
  context: Context & { photoStore: Pick<PhotoStore, 'read'> },
  accountId: string,
): Promise<OwnData | null> {
  const found = await context.unitOfWork.read(async (tx) => {
    const account = await tx.accounts.find(accountId);
    if (!account || account.state === 'closed') return null;
    const identities = await tx.identities.listOf(accountId);
    const permits: Permit[] = [];
    for (const { kind, value } of identities) {
      if (kind === 'openid') permits.push(...(await tx.permits.listOf(value)));
    }
    const registrations: OwnRegistrationData[] = [];
    for (const registration of await tx.registrations.listOf(accountId)) {
      registrations.push(await collectRegistration(tx, registration));
    }
    return {
      collectedAt: context.clock.now(),
      account,
      identities,
      permits,
      consents: await tx.consents.historyOf(accountId),
      registrations,
      conversation: await tx.transcripts.listSince(accountId, { after: 0, limit: MOST_LINES }),
    };
  });
  if (!found) return null;
  for (const { photo } of found.registrations) {
    if (photo) photo.jpeg = await context.photoStore.read(photo.record.id);
  }
  return found;
}

async function collectRegistration(
  tx: Repositories,
  registration: Registration,
): Promise<OwnRegistrationData> {
  const { id, photoId } = registration;
  const season = await tx.seasons.find(registration.seasonId);
  const record = photoId === null ? null : await tx.photos.find(photoId);
  return {
    registration,
    seasonName: season?.sitting.name ?? { zh: registration.seasonId, en: registration.seasonId },
    history: await tx.history.listOf(id),
    tickets: await tx.tickets.listOf(id),
    orders: await tx.orders.listOf(id),
    payments: await tx.payments.listOf(id),
    refunds: await tx.refunds.listOf(id),
    photo: record && { record, jpeg: null },
    proposals: await tx.proposals.listOf(id, MOST_PROPOSALS),
  };
}
