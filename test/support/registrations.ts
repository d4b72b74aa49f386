import type { Registration } from '../../shared/domain/registration';

/** A registration that nothing has happened to yet, begun at `at`, changed as asked. */
export function registrationAt(
  at: number,
  changes: Partial<Registration> & Pick<Registration, 'id' | 'accountId' | 'seasonId'>,
): Registration {
  return {
    state: 'draft',
    version: 1,
    revision: 1,
    answers: {},
    changeSet: null,
    photoId: null,
    seat: null,
    subjects: [],
    decision: null,
    informationSubmittedAt: null,
    submittedForReviewAt: null,
    openOrderId: null,
    deleteRequestedAt: null,
    deleteReason: null,
    createdAt: at,
    updatedAt: at,
    ...changes,
  };
}
