import { playFiles } from '../transcripts/play-files';

describe('every transcript, when a tap refills nothing', () => {
  playFiles({ tapsRefill: false });
});
