/** What a member of staff proves who they are with. Secrets are clear here and sealed at rest. */
export interface StaffCredentials {
  staffId: string;
  /** Null for those who come by WeCom alone. */
  passwordHash: string | null;
  /** Secret of the second factor in base32; null until one is confirmed. */
  totpSecret: string | null;
  /** A secret that was shown and not confirmed by a code yet. */
  totpPending: string | null;
  /** The newest time step of which a code was taken: each code counts once. */
  totpStep: number | null;
  totpEnrolledAt: number | null;
  /** Keyed hashes of the recovery codes that are left. */
  recoveryCodes: string[];
  /** Wrong codes since the last right one. */
  misses: number;
  /** No code is looked at before. */
  lockedUntil: number | null;
  /** Sessions that began before have ended. */
  sessionsSince: number;
}

/** Why a link was mailed. */
export type StaffLinkPurpose = 'invitation' | 'password';

/** A mailed link by which a member sets a password, once. */
export interface StaffLink {
  tokenHash: string;
  staffId: string;
  purpose: StaffLinkPurpose;
  /** The second factor that its page offers to whom has none; sealed at rest. */
  totpSecret: string;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

/** Passwords, second factors and links of staff. */
export interface StaffCredentialRepository {
  find(staffId: string): Promise<StaffCredentials | null>;
  findAll(staffIds: readonly string[]): Promise<StaffCredentials[]>;
  /** The row, made when there is none, and kept from others until the unit ends: guesses sent side by side wait here. */
  open(staffId: string): Promise<StaffCredentials>;
  /** Stores what `open` gave in the same unit, no later than the commit. */
  save(credentials: StaffCredentials): Promise<void>;
  /** Removes what belongs to nobody on the list any more; returns of how many. */
  removeStrangers(): Promise<number>;
  findLink(tokenHash: string): Promise<StaffLink | null>;
  /** Whether a link of theirs still works at `now`. */
  hasLink(staffId: string, now: number): Promise<boolean>;
  insertLink(link: StaffLink): Promise<void>;
  /** Of two presses one wins: true once. */
  useLink(tokenHash: string, at: number): Promise<boolean>;
  /** Ends the links of a member that were not used. */
  endLinks(staffId: string, at: number): Promise<void>;
}
