import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { compileServer } from '../../support/compiled-server';
import { freshStorage } from '../../support/engines';
import { freePort } from '../../../scripts/demo/free-port';
import { completeSettings } from '../../support/settings';
import { untilHealthy } from '../../support/until';

const fresh = freshStorage('embedded');

describe('the built server', () => {
  it('finds the files beside its sources and what it loads late', async () => {
    const built = await compileServer();
    const port = await freePort();
    const { DATA_DIR } = await fresh();
    const settings = completeSettings({ DATA_DIR, PORT: String(port), LOG_LEVEL: 'error' });
    const child = spawn(process.execPath, [built.main], {
      env: { PATH: process.env['PATH'], ...settings } as NodeJS.ProcessEnv,
      stdio: 'inherit',
    });
    try {
      const url = `http://127.0.0.1:${port}`;
      await untilHealthy(`${url}/healthz`);
      const [weui, own, api] = await Promise.all(
        ['/staff/assets/weui.css', '/staff/assets/staff.css', '/api/v1/openapi.json'].map((path) =>
          fetch(url + path).then(async (answer) => ({ status: answer.status, text: await answer.text() })),
        ),
      );
      expect([weui?.status, own?.status, api?.status]).toEqual([200, 200, 200]);
      expect(weui?.text).toContain('.weui-');
      expect(api?.text).toContain('"openapi":"3.1.0"');
    } finally {
      child.kill('SIGTERM');
      await once(child, 'exit');
      built.remove();
    }
  });
});
