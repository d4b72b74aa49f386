import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoSeason } from '../../../../scripts/demo/season';
import { openDataFolder } from '../../../../scripts/demo/settings';

describe('openDataFolder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ncre-kept-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps from one time to the next when its season was made', () => {
    const { found, kept } = openDataFolder(true, folder);
    expect(found).toBe(false);
    expect(openDataFolder(true, folder)).toMatchObject({ found: true, kept });
  });

  it('goes on with one that was kept before it said when its season was made', () => {
    writeFileSync(path.join(folder, 'demo.json'), JSON.stringify({ secrets: {}, clockOffset: 0 }));
    const { found, kept } = openDataFolder(true, folder);
    expect(found).toBe(true);
    expect(demoSeason(kept.beganAt).sites.length).toBeGreaterThan(0);
  });
});
