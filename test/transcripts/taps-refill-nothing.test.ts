import { playFiles } from './play-files';

describe('transcripts, when a tap refills nothing', () => {
  playFiles({ tapsRefill: false });
});
