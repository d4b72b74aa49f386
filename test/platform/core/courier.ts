import * as http from 'node:http';
import * as https from 'node:https';

export interface Delivery {
  /** 0 when no answer came. */
  status: number;
  body: string;
  error?: string;
}

/** Carries callbacks to the server under test and knows which are still under way. */
export interface Courier {
  post(input: { url: string; headers: Record<string, string>; body: string }): Promise<Delivery>;
  get(url: string): Promise<Delivery>;
  /** Counts a piece of work as under way until it ends. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way; `true` if something was. */
  idle(): Promise<boolean>;
}

/** All three platforms give a callback five seconds. */
const ANSWER_WITHIN_MS = 5_000;

export function createCourier(): Courier {
  const underWay = new Set<Promise<unknown>>();

  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    const done = (): void => void underWay.delete(work);
    work.then(done, done);
    return work;
  }
  return {
    post: ({ url, headers, body }) => track(send({ url, method: 'POST', headers, body })),
    get: (url) => track(send({ url, method: 'GET', headers: {}, body: '' })),
    track,
    async idle() {
      if (underWay.size === 0) return false;
      while (underWay.size > 0) await Promise.allSettled(underWay);
      return true;
    },
  };
}

function send(input: {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}): Promise<Delivery> {
  const client = input.url.startsWith('https:') ? https : http;
  const payload = Buffer.from(input.body);
  const headers = { ...input.headers, ...(payload.length > 0 && { 'Content-Length': payload.length }) };
  return new Promise((resolve) => {
    const failed = (error: Error): void => resolve({ status: 0, body: '', error: error.message });
    const request = client.request(input.url, { method: input.method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', failed);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
      );
    });
    const timer = setTimeout(() => request.destroy(new Error('no answer in 5 s')), ANSWER_WITHIN_MS);
    request.on('error', failed);
    request.on('close', () => clearTimeout(timer));
    request.end(payload);
  });
}
