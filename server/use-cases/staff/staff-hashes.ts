import type { DocumentType } from '../../../shared/domain/registration';
import type { KeyedHash } from '../ports/secrets';

/** Keyed hash of a normalised phone number, the same for staff and candidates: finds a reviewer's own registration. */
export function conflictMobileHash(hash: KeyedHash, mobile: string): string {
  return hash.hash('conflict.mobile', mobile);
}

/** Keyed hash of a normalised document, the same for staff and candidates. */
export function conflictDocumentHash(
  hash: KeyedHash,
  document: { type: DocumentType; number: string },
): string {
  return hash.hash('conflict.document', `${document.type}:${document.number}`);
}
