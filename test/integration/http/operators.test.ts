import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createApp } from '../../../server/app';
import { loadConfig } from '../../../server/config';
import { freePort } from '../../../scripts/demo/free-port';
import { freshStorage } from '../../support/engines';
import { completeSettings } from '../../support/settings';
import { untilHealthy } from '../../support/until';

const fresh = freshStorage('embedded');
const TOKEN = 'operators-only-7f3a91c2';

async function start(now: () => number = Date.now) {
  const port = await freePort();
  const { DATA_DIR } = await fresh();
  const loaded = loadConfig(
    completeSettings({ DATA_DIR, PORT: String(port), LOG_LEVEL: 'silent', METRICS_TOKEN: TOKEN }),
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const app = await createApp(loaded.config, { clock: { now: Date.now }, systemClock: { now } });
  await app.start({ host: '127.0.0.1' });
  return { app, url: `http://127.0.0.1:${port}` };
}

describe('The pages for operators', () => {
  it('say healthy and ready, and count only for the token', async () => {
    const { app, url } = await start();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ok: true, problems: [] });
    expect((await fetch(`${url}/metrics`)).status).toBe(403);
    const metrics = await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } });
    expect(await metrics.text()).toMatch(/ncre_outbox_rows\{state="waiting"\} \d+/);
    await app.stop();
  });

  it('turn red when the clock of the database is another', async () => {
    const { app, url } = await start(() => Date.now() - 60_000);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { ok: false, problems: ['clock'] }]);
    await app.stop();
  });

  it('finish what is under way and hang up on idle connections at the end', async () => {
    const { app, url } = await start();
    await fetch(`${url}/healthz`);
    const before = Date.now();
    await app.stop();
    expect(Date.now() - before).toBeLessThan(5_000);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
});

describe('main', () => {
  const root = path.join(__dirname, '../../..');
  const run = (environment: Record<string, string | undefined>) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
      cwd: root,
      env: { PATH: process.env['PATH'], ...environment } as NodeJS.ProcessEnv,
      encoding: 'utf8',
      timeout: 50_000,
    });

  it('lists every missing and weak setting once and does not start', () => {
    const { status, stderr } = run(completeSettings({ TOKEN_SECRET: 'short', SMTP_URL: undefined }));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Not started/);
    expect(stderr).toContain('- TOKEN_SECRET');
    expect(stderr).toContain('- SMTP_URL');
  });

  it('serves, and ends with code 0 at SIGTERM within ten seconds', async () => {
    const port = await freePort();
    const { DATA_DIR } = await fresh();
    const settings = completeSettings({ DATA_DIR, PORT: String(port), LOG_LEVEL: 'error' });
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
      cwd: root,
      env: { PATH: process.env['PATH'], ...settings } as NodeJS.ProcessEnv,
      stdio: 'inherit',
    });
    await untilHealthy(`http://127.0.0.1:${port}/healthz`);
    const before = Date.now();
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect(Date.now() - before).toBeLessThan(10_000);
  });
});
