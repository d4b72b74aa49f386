import path from 'node:path';
import { buildMiniProgram } from './miniprogram/build';
import { sizeTable } from './miniprogram/sizes';

// npm run build:miniprogram: dist/miniprogram, the folder that WeChat DevTools opens. MINIPROGRAM_SERVER_URL is the
// address of the server (https, registered in the console), WECHAT_APP_ID the mini program's own id.

const DEFAULT_SERVER = 'https://ncre.example.org';

function main(): void {
  const target = path.join(__dirname, '../dist/miniprogram');
  const serverUrl = (process.env['MINIPROGRAM_SERVER_URL'] ?? DEFAULT_SERVER).replace(/\/+$/, '');
  const appId = process.env['WECHAT_APP_ID'];
  const { parts, problems } = buildMiniProgram({ target, serverUrl, ...(appId && { appId }) });
  console.log(sizeTable(parts));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}

main();
