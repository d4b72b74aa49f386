import type { State } from '../../../shared/domain/lifecycle';
import type { Actor, HeldSeat, Registration } from '../../../shared/domain/registration';
import type { PhotoFinding, PhotoMeasurements } from '../../../shared/domain/rules/photo';

/** What tells when a registration has served. */
export type AgedRegistration = Pick<Registration, 'id' | 'seasonId' | 'state' | 'updatedAt'>;

/** Registrations; answers are clear here and sealed at rest (PR4). */
export interface RegistrationRepository {
  find(id: string): Promise<Registration | null>;
  /** The registration an order is for. */
  findOfOrder(orderId: string): Promise<Registration | null>;
  /** The one live registration of an account in a season, or its newest final one. */
  currentOf(accountId: string, seasonId: string): Promise<Registration | null>;
  listOf(accountId: string): Promise<Registration[]>;
  insert(registration: Registration): Promise<void>;
  /**
   * One conditional update on id and `registration.version`; stores version + 1. `duplicate_document`: the same document
   * has a live registration in this sitting on another account (domain.md 3), whatever the province.
   */
  save(registration: Registration): Promise<'saved' | 'version_conflict' | 'duplicate_document'>;
  /**
   * Keeps others from changing these registrations until the unit ends; false when one has changed since it was read. For
   * what is stored beside a registration without saving it.
   */
  lock(registrations: readonly Pick<Registration, 'id' | 'version'>[]): Promise<boolean>;
  /** A live registration of the person (document) in the season that is newer than this one. */
  hasNewerLive(registration: Registration): Promise<boolean>;
  /** Live registrations at a site, or in a whole season, counted by state; imports use it to strand nobody. */
  countByState(seasonId: string, siteCode?: string): Promise<Partial<Record<State, number>>>;
  /** Live registrations of a season in the order of their ids; a changed season plans their due work anew. */
  listLiveIn(seasonId: string, limit: number, afterId?: string): Promise<Registration[]>;
  /** Those of one state at a site in a season, in the order of their ids; not what was erased. */
  listAtSite(query: {
    seasonId: string;
    siteCode: string;
    state: State;
    limit: number;
    afterId: string;
  }): Promise<Registration[]>;
  /** Registrations not erased yet, in the order of their ids. */
  listUnerased(limit: number, afterId: string): Promise<AgedRegistration[]>;
  /** Notes that nothing personal is left, no later than the commit (PR12). */
  markErased(id: string, at: number): Promise<void>;
}

/** Seats of one counter: the whole site, or one subject at it. */
export interface SeatCount {
  siteCode: string;
  /** Null counts candidates of the whole site. */
  subjectCode: string | null;
  capacity: number | null;
  taken: number;
}

/** Places to take or to return: of each subject, and with `siteTotal` one in the site's total as well. */
export interface Places extends HeldSeat {
  siteTotal: boolean;
}

/** Counters of seats, changed by conditional updates alone. */
export interface SeatRepository {
  /** Creates missing counters and sets capacities from the season; never lowers `taken`. */
  prepare(seasonId: string, counters: Omit<SeatCount, 'taken'>[]): Promise<void>;
  /**
   * Takes places by conditional updates in one fixed order (site total, then subject codes). On `full` the caller must undo its unit of work. `force` goes over capacity (race rule 3).
   */
  take(
    seasonId: string,
    seat: HeldSeat,
    force?: boolean,
  ): Promise<{ ok: true } | { ok: false; full: string | null }>;
  /** Returns places, no later than the commit. */
  release(seasonId: string, places: Places): Promise<void>;
  /** The counters as they are. */
  counts(seasonId: string, siteCode?: string): Promise<SeatCount[]>;
  /**
   * Every counter of the season as people are shown it: no older than about a second, and at once where this process changed it.
   * Everybody who looks for a place asks for them, with each message and each list.
   */
  shown(seasonId: string): Promise<readonly SeatCount[]>;
}

/** What is kept of a photo besides its encrypted file. */
export interface PhotoRecord {
  id: string;
  registrationId: string;
  accountId: string;
  /** Name of the sealed file in the photo store. */
  fileName: string;
  bytes: number;
  measurements: PhotoMeasurements;
  /** Warnings for the reviewer; a blocking finding never gets here. */
  findings: PhotoFinding[];
  /** Perceptual hash as hex, for domain.md 7 check 11. */
  perceptualHash: string;
  createdAt: number;
}

/** What is kept of photos beside their files. */
export interface PhotoRepository {
  find(id: string): Promise<PhotoRecord | null>;
  /** Those of the ids that a row names. */
  knownOf(ids: readonly string[]): Promise<string[]>;
  insert(photo: PhotoRecord): Promise<void>;
  remove(id: string): Promise<void>;
  /** Check 11: photos of other accounts, in any season, with the same perceptual hash; counted up to a limit. */
  countSameElsewhere(perceptualHash: string, accountId: string): Promise<number>;
}

/** Admission ticket of one paid subject (S52). */
export interface Ticket {
  registrationId: string;
  subjectCode: string;
  ticketNumber: string;
  /** Start of the session, epoch milliseconds. */
  startsAt: number;
  room: string;
  seat: string;
}

/** Admission tickets as imported. */
export interface TicketRepository {
  listOf(registrationId: string): Promise<Ticket[]>;
  replaceAll(tickets: Ticket[]): Promise<void>;
  /** Those of one registration whose retention has ended (PR12). */
  removeAllOf(registrationId: string): Promise<void>;
}

/** One change of a registration, shown to people: who, what, from where to where, why. Holds no personal value. */
export interface HistoryEntry {
  id: string;
  registrationId: string;
  /** Dotted action in the past tense, for example `review.rejected`. */
  event: string;
  from: State | null;
  to: State;
  revision: number;
  actor: Actor;
  /** Coded reason or masked words. */
  reason: string | null;
  at: number;
  /** Members who were away and whose delegate acted; absent otherwise. */
  onBehalfOf?: string[];
}

/** Changes of registrations, in their order; rows are only added. */
export interface HistoryRepository {
  append(entry: HistoryEntry): Promise<void>;
  listOf(registrationId: string): Promise<HistoryEntry[]>;
  /** How often these events have happened to it. */
  countOf(registrationId: string, events: readonly string[]): Promise<number>;
}
