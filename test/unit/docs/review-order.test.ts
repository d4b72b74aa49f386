import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sampleAsFiled } from '../../simulation/sample';
import { bySeed, CANDIDATES, SEEDS, seasonsBySeed, sum, tablesOf } from '../../simulation/tables';
import { ROOT } from './rule-numbers';

const PAGE = path.join(ROOT, 'docs/review-order.md');
/** The tables are written by the simulation, not by the formatter. */
const BEGIN = '<!-- prettier-ignore-start -->';
const END = '<!-- prettier-ignore-end -->';

const season = sampleAsFiled();
const seasons = seasonsBySeed(season);

// UPDATE_DOCS=1 writes the tables as they are now.
if (process.env['UPDATE_DOCS'] === '1') {
  const page = readFileSync(PAGE, 'utf8');
  const [before = '', after = ''] = [page.split(BEGIN)[0], page.split(END)[1]];
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${tablesOf(season)}\n\n${END}${after}`);
}

describe('docs/review-order.md', () => {
  it('quotes the season that `npm run simulate` plays', () => {
    expect(readFileSync(PAGE, 'utf8')).toContain(bySeed(seasons));
  });
});

describe('The order by slack', () => {
  it('loses fewer candidates than the order of arrival in every seeded season', () => {
    for (const { firstCome, slack } of seasons) expect(slack.lost).toBeLessThan(firstCome.lost);
    const { firstCome, slack } = sum(seasons);
    expect(slack.candidates).toBe(SEEDS.length * CANDIDATES);
    expect(slack.lost).toBeLessThan(0.9 * firstCome.lost);
  });
});
