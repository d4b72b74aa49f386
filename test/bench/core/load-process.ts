import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Ask, RowModule } from './contestant';

// Plays the clients, apart from the servers they ask. Bytes are written and read directly: an HTTP client would cost as
// much as the servers that are compared.

export interface LoadOrder {
  file: string;
  port: number;
  plan: unknown;
  clients: number;
  ms: number;
  /** Requests come at this rate, whether earlier ones are answered or not; without it each client asks when answered. */
  perSecond?: number | undefined;
}

export interface LoadResult {
  /** Answers of class 2xx. */
  ok: number;
  other: number;
  /** Status and body of the first answer that was not 2xx. */
  firstOther: string | null;
  elapsedMs: number;
  p50Ms: number;
  p99Ms: number;
}

interface Answer {
  status: number;
  body: string;
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (result) => process.send?.({ answer: result }),
    (error: unknown) => process.send?.({ failed: String(error instanceof Error ? error.stack : error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ answer: 'ready' });

async function run({ file, port, plan, clients, ms, perSecond }: LoadOrder): Promise<LoadResult> {
  const { ask } = (await import(file)) as RowModule;
  if (!ask) throw new Error(`${file} makes no requests`);
  const lanes = await Promise.all(Array.from({ length: clients }, () => openLane(port)));
  const started = performance.now();
  const end = started + ms;
  const times: number[] = [];
  const result = { ok: 0, other: 0, firstOther: null as string | null };
  const runs = lanes.map(async (lane, index) => {
    for (let count = 0; performance.now() < end; count += 1) {
      const wanted = ask(plan, index, count * clients + index);
      if (!wanted) return;
      const from = perSecond ? started + ((count * clients + index) * 1_000) / perSecond : performance.now();
      if (from >= end) return;
      if (perSecond) await until(from);
      const { status, body } = await lane.send(wanted);
      times.push(performance.now() - from);
      if (status >= 200 && status < 300) result.ok += 1;
      else {
        result.other += 1;
        result.firstOther ??= `${status} ${body.slice(0, 300)}`;
      }
    }
  });
  await Promise.all(runs);
  const elapsedMs = performance.now() - started;
  for (const lane of lanes) lane.close();
  times.sort((left, right) => left - right);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { ...result, elapsedMs, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** Counted from the instant of the request, not from when its client was free again. */
async function until(instant: number): Promise<void> {
  const wait = instant - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}

interface Lane {
  send(ask: Ask): Promise<Answer>;
  close(): void;
}

function openLane(port: number): Promise<Lane> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | null = null;
    let received: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const answer = readAnswer(received);
      if (!answer) return;
      received = Buffer.alloc(0);
      waiting?.resolve(answer);
    });
    socket.once('error', (error) => {
      waiting?.reject(error);
      reject(error);
    });
    socket.once('close', () => waiting?.reject(new Error('the server hung up')));
    socket.once('connect', () =>
      resolve({
        send: (ask) =>
          new Promise<Answer>((done, failed) => {
            waiting = { resolve: done, reject: failed };
            socket.write(requestText(ask));
          }),
        close: () => {
          waiting = null;
          socket.destroy();
        },
      }),
    );
  });
}

function requestText({ method = 'POST', path, headers = {}, body }: Ask): string {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = Buffer.byteLength(body);
  const type = headers['Content-Type'] ? '' : 'Content-Type: application/json\r\n';
  return `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${type}Content-Length: ${length}\r\n${more.join('')}\r\n${body}`;
}

/** One whole answer, or null while bytes are missing. Every server here sends a length. */
function readAnswer(bytes: Buffer): Answer | null {
  const split = bytes.indexOf('\r\n\r\n');
  if (split < 0) return null;
  const head = bytes.subarray(0, split).toString('latin1');
  const status = Number(head.slice(9, 12));
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? (status === 204 ? 0 : NaN));
  if (Number.isNaN(length)) throw new Error(`an answer without length: ${head}`);
  if (bytes.length < split + 4 + length) return null;
  return { status, body: bytes.subarray(split + 4, split + 4 + length).toString() };
}
