import type { Core } from './core/core';
import { htmlError } from './core/errcode-style';
import { startHost, type Answer, type Call, type Host } from './core/http-host';
import { isJson, jsonBody, text, type Json } from './core/json';
import type { FaultHow } from './faults';
import { smsText } from './sms-templates';

export interface Sms {
  id: string;
  at: number;
  to: string;
  template: string;
  params: Json;
  /** What the phone shows. */
  text: string;
}

export interface SmsHost extends Host {
  apiKey: string;
  inbox: Sms[];
}

const PATH = '/sms';

/** `POST {to, template, params, id}`; the same id again is answered and not sent a second time. */
export async function startSms(core: Core): Promise<SmsHost> {
  const inbox: Sms[] = [];
  const apiKey = core.identities.secret(32);
  const host = await startHost({
    routes: [{ method: 'POST', path: PATH, handle: (call) => accept(core, { call, inbox, apiKey }) }],
    faults: core.faults,
    failAnswer: smsFault,
  });
  return { ...host, url: `${host.url}${PATH}`, apiKey, inbox };
}

function accept(core: Core, input: { call: Call; inbox: Sms[]; apiKey: string }): Answer {
  const { call, inbox, apiKey } = input;
  if (call.headers.authorization !== `Bearer ${apiKey}`) return answer(401, { error: 'unauthorized' });
  const body = jsonBody(call);
  const [to, template, id] = [text(body?.['to']), text(body?.['template']), text(body?.['id'])];
  const params = body?.['params'];
  if (!/^\+?\d{5,15}$/.test(to) || !template || !id || !isJson(params)) {
    return answer(400, { error: 'to, template, params and id are needed' });
  }
  if (inbox.some((sms) => sms.id === id)) return answer(200, { id, repeated: true });
  inbox.push({ id, at: core.clock.now(), to, template, params, text: smsText(template, params) });
  core.timeline.record({ area: 'sms', kind: 'sms.received', who: to, data: { id, to, template, params } });
  return answer(200, { id });
}

function answer(status: number, fields: Json): Answer {
  return { status, body: JSON.stringify(fields) };
}

function smsFault(how: FaultHow): Answer | undefined {
  if (how === 'busy') return answer(503, { error: 'busy' });
  if (how === 'http-500') return htmlError(500, 'Internal Server Error');
  if (typeof how !== 'object') return undefined;
  if ('status' in how) return answer(how.status, { error: how.code });
  if ('errcode' in how) return answer(400, { error: how.errcode });
  return undefined;
}
