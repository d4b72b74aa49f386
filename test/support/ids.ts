import { checkCharacterOf } from '../../shared/domain/rules/document-number';

/** Synthetic numbers only: county 9999 is unassigned, so nobody has them. */
const COUNTY = '9999';

export interface ResidentIdParts {
  /** Two digits of a mainland province. */
  province?: string;
  /** Plain date YYYY-MM-DD. */
  birthDate?: string;
  /** 0 to 999; odd for men. */
  sequence?: number;
}

/** A resident ID number with a right check character. */
export function residentIdOf({
  province = '35',
  birthDate = '2005-03-15',
  sequence = 1,
}: ResidentIdParts): string {
  const first17 = province + COUNTY + birthDate.replaceAll('-', '') + String(sequence).padStart(3, '0');
  return first17 + checkCharacterOf(first17);
}

/** The nth of 365,000 different resident ID numbers of adults born in 2000. */
export function nthResidentId(index: number): string {
  const day = new Date(Date.UTC(2000, 0, 1 + (Math.floor(index / 1000) % 365))).toISOString().slice(0, 10);
  return residentIdOf({ birthDate: day, sequence: index % 1000 });
}
