import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkSeason } from '../../server/use-cases/seasons/check-season';
import type { Season } from '../../shared/domain/season';

const FILE = path.join(__dirname, '../../seasons/fujian-sample.json');

/** The sample season with the dates of its file. */
export function sampleAsFiled(): Season {
  const checked = checkSeason(readFileSync(FILE, 'utf8'));
  if (!checked.ok)
    throw new Error(`the sample season is refused: ${JSON.stringify(checked.problems.slice(0, 5))}`);
  return checked.season;
}
