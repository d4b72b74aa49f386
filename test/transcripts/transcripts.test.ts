import { playFiles } from './play-files';

describe('transcripts, when a tap refills the messages', () => {
  playFiles({ tapsRefill: true });
});
