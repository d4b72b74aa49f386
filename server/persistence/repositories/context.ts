import type { FieldCipher, KeyedHash } from '../../use-cases/ports/secrets';
import type { Sql } from '../sql';
import type { SeasonCache } from './seasons';
import type { SeatBoard } from './seats';

/** What a repository works with: one connection, and cryptography for what is personal. */
export interface RepositoryContext {
  sql: Sql;
  cipher: FieldCipher;
  keyedHash: KeyedHash;
  seasons: SeasonCache;
  seats: SeatBoard;
}

/** Seals a value that may be absent; `context` is `table.column:row id`. */
export function sealed(cipher: FieldCipher, value: string, context: string): string;
export function sealed(cipher: FieldCipher, value: string | null, context: string): string | null;
export function sealed(cipher: FieldCipher, value: string | null, context: string): string | null {
  return value === null ? null : cipher.seal(value, context);
}

export function opened(cipher: FieldCipher, value: string, context: string): string;
export function opened(cipher: FieldCipher, value: string | null, context: string): string | null;
export function opened(cipher: FieldCipher, value: string | null, context: string): string | null {
  return value === null ? null : cipher.open(value, context);
}
