import type { FaultHow } from '../faults';
import type { Answer, Call, Route } from './http-host';
import { jsonBody, refuse, Refusal, type Json } from './json';

/** How the two hosts with `errcode` answers (WeCom and WeChat) show a fault. */
export function errcodeFault(how: FaultHow): Answer | undefined {
  if (how === 'busy') return refuse(-1, 'system busy');
  if (how === 'http-500') return htmlError(500, 'Internal Server Error');
  if (typeof how !== 'object') return undefined;
  if ('errcode' in how) return refuse(how.errcode, how.errmsg ?? 'told to fail');
  if ('status' in how) return htmlError(how.status, how.message ?? how.code);
  return undefined;
}

export function htmlError(status: number, message: string): Answer {
  return { status, headers: { 'Content-Type': 'text/html' }, body: `<html><h1>${message}</h1></html>` };
}

/** A GET route whose handler may throw a `Refusal`. */
export function getRoute(path: string, handle: (call: Call) => Answer): Route {
  return { method: 'GET', path, handle: (call) => answered(() => handle(call)) };
}

/** A POST route with a JSON body; 47001 when the body is no JSON object. */
export function postRoute(path: string, handle: (body: Json, call: Call) => Answer): Route {
  return {
    method: 'POST',
    path,
    handle: (call) =>
      answered(() => {
        const body = jsonBody(call);
        if (!body) throw new Refusal(47001, 'data format error');
        return handle(body, call);
      }),
  };
}

export function answered(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.errcode, error.message);
    throw error;
  }
}
