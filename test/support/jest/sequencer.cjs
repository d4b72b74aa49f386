'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take a minute: begun last they would keep one worker busy while the others have nothing left. */
const LONG = [
  'crowd/mishaps.test.ts',
  'e2e/candidate-registers-in-the-mini-program.test.ts',
  'transcripts/transcripts.test.ts',
  'e2e/candidate-registers-and-pays.test.ts',
  'e2e/every-page-is-readable.test.ts',
  'e2e/public-pages.test.ts',
];

const rankOf = ({ path }) => {
  const at = LONG.findIndex((name) => path.endsWith(name));
  return at < 0 ? LONG.length : at;
};

class LongFirstSequencer extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    return [...sorted].sort((left, right) => rankOf(left) - rankOf(right));
  }
}

module.exports = LongFirstSequencer;
