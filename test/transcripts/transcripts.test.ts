import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onServers } from '../support/project-storage';
import { play } from './player';
import { parseScript, writeScript } from './script';

const FOLDER = path.join(__dirname, 'files');
/** RECORD=1 writes what is seen now into the files, to be read before it is committed. */
const RECORD = process.env.RECORD === '1';
const ONLY = process.env.ONLY?.split(',');

/** On the servers each fifth file shows that storage makes no difference; SOAK=1 plays all. */
const SAMPLE = onServers() && process.env.SOAK !== '1' ? 5 : 1;

const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.txt') && (!ONLY || ONLY.some((part) => name.includes(part))))
  .sort()
  .filter((_name, index) => index % SAMPLE === 0);

/** Whether a tapped choice refills the platform's five messages is unknown: what is seen is the same either way. */
describe.each([
  ['a tap refills the messages', true],
  ['a tap refills nothing', false],
])('transcripts, when %s', (_name, tapsRefill) => {
  // One recording is enough: the other way has to show the same.
  const files = (RECORD || onServers()) && !tapsRefill ? [] : FILES;

  it.each(files.length > 0 ? files : ['(recorded)'])(
    '%s goes word for word as it is written',
    async (name) => {
      if (files.length === 0) return;
      const file = path.join(FOLDER, name);
      const text = readFileSync(file, 'utf8');
      const { seen, overLimit } = await play(parseScript(text), { tapsRefill });
      const now = writeScript(text, seen);
      if (RECORD) writeFileSync(file, now);
      else expect(now).toBe(text);
      expect(overLimit).toBe(0);
    },
  );
});
