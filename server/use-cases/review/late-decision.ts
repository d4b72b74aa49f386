import type { Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { judge } from '../../../shared/domain/transition';
import { registrationDeadlines, registrationFacts } from '../registrations/registration-facts';

/** What the review end leaves of a waiting registration (domain.md 2, time axis). */
export interface LateDecision {
  /**
   * `blocked`: not to be decided, it expires at the payment due. `over`: the payment due has passed. `resubmitted` and
   * `grace`: still to be decided until the payment due.
   */
  kind: 'blocked' | 'over' | 'resubmitted' | 'grace';
  reviewEndsAt: number;
  paymentDueAt: number;
}

/** Null before the review end, and of what does not wait. */
export function lateDecision(registration: Registration, season: Season, now: number): LateDecision | null {
  const { reviewEndsAt, paymentDueAt } = registrationDeadlines(registration, season, now);
  if (registration.state !== 'pending' || now < Math.min(reviewEndsAt, paymentDueAt)) return null;
  const facts = registrationFacts(registration, season, now);
  const allowed = judge('approve', facts, { role: 'reviewer', revisionShown: registration.revision }).ok;
  if (now >= paymentDueAt) return { kind: 'over', reviewEndsAt, paymentDueAt };
  if (!allowed) return { kind: 'blocked', reviewEndsAt, paymentDueAt };
  return { kind: facts.submittedInTime ? 'resubmitted' : 'grace', reviewEndsAt, paymentDueAt };
}

/** Whether there is still something to decide. */
export function isDecidable({ kind }: LateDecision): boolean {
  return kind === 'resubmitted' || kind === 'grace';
}
