import { randomUUID } from 'node:crypto';
import type { Candidate } from '../platform/hands/candidate';
import { residentIdOf } from './ids';
import { idPicture } from './pictures';
import type { Stage } from './stage';

export interface ApiAnswer<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body & { error?: ApiFailure };
}

export interface ApiFailure {
  code: string;
  message: string;
  requestId: string;
  retryable: boolean;
  fields?: { field: string; code: string }[];
  reasons?: { code: string; remedy?: string }[];
  state?: string | null;
  next?: string[];
}

export interface ApiCall {
  method?: string;
  token?: string | null;
  body?: unknown;
  key?: string | null;
  headers?: Record<string, string>;
}

/** Calls the API as the mini program does; an idempotency key is made unless one, or null, is given. */
export async function callApi<Body = Record<string, unknown>>(
  stage: Pick<Stage, 'publicUrl'>,
  path: string,
  { method = 'GET', token, body, key = randomUUID(), headers = {} }: ApiCall = {},
): Promise<ApiAnswer<Body>> {
  const response = await fetch(`${stage.publicUrl}/api/v1${path}`, {
    method,
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && !(body instanceof FormData) && { 'Content-Type': 'application/json' }),
      ...(key !== null && method !== 'GET' && { 'Idempotency-Key': key }),
      ...headers,
    },
    ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, body: json };
}

export interface RegistrationAnswer {
  registration: {
    id: string;
    state: string;
    version: number;
    position: { step: string; about: string | null };
    missing: string[];
    fields: { field: string; required: boolean; answered: boolean }[];
    answers: Record<string, unknown>;
  };
}

/** Signs a phone in by `wx.login`. */
export async function signIn(stage: Stage, candidate: Candidate): Promise<string> {
  const signed = await callApi<{ token: string }>(stage, '/session', {
    method: 'POST',
    body: { code: candidate.loginCode() },
  });
  if (signed.status !== 201) throw new Error(`sign-in answered ${signed.status}`);
  return signed.body.token;
}

let people = 0;

/** A phone whose account is active: e-mail by code, mobile by the phone number button. */
export async function activePhone(stage: Stage): Promise<{ candidate: Candidate; token: string }> {
  people += 1;
  const candidate = stage.platform.candidate();
  const token = await signIn(stage, candidate);
  const email = `someone${people}@example.org`;
  await callApi(stage, '/proofs', { method: 'POST', token, body: { via: 'email', value: email } });
  await stage.settle();
  const code = /\b\d{6}\b/.exec(candidate.mails(email).at(-1)?.text ?? '')?.[0] ?? '';
  await callApi(stage, '/proofs/confirm', { method: 'POST', token, body: { via: 'email', code } });
  const proven = await callApi(stage, '/proofs/phone-number', {
    method: 'POST',
    token,
    body: { code: candidate.phoneCode() },
  });
  if (proven.status !== 200)
    throw new Error(`phone answered ${proven.status} ${JSON.stringify(proven.body)}`);
  return { candidate, token };
}

/** Ticks everything that stands before the answers. */
export async function tickAll(stage: Stage, token: string): Promise<void> {
  const { id, notices } = stage.season;
  for (const notice of notices.filter((one) => one.id !== 'guardian_consent')) {
    const path = `/seasons/${id}/consents/${notice.id}`;
    await callApi(stage, path, { method: 'PUT', token, body: { version: notice.version } });
  }
}

/** Complete answers of somebody grown up at a site. */
export function answersAt(siteCode: string, subjects: string[], sequence = 1): Record<string, unknown> {
  return {
    documentType: 'resident_id',
    documentNumber: residentIdOf({ birthDate: '2003-05-17', sequence }),
    name: '王小明',
    ethnicity: '01',
    occupation: 'teacher',
    education: 'bachelor',
    mobile: '19900000001',
    email: 'someone@example.org',
    student: false,
    siteCode,
    subjects,
  };
}

/** Uploads a good photo. */
export async function uploadPhoto(stage: Stage, at: { token: string; id: string; version: number }) {
  const form = new FormData();
  form.append('photo', new Blob([new Uint8Array(await idPicture())], { type: 'image/jpeg' }), 'me.jpg');
  const path = `/registrations/${at.id}/photo?expectedVersion=${at.version}`;
  return callApi<RegistrationAnswer>(stage, path, { method: 'POST', token: at.token, body: form });
}
