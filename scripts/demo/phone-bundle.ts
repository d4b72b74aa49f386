import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleMiniProgram, type Bundle } from '../../test/platform/miniprogram-runner/bundle';
import { buildMiniProgram } from '../miniprogram/build';

/** Calls go to the server beside the phone, whatever address is built in. */
const SERVER = 'https://ncre.example.org';

/** Builds the mini program as `npm run build:miniprogram` does and makes it run in a browser: two seconds. */
export async function buildPhoneBundle(): Promise<Bundle> {
  const target = mkdtempSync(path.join(tmpdir(), 'ncre-demo-mp-'));
  try {
    buildMiniProgram({ target, serverUrl: SERVER });
    return await bundleMiniProgram(target);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}
