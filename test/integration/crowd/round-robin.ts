import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A callback that one of the servers took: it answered with 2xx. */
export interface Acknowledged {
  path: string;
  query: URLSearchParams;
  body: Buffer;
}

/** What stands in front of the web processes: each request goes to the next one, or to another when that one is down. */
export interface RoundRobin {
  url: string;
  /** Sends requests to these from now on. */
  leadsTo(urls: readonly string[]): void;
  /** Every callback answered with 2xx. */
  acknowledged: Acknowledged[];
  /** Requests by status; 502 are ours, for a server that broke off in the middle. */
  statuses: Map<number, number>;
  close(): Promise<void>;
}

export async function startRoundRobin(): Promise<RoundRobin> {
  let targets: readonly string[] = [];
  let turn = 0;
  const acknowledged: Acknowledged[] = [];
  const statuses = new Map<number, number>();

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    turn += 1;
    for (let tried = 0; tried < targets.length; tried += 1) {
      const target = targets[(turn + tried) % targets.length] ?? '';
      const answer = await forward(incoming, { target, body });
      // Refused connections were never begun: the next server may have the request. A broken one may have been heard.
      if (answer === 'refused') continue;
      const status = answer === 'broken' ? 502 : answer.status;
      const url = new URL(incoming.url ?? '/', target);
      if (url.pathname.startsWith('/callbacks/') && status >= 200 && status < 300) {
        acknowledged.push({ path: url.pathname, query: url.searchParams, body });
      }
      return finish(outgoing, answer === 'broken' ? { status, headers: [], body: Buffer.alloc(0) } : answer);
    }
    finish(outgoing, { status: 502, headers: [], body: Buffer.alloc(0) });
  }

  function finish(outgoing: ServerResponse, { status, headers, body }: Answer): void {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    outgoing.writeHead(status, headers);
    outgoing.end(body);
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadsTo: (urls) => (targets = urls),
    acknowledged,
    statuses,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  status: number;
  headers: string[];
  body: Buffer;
}

function forward(
  incoming: IncomingMessage,
  { target, body }: { target: string; body: Buffer },
): Promise<Answer | 'refused' | 'broken'> {
  return new Promise((resolve) => {
    const outgoing = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: forwardedHeaders(incoming), agent: false },
      (response) => {
        bodyOf(response).then(
          (bytes) =>
            resolve({ status: response.statusCode ?? 502, headers: response.rawHeaders, body: bytes }),
          () => resolve('broken'),
        );
      },
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'broken'),
    );
    outgoing.end(body);
  });
}

/** The raw list keeps repeated headers apart, as signature checks want them. */
function forwardedHeaders({ rawHeaders }: IncomingMessage): string[] {
  const pairs = Array.from({ length: rawHeaders.length / 2 }, (_, index) =>
    rawHeaders.slice(index * 2, index * 2 + 2),
  );
  return pairs.filter(([name = '']) => !/^(connection|transfer-encoding)$/i.test(name)).flat();
}

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}
