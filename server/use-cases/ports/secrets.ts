/**
 * What use-cases and storage ask of cryptography. Clear values exist only inside the process; databases, Redis,
 * files and outbox rows hold what these ports return (PR4, PR5).
 */

/** Authenticated encryption of personal values under versioned keys (AES-256-GCM). */
export interface FieldCipher {
  /**
   * Seals a text. `context` names the place it belongs to (`registrations.id_number:<row id>`): a value copied
   * to another place does not open there. The result is printable ASCII, `<key id>:<base64url>`.
   */
  seal(text: string, context: string): string;
  /** Opens what `seal` made with the same context. Throws `SealError` otherwise. */
  open(sealed: string, context: string): string;
  /** As `seal`, for files; the result is binary. */
  sealBytes(bytes: Uint8Array, context: string): Uint8Array;
  /** Opens what `sealBytes` made with the same context. Throws `SealError` otherwise. */
  openBytes(sealed: Uint8Array, context: string): Uint8Array;
}

/** Lookups and uniqueness over values that are stored sealed (PR4). */
export interface KeyedHash {
  /**
   * 64 hex digits, HMAC-SHA256 with a key of its own. Equal values of different kinds give unrelated hashes.
   * The caller passes the normalised value. `kind` is a lower-case word such as `id_number` or `phone`.
   */
  hash(kind: string, value: string): string;
}

/** Passwords of candidates and staff (scrypt). */
export interface PasswordHasher {
  /** A printable string that carries its own cost parameters and salt. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password belongs to the stored string. Pass null for an account that has none or does not
   * exist: the answer is false and takes as long as a real check (PR21).
   */
  verify(password: string, stored: string | null): Promise<boolean>;
}

/** Unpredictable values, and the one-way form in which they are stored. */
export interface Secrets {
  /** 256 random bits as 43 base64url characters: sessions, links. */
  token(): string;
  /** A code of `count` decimal digits, each equally likely. */
  digits(count: number): string;
  /** 72 random bits as 12 base64url characters: the mark of one asked question, OAuth state. */
  nonce(): string;
  /**
   * 64 hex digits to store in place of a token or code, keyed with TOKEN_SECRET. A short code is hashed
   * together with what it belongs to (`<challenge id>:<code>`), so that equal codes differ in storage.
   */
  tokenHash(token: string): string;
}

/** The second factor of staff: codes by time from an app on their phone (RFC 6238: SHA-1, 30 s, 6 digits). */
export interface OneTimeCodes {
  /** A secret of 160 random bits, 32 letters of base32. */
  newSecret(): string;
  /**
   * The number of the time step whose code was given, at most one step (30 s) away from `now`; null for a wrong one. Whoever
   * asks keeps the number: a code counts once.
   */
  stepOf(given: { secret: string; code: string; now: number }): number | null;
}

/** Why a sealed value did not open. */
export type SealErrorCode = 'SEAL_KEY_UNKNOWN' | 'SEAL_BROKEN';

/** A sealed value that cannot be opened: damaged, moved to another place, or sealed under a key not configured. */
export class SealError extends Error {
  override readonly name = 'SealError';
  constructor(readonly code: SealErrorCode) {
    super(
      code === 'SEAL_KEY_UNKNOWN'
        ? 'The value was sealed under a key that is not configured.'
        : 'The sealed value is damaged or belongs to another place.',
    );
  }
}
