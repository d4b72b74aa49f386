import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebView, frameable, rebased } from '../../../../scripts/demo/web-view';

const PUBLIC = 'http://127.0.0.1:4000';

describe('rebased', () => {
  it('leads places of the product to the person’s own pages', () => {
    const html = `<a href="/staff/reviews/1">a</a><form action='/pages/x'><img src="/p.png"><a href="${PUBLIC}/pages/help">b</a>`;
    expect(rebased(html, '/as/phone-1', PUBLIC)).toBe(
      `<a href="/as/phone-1/staff/reviews/1">a</a><form action='/as/phone-1/pages/x'><img src="/as/phone-1/p.png"><a href="/as/phone-1/pages/help">b</a>`,
    );
  });

  it('leaves foreign addresses and relative places alone', () => {
    const html = `<a href="https://www.eeafj.cn/">a</a><a href="next">b</a><a href="//cdn.example/x">c</a><p>${PUBLIC}0/x</p>`;
    expect(rebased(html, '/as/p', PUBLIC)).toBe(html);
  });

  it('finds places in styles', () => {
    expect(rebased('a{background:url(/x.png)}', '/as/p', PUBLIC)).toBe('a{background:url(/as/p/x.png)}');
  });
});

describe('frameable', () => {
  it('keeps a policy but for who may frame it', () => {
    expect(
      frameable("default-src 'none'; frame-ancestors 'none'; upgrade-insecure-requests; img-src 'self'"),
    ).toBe("default-src 'none'; img-src 'self'");
  });
});

describe('createWebView', () => {
  let server: Server;
  let seen: { url?: string; cookie?: string; origin?: string; body?: string }[];
  let origin: string;

  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      const { url, headers } = request;
      const one: (typeof seen)[number] = { url, cookie: headers.cookie, origin: headers.origin };
      request.on('data', (part: Buffer) => (one.body = part.toString('utf8')));
      seen.push(one);
      if (request.url === '/sign-in') {
        response.writeHead(302, { Location: '/home', 'Set-Cookie': 'who=wang; Path=/; HttpOnly' }).end();
      } else {
        response.writeHead(200, { 'Content-Type': 'text/html', 'X-Frame-Options': 'DENY' });
        response.end('<a href="/next">next</a>');
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const view = () => createWebView({ prefix: '/as/wang', publicUrl: () => origin });
  const ask = (path: string, method = 'GET') => ({ method, path, headers: {}, body: Buffer.alloc(0) });

  it('keeps cookies itself and hands none to the visitor', async () => {
    const web = view();
    const answer = await web.ask(ask('/sign-in'));
    expect(answer.headers).toMatchObject({ location: '/as/wang/home' });
    expect(answer.headers['set-cookie']).toBeUndefined();
    await web.ask(ask('/home'));
    expect(seen[1]).toMatchObject({ url: '/home', cookie: 'who=wang' });
  });

  it('sends forms as the product’s own pages do', async () => {
    await view().ask(ask('/home', 'POST'));
    expect(seen[0]?.origin).toBe(origin);
  });

  it('means the product’s page where a form names the same page inside', async () => {
    const inside = new URLSearchParams({ url: 'http://demo.test:1/as/wang/staff?a=1' });
    const headers = { host: 'demo.test:1', 'content-type': 'application/x-www-form-urlencoded' };
    await view().ask({ ...ask('/home', 'POST'), headers, body: Buffer.from(inside.toString()) });
    expect(new URLSearchParams(seen[0]?.body).get('url')).toBe(`${origin}/staff?a=1`);
  });

  it('shows pages that may be framed, with their places inside', async () => {
    const answer = await view().ask(ask('/home'));
    expect(answer.headers['x-frame-options']).toBeUndefined();
    expect(answer.body.toString()).toBe('<a href="/as/wang/next">next</a>');
  });

  it('asks nobody but the product', async () => {
    const answer = await view().ask(ask('//elsewhere.example/x'));
    expect(answer.status).toBe(404);
    expect(seen).toEqual([]);
  });
});
