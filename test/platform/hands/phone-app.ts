import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { failure } from '../../../shared/contract/api';
import type { openLink, signIn } from '../../../shared/contract/accounts';
import type { checkOrder, openOrder, readPaymentSummary } from '../../../shared/contract/payments';
import type { listRegistrations, readAnswers, registration } from '../../../shared/contract/registrations';
import type { Candidate } from './candidate';

type AnswerOf<Endpoint extends { answer: z.ZodType }> = z.output<Endpoint['answer']>;

export type AppRegistration = z.output<typeof registration>;
export type PaymentSummary = AnswerOf<typeof readPaymentSummary>;
export type OpenedOrder = AnswerOf<typeof openOrder>;
export type OpenedLink = AnswerOf<typeof openLink>;
export type Failure = z.output<typeof failure>['error'];

/** One call of the API, as it is shown. */
export interface AppCall {
  method: string;
  path: string;
  status: number;
  code?: string;
}

export type Called<T> = { ok: true; status: number; body: T } | { ok: false; status: number; error: Failure };

/** The mini program on one phone, without its pages: the calls they make, in the name of the person. */
export interface PhoneApp {
  candidate: Candidate;
  /** Every call made, oldest first. */
  calls: AppCall[];
  locale: 'zh-CN' | 'en';
  call<T>(method: string, path: string, body?: unknown): Promise<Called<T>>;
  /** `wx.login`, then the session. */
  signsIn(): Promise<Called<AnswerOf<typeof signIn>>>;
  /** Taps an item of the chat: signs in, and binds this phone by the token of the item. */
  opens(pagepath: string): Promise<Called<OpenedLink>>;
  /** The newest registration of the account. */
  registration(): Promise<AppRegistration | undefined>;
  summary(registrationId: string): Promise<Called<PaymentSummary>>;
  answers(registrationId: string): Promise<Called<AnswerOf<typeof readAnswers>>>;
  orders(registrationId: string, subjectCodes: string[]): Promise<Called<OpenedOrder>>;
  checks(registrationId: string, orderId: string): Promise<Called<AnswerOf<typeof checkOrder>>>;
  confirmsFree(registrationId: string, subjectCodes: string[]): Promise<Called<unknown>>;
  /** The dialog of `wx.requestSubscribeMessage`, accepted, and its report. */
  acceptsReminders(templateIds: string[]): Promise<void>;
}

/** `publicUrl` is asked at each call, so that a server that moved is found. */
export function createPhoneApp(candidate: Candidate, publicUrl: () => string): PhoneApp {
  const calls: AppCall[] = [];
  let token: string | undefined;

  async function call<T>(method: string, path: string, body?: unknown): Promise<Called<T>> {
    const response = await fetch(`${publicUrl()}/api/v1${path}`, {
      method,
      headers: {
        Accept: 'application/json',
        'Accept-Language': app.locale,
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && !(body instanceof FormData) && { 'Content-Type': 'application/json' }),
        ...(method !== 'GET' && { 'Idempotency-Key': randomUUID() }),
      },
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const { status } = response;
    const read = (await response.json().catch(() => ({}))) as T & { error?: Failure };
    const shown = path.replaceAll(/[0-9A-Za-z_-]{20,}/g, '…');
    calls.push({ method, path: shown, status, ...(read.error && { code: read.error.code }) });
    return response.ok
      ? { ok: true, status, body: read }
      : { ok: false, status, error: read.error ?? UNREADABLE };
  }

  const app: PhoneApp = {
    candidate,
    calls,
    locale: 'zh-CN',
    call,
    async signsIn() {
      const answer = await call<AnswerOf<typeof signIn>>('POST', '/session', { code: candidate.loginCode() });
      if (answer.ok) token = answer.body.token;
      return answer;
    },
    async opens(pagepath) {
      const signedIn = await app.signsIn();
      if (!signedIn.ok) return signedIn;
      return call('POST', '/links/open', { token: tokenOf(pagepath) });
    },
    async registration() {
      const answer = await call<AnswerOf<typeof listRegistrations>>('GET', '/registrations');
      return answer.ok ? answer.body.registrations[0] : undefined;
    },
    summary: (id) => call('GET', `/registrations/${id}/payment`),
    answers: (id) => call('GET', `/registrations/${id}/answers`),
    orders: (id, subjectCodes) => call('POST', `/registrations/${id}/orders`, { subjectCodes }),
    checks: (id, orderId) => call('POST', `/registrations/${id}/orders/${orderId}/check`),
    confirmsFree: (id, subjectCodes) => call('POST', `/registrations/${id}/zero-fee`, { subjectCodes }),
    async acceptsReminders(templateIds) {
      const answers = Object.fromEntries(templateIds.map((id) => [id, 'accept'] as const));
      await candidate.answersSubscription(answers);
      const results = templateIds.map((templateId) => ({ templateId, result: 'accept', always: false }));
      await call('POST', '/subscriptions', { results });
    },
  };
  return app;
}

/** What a proxy or a dead server answers in place of our own errors. */
const UNREADABLE: Failure = { code: 'UNREADABLE', message: '', requestId: '', retryable: true };

/** The token that a chat item carries in its path. */
export function tokenOf(pagepath: string): string {
  return new URL(pagepath, 'https://mini.invalid/').searchParams.get('t') ?? '';
}
