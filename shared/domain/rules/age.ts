import type { PlainDate } from '../time';

/** Below this age a guardian has to consent (PR2). */
export const GUARDIAN_AGE = 14;
/** Below this age the notice is given in plain language (PR2). */
export const ADULT_AGE = 18;

/** Full years on a day: one more from the birthday on; a child of 29 February has it on 1 March in common years. */
export function ageOn(birthDate: PlainDate, today: PlainDate): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

/** Under 14 on that day: a guardian has to consent (PR2). */
export function needsGuardian(birthDate: PlainDate, today: PlainDate): boolean {
  return ageOn(birthDate, today) < GUARDIAN_AGE;
}

/** 14 to 17: no guardian, but the plain-language notice. */
export function needsPlainNotice(birthDate: PlainDate, today: PlainDate): boolean {
  return !needsGuardian(birthDate, today) && ageOn(birthDate, today) < ADULT_AGE;
}
