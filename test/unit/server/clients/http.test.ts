import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressOf, exchange, parseJsonObject, statusError } from '../../../../server/clients/http';

const where = { platform: 'wecom', path: '/cgi-bin/x' } as const;
const SECRET = 'token-that-must-not-show';
let server: Server | null = null;

/** A real server, because only real sockets hang, trickle and break. */
async function listen(listener: RequestListener): Promise<URL> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return new URL(
    `http://127.0.0.1:${(started.address() as AddressInfo).port}/cgi-bin/x?access_token=${SECRET}`,
  );
}

function get(url: URL, limits: { timeoutMs?: number; maxBytes?: number } = {}) {
  return exchange({ ...where, method: 'GET', url, timeoutMs: 8_000, maxBytes: 1_000, ...limits });
}

afterEach(async () => {
  const started = server;
  server = null;
  started?.closeAllConnections();
  await new Promise<void>((resolve) => (started ? started.close(() => resolve()) : resolve()));
});

describe('exchange', () => {
  it('gives status, headers and bytes of any answer', async () => {
    const url = await listen((_request, response) => response.writeHead(418, { 'X-A': 'b' }).end('报名'));
    const answer = await get(url);
    expect(answer.status).toBe(418);
    expect(answer.headers.join('\n')).toContain('x-a\nb');
    expect(answer.body.toString()).toBe('报名');
  });

  it('uses one connection for calls in turn', async () => {
    const ports = new Set<number | undefined>();
    const url = await listen((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    await get(url);
    // The runtime gives a connection back in a later turn.
    await new Promise((resolve) => setImmediate(resolve));
    await get(url);
    expect(ports.size).toBe(1);
  });

  it('does not follow a redirect', async () => {
    let calls = 0;
    const url = await listen((_request, response) => {
      calls += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect((await get(url)).status).toBe(302);
    expect(calls).toBe(1);
    expect(statusError(302, where)).toMatchObject({ class: 'CONFIG', code: null, status: 302 });
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const url = await listen(() => undefined);
    await new Promise<void>((resolve) => server?.close(() => resolve()));
    server = null;
    await expect(get(url)).rejects.toMatchObject({ sent: 'no', reason: 'connect', class: 'RETRY' });
  });

  it('knows nothing when no answer comes in time', async () => {
    const url = await listen(() => undefined);
    await expect(get(url, { timeoutMs: 60 })).rejects.toMatchObject({
      name: 'TransportError',
      sent: 'maybe',
      reason: 'timeout',
      class: 'UNKNOWN',
    });
  });

  it('counts the time of the body too', async () => {
    const url = await listen((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    });
    await expect(get(url, { timeoutMs: 100, maxBytes: 1e6 })).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('stops reading an endless body', async () => {
    const url = await listen((_request, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(4096))) if (response.destroyed) return;
      };
      response.on('drain', more);
      more();
    });
    await expect(get(url)).rejects.toMatchObject({ sent: 'maybe', reason: 'too_large' });
  });

  it('knows nothing when the answer breaks off', async () => {
    const url = await listen((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"err', () => request.socket.destroy());
    });
    await expect(get(url)).rejects.toMatchObject({ sent: 'maybe', reason: 'broken_off' });
  });

  it('knows nothing when the connection ends without an answer', async () => {
    const url = await listen((request) => request.socket.destroy());
    await expect(get(url)).rejects.toMatchObject({ sent: 'maybe', reason: 'broken_off' });
  });

  it('keeps the address out of its errors', async () => {
    const url = await listen((request) => request.socket.destroy());
    const error: unknown = await get(url).catch((thrown: unknown) => thrown);
    const { message, stack, cause } = error as Error;
    expect([message, stack, String(cause), JSON.stringify(error)].join()).not.toContain(SECRET);
    expect(message).toBe('wecom /cgi-bin/x: broken_off');
  });
});

describe('parseJsonObject', () => {
  it.each(['', 'null', '[]', '"text"', '1', '{', '<html>', '{"a":1}x', '\uFEFFx'])('refuses %p', (text) => {
    const read = () => parseJsonObject(Buffer.from(text), where);
    expect(read).toThrow(expect.objectContaining({ reason: 'unreadable', sent: 'maybe' }));
  });

  it('refuses bytes that are not UTF-8', () => {
    const read = () => parseJsonObject(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), where);
    expect(read).toThrow('wecom /cgi-bin/x: unreadable');
  });

  it('quotes nothing of the answer', () => {
    expect.assertions(1);
    try {
      parseJsonObject(Buffer.from('{"name":"某某"'), where);
    } catch (error) {
      expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain('某某');
    }
  });
});

describe('addressOf', () => {
  it('joins base, path and query', () => {
    expect(addressOf('http://127.0.0.1:1/wecom/', '/cgi-bin/x', { code: 'a b&c' }).toString()).toBe(
      'http://127.0.0.1:1/wecom/cgi-bin/x?code=a+b%26c',
    );
  });
});
