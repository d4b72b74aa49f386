import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sampleAsFiled } from '../simulation/sample';
import { tablesOf } from '../simulation/tables';

// Every table of the page; the usual run plays only the season that the decision rests on.

describe('docs/review-order.md', () => {
  it('quotes all that `npm run simulate` prints', () => {
    const page = readFileSync(path.join(__dirname, '../../docs/review-order.md'), 'utf8');
    expect(page).toContain(tablesOf(sampleAsFiled()));
  });
});
