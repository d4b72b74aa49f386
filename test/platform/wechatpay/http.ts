import { htmlError } from '../core/errcode-style';
import type { Answer, Call, Route } from '../core/http-host';
import { isJson, type Json } from '../core/json';
import type { FaultHow } from '../faults';
import { authorizationProblem, unsigned } from './signing';
import type { Pay } from './state';

/** A failure of WeChat Pay: an HTTP status and a code. */
export class PayRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function payError(status: number, code: string, message: string): Answer {
  return { status, body: JSON.stringify({ code, message }) };
}

export function payJson(fields: Json): Answer {
  return { status: 200, body: JSON.stringify(fields) };
}

/** A route that wants a good signature before anything else. */
export function payRoute(
  pay: Pay,
  method: 'GET' | 'POST',
  path: string,
  handle: (input: { call: Call; params: Record<string, string>; body: Json }) => Answer,
): Route {
  return {
    method,
    path,
    handle(call, params) {
      const problem = authorizationProblem(pay, call);
      if (problem) return payError(401, 'SIGN_ERROR', `签名错误: ${problem}`);
      try {
        checkHeaders(call);
        return handle({ call, params, body: method === 'POST' ? readBody(call) : {} });
      } catch (error) {
        if (error instanceof PayRefusal) return payError(error.status, error.code, error.message);
        throw error;
      }
    },
  };
}

function checkHeaders(call: Call): void {
  if (!call.headers['user-agent']) throw new PayRefusal(400, 'PARAM_ERROR', 'User-Agent missing');
  const accept = call.headers.accept ?? '';
  if (!/application\/json|\*\/\*/.test(accept))
    throw new PayRefusal(406, 'PARAM_ERROR', 'Accept must be JSON');
  const hasJson = (call.headers['content-type'] ?? '').startsWith('application/json');
  if (call.method === 'POST' && !hasJson)
    throw new PayRefusal(415, 'PARAM_ERROR', 'Content-Type must be JSON');
}

function readBody(call: Call): Json {
  try {
    const value: unknown = JSON.parse(call.raw.toString('utf8'));
    if (isJson(value)) return value;
  } catch {
    // A broken body is answered like a body that is no object.
  }
  throw new PayRefusal(400, 'PARAM_ERROR', 'body is no JSON object');
}

export function payFault(how: FaultHow): Answer | undefined {
  if (how === 'busy') return payError(500, 'SYSTEM_ERROR', '系统错误');
  if (how === 'http-500') return unsigned(htmlError(500, 'Internal Server Error'));
  if (typeof how !== 'object') return undefined;
  if ('status' in how) return payError(how.status, how.code, how.message ?? how.code);
  if ('errcode' in how) return payError(400, 'PARAM_ERROR', how.errmsg ?? String(how.errcode));
  return undefined;
}
