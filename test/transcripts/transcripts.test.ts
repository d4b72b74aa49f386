import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { play } from './player';
import { parseScript, writeScript } from './script';

const FOLDER = path.join(__dirname, 'files');
/** RECORD=1 writes what is seen now into the files, to be read before it is committed. */
const RECORD = process.env.RECORD === '1';
const ONLY = process.env.ONLY;

const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.txt') && (!ONLY || name.includes(ONLY)))
  .sort();

describe('transcripts', () => {
  it.each(FILES)('%s goes word for word as it is written', async (name) => {
    const file = path.join(FOLDER, name);
    const text = readFileSync(file, 'utf8');
    const seen = await play(parseScript(text));
    const now = writeScript(text, seen);
    if (RECORD) writeFileSync(file, now);
    else expect(now).toBe(text);
  });
});
