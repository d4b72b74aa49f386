import { playFiles } from './play-files';

// All of them: npm run soak -- taps-refill-nothing.
describe('transcripts, when a tap refills nothing', () => {
  playFiles({ tapsRefill: false, each: 3 });
});
