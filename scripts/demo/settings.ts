import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beginningOf } from './season';

/** What a kept demo needs to go on: its own keys, when its season was made, and how far its clock was ahead. */
export interface Kept {
  secrets: Record<'FIELD_KEYS' | 'INDEX_KEY' | 'TOKEN_SECRET' | 'METRICS_TOKEN', string>;
  beganAt: number;
  clockOffset: number;
}

export interface DataFolder {
  folder: string;
  kept: Kept;
  /** True when the folder held data already. */
  found: boolean;
  save(clockOffset: number): void;
  /** Takes a folder away that is not to be kept. */
  dispose(): void;
}

const KEPT_FOLDER = path.join(__dirname, '../../.data/demo');
const KEPT_FILE = 'demo.json';

/** A fresh folder, or the one of the last time when the data is kept. */
export function openDataFolder(keep: boolean, keptFolder = KEPT_FOLDER): DataFolder {
  const folder = keep ? keptFolder : mkdtempSync(path.join(tmpdir(), 'ncre-demo-'));
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, KEPT_FILE);
  const found = existsSync(file);
  const kept = found ? readKept(file) : freshKept();
  const save = (clockOffset: number): void =>
    writeFileSync(file, JSON.stringify({ ...kept, clockOffset }), { mode: 0o600 });
  save(kept.clockOffset);
  return {
    folder,
    kept,
    found,
    save,
    dispose() {
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One that was kept by an earlier release made its season for its own present, at each start. */
function readKept(file: string): Kept {
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Omit<Kept, 'beganAt'> & Partial<Kept>;
  return { beganAt: Date.now() + kept.clockOffset, ...kept };
}

function freshKept(): Kept {
  const now = Date.now();
  const beganAt = beginningOf(now);
  const key = (): string => randomBytes(32).toString('base64');
  return {
    secrets: {
      FIELD_KEYS: `v1:${key()}`,
      INDEX_KEY: key(),
      TOKEN_SECRET: key(),
      METRICS_TOKEN: randomBytes(24).toString('hex'),
    },
    beganAt,
    clockOffset: beganAt - now,
  };
}
