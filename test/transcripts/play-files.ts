import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onServers } from '../support/project-storage';
import { play } from './player';
import { parseScript, writeScript } from './script';

const FOLDER = path.join(__dirname, 'files');
/** RECORD=1 writes what is seen now into the files, to be read before it is committed. */
const RECORD = process.env.RECORD === '1';
const ONLY = process.env.ONLY?.split(',');

/** On the servers each tenth file shows that storage makes no difference. */
const EVERY = onServers() ? 10 : 1;

/** The longest conversation takes three seconds; a busy machine may take its time. */
const PLAY_MS = 300_000;

const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.txt') && (!ONLY || ONLY.some((part) => name.includes(part))))
  .sort()
  .filter((_name, index) => index % EVERY === 0);

/**
 * Plays every file. Whether a tapped choice refills the platform's five messages is unknown: what is seen has to be the
 * same either way, and no message may be refused. With `each`, only so many of the files are played.
 */
export function playFiles({ tapsRefill, each = 1 }: { tapsRefill: boolean; each?: number }): void {
  it.each(FILES.filter((_name, index) => index % each === 0))(
    '%s goes word for word as it is written',
    async (name) => {
      const file = path.join(FOLDER, name);
      const text = readFileSync(file, 'utf8');
      const { seen, overLimit } = await play(parseScript(text), { tapsRefill });
      const now = writeScript(text, seen);
      if (RECORD && tapsRefill) writeFileSync(file, now);
      if (!RECORD) expect(now).toBe(text);
      expect(overLimit).toBe(0);
    },
    PLAY_MS,
  );
}
