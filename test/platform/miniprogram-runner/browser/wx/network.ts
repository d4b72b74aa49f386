import { phone } from '../phone';
import { blobOf, keepBlob } from './files';
import { method, WxFailure } from './method';
import { textOf } from '../text-of';

/** Real address of an https address of the mini program: its server runs beside this phone. */
function realUrl(url: string): string {
  const { pathname, search } = new URL(url);
  return phone().serverOrigin + pathname + search;
}

async function send(url: string, init: RequestInit, timeoutMs: number): Promise<Response> {
  if (phone().conditions.network === 'none') throw new WxFailure('network disconnected', { errno: 5 });
  try {
    return await fetch(realUrl(url), { ...init, signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    throw new WxFailure(timedOut ? 'timeout' : 'network error', { errno: timedOut ? 5 : 600_001 });
  }
}

const timeoutOf = (options: Record<string, unknown>): number => Number(options['timeout'] ?? 60_000);
const headersOf = (options: Record<string, unknown>): Record<string, string> =>
  (options['header'] as Record<string, string> | undefined) ?? {};

export const networkMethods = {
  request: method('request', async (options) => {
    const verb = textOf(options['method']) || 'GET';
    const hasBody = verb !== 'GET' && options['data'] !== undefined;
    const response = await send(
      String(options['url']),
      {
        method: verb,
        headers: headers(hasBody, headersOf(options)),
        ...(hasBody && { body: JSON.stringify(options['data']) }),
      },
      timeoutOf(options),
    );
    const text = await response.text();
    return { statusCode: response.status, data: parsed(text), header: Object.fromEntries(response.headers) };
  }),
  uploadFile: method('uploadFile', async (options) => {
    const form = new FormData();
    const file = blobOf(String(options['filePath']));
    form.append(String(options['name']), file, 'photo.jpg');
    const init = { method: 'POST', headers: headersOf(options), body: form };
    const response = await send(String(options['url']), init, timeoutOf(options));
    return { statusCode: response.status, data: await response.text() };
  }),
  downloadFile: method('downloadFile', async (options) => {
    const response = await send(String(options['url']), { headers: headersOf(options) }, timeoutOf(options));
    return { statusCode: response.status, tempFilePath: keepBlob(await response.blob()) };
  }),
  getNetworkType: method('getNetworkType', () => ({ networkType: phone().conditions.network })),
};

/** JSON unless the caller says otherwise; names of headers are the same in any case. */
function headers(hasBody: boolean, given: Record<string, string>): Record<string, string> {
  const named = Object.keys(given).some((name) => name.toLowerCase() === 'content-type');
  return { ...(hasBody && !named && { 'Content-Type': 'application/json' }), ...given };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
