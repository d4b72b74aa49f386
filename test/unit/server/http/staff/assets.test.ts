import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import type { State } from '../../../../../server/http/http-context';
import { assetRoutes } from '../../../../../server/http/staff/assets';

describe('assetRoutes', () => {
  it('lets browsers keep a style sheet, and tells them each time whether it is still the one', async () => {
    const router = new Router<State>();
    assetRoutes(router);
    const server = new Koa().use(router.routes() as unknown as Koa.Middleware).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = async (headers: Record<string, string> = {}): Promise<IncomingMessage> => {
      const asked = get({ port, path: '/staff/assets/staff.css', headers, agent: false });
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
      return answer;
    };
    const first = await ask();
    const { etag = '' } = first.headers;
    expect([first.statusCode, first.headers['cache-control'], etag !== '']).toEqual([200, 'no-cache', true]);
    expect((await ask({ 'If-None-Match': etag })).statusCode).toBe(304);
    expect((await ask({ 'If-None-Match': '"of-the-last-release"' })).statusCode).toBe(200);
    await new Promise((done) => server.close(done));
  });
});
