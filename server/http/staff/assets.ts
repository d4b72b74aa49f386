import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type Router from '@koa/router';
import type { State } from '../http-context';

/**
 * WeUI's style sheet and WeCom's library from their packages, and what is ours beside them. Read once; the same for everybody.
 */
export function assetRoutes(router: Router<State>): void {
  const files = {
    'weui.css': require.resolve('weui/dist/style/weui.min.css'),
    'staff.css': path.join(__dirname, 'staff.css'),
    'wall.css': path.join(__dirname, 'wall.css'),
    'support.css': path.join(__dirname, 'support.css'),
    'sidebar.css': path.join(__dirname, 'sidebar.css'),
    'conversation.js': path.join(__dirname, 'conversation-client.js'),
    'sidebar.js': path.join(__dirname, 'sidebar-client.js'),
    'wecom-jssdk.js': require.resolve('@wecom/jssdk/dist/wecom.global.prod.js'),
  };
  for (const [name, file] of Object.entries(files)) {
    const content = readFileSync(file);
    const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    router.get(`/staff/assets/${name}`, (ctx) => {
      // Kept, but asked about each time: after an update no page stands with the style or the script of before.
      ctx.set('Cache-Control', 'no-cache');
      ctx.set('ETag', etag);
      ctx.status = 200;
      if (ctx.fresh) {
        ctx.status = 304;
        return;
      }
      ctx.type = `${name.endsWith('.js') ? 'text/javascript' : 'text/css'}; charset=utf-8`;
      ctx.body = content;
    });
  }
}
