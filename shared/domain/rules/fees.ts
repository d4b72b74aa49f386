import { sumFen, type Fen } from '../money';
import { subjectOf, type Season } from '../season';
import { accept, refuse, type Checked } from './check';

/** Why fees cannot be told. */
export const FEE_CODES = ['field.required', 'subjects.unknown', 'subjects.repeated'] as const;
export type FeeCode = (typeof FEE_CODES)[number];

/** Fee of one subject. */
export interface FeeLine {
  code: string;
  feeFen: Fen;
}

/** What chosen subjects cost. */
export interface Fees {
  lines: FeeLine[];
  totalFen: Fen;
}

/** Fees of the chosen subjects by the season, in fen; a site adds nothing and a client's amount is never read. */
export function feesOf(season: Season, codes: readonly string[]): Checked<Fees, FeeCode> {
  if (codes.length === 0) return refuse('field.required');
  const lines: FeeLine[] = [];
  for (const code of codes) {
    const subject = subjectOf(season, code);
    if (!subject) return refuse('subjects.unknown');
    lines.push({ code, feeFen: subject.feeFen });
  }
  const repeated = codes.find((code, index) => codes.indexOf(code) !== index);
  if (repeated !== undefined) return refuse('subjects.repeated', { subject: repeated });
  return accept({ lines, totalFen: sumFen(lines.map((line) => line.feeFen)) });
}

/** Fee of one subject of the season in fen; asking for a subject that was never checked is a bug. */
export function feeOf(season: Season, code: string): Fen {
  const subject = subjectOf(season, code);
  if (!subject) throw new RangeError('the season has no such subject');
  return subject.feeFen;
}
