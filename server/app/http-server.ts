import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Every wait of the HTTP server has an end; Node itself would let one request take five minutes. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
  connectionsCheckingInterval: 2_000,
} as const;

/** Requests under way get this long after the end was asked for; the process is gone within ten seconds. */
const FINISH_MS = 7_000;

export interface HttpServer {
  listen(port: number, host?: string): Promise<number>;
  /** Takes no more connections, finishes requests under way, hangs up on idle ones. */
  close(): Promise<void>;
}

export function createHttpServer(handler: RequestListener): HttpServer {
  let closing = false;
  const server: Server = createServer(LIMITS, (request, response) => {
    // A kept-alive connection is not used again once the end has begun.
    if (closing) response.setHeader('Connection', 'close');
    handler(request, response);
  });
  server.maxRequestsPerSocket = 10_000;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve((server.address() as AddressInfo).port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        closing = true;
        const cut = setTimeout(() => server.closeAllConnections(), FINISH_MS);
        const sweep = setInterval(() => server.closeIdleConnections(), 100);
        server.close(() => {
          clearTimeout(cut);
          clearInterval(sweep);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
