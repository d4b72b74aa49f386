import { Worker } from 'node:worker_threads';

export interface RawPicture {
  data: Buffer;
  width: number;
  height: number;
  channels: 3 | 4;
}

export type HeicResult = { ok: true; picture: RawPicture } | { ok: false; reason: 'broken' | 'timeout' };

export interface HeicLimits {
  maxPixels: number;
  timeoutMs: number;
}

/**
 * The program of the decoding thread. It is a text and not a file so that the same code runs from the sources, in
 * tests and compiled. The stated size is checked before pixels are decoded.
 */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { all } = require(workerData.decoder);
(async () => {
  const [first] = await all({ buffer: workerData.bytes });
  if (!first || first.width * first.height > workerData.maxPixels) throw new RangeError('too many pixels');
  const { width, height, data } = await first.decode();
  parentPort.postMessage({ width, height, data }, [data.buffer]);
})();
`;

/**
 * Decodes a HEIC picture with libheif (WebAssembly) in a thread of its own, which ends with its memory after one
 * picture, and at the latest after the time limit. libheif turns the picture upright itself.
 */
export async function decodeHeic(bytes: Uint8Array, limits: HeicLimits): Promise<HeicResult> {
  const worker = new Worker(program, {
    eval: true,
    workerData: {
      decoder: require.resolve('heic-decode'),
      bytes: new Uint8Array(bytes),
      maxPixels: limits.maxPixels,
    },
    // The thread sees no settings, and what libheif prints about a hostile file stays out of the logs.
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
  });
  const result = await new Promise<HeicResult>((resolve) => {
    const timer = setTimeout(() => resolve({ ok: false, reason: 'timeout' }), limits.timeoutMs);
    worker.once('message', (picture: unknown) => resolve(toResult(picture)));
    // Whatever goes wrong in the thread, from a parse error to exhausted memory, is the picture's fault.
    worker.once('error', () => resolve({ ok: false, reason: 'broken' }));
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve({ ok: false, reason: 'broken' });
    });
  });
  await worker.terminate();
  return result;
}

function toResult(message: unknown): HeicResult {
  if (typeof message !== 'object' || message === null) return { ok: false, reason: 'broken' };
  const { width, height, data } = message as { width: number; height: number; data: Uint8ClampedArray };
  if (data.length !== width * height * 4) return { ok: false, reason: 'broken' };
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return { ok: true, picture: { data: pixels, width, height, channels: 4 } };
}
