import type { Clock } from '../../shared/domain/time';
import type { KeyedHash, Secrets } from './ports/secrets';
import type { UnitOfWork } from './ports/storage';

/** What every use-case needs besides its input. */
export interface Context {
  clock: Clock;
  unitOfWork: UnitOfWork;
  secrets: Secrets;
  hash: KeyedHash;
  /** A new time-sortable id for a row. */
  newId(): string;
}
