import type * as contract from '../../shared/contract/accounts';
import { serverNow } from './clock';
import { transportFailure, type Called } from './failure';
import { request } from './request';
import type { AnswerOf } from './route';

export type Account = NonNullable<AnswerOf<typeof contract.me>['account']>;

interface Session {
  token: string;
  expiresAt: number;
}

const KEY = 'session';
/** Set when the person logged out: from then on nothing signs in by itself. */
const SIGNED_OUT = 'signedOut';

let signingIn: Promise<Called<Session>> | undefined;

/** The token of this phone's session; signs in by the code of `wx.login` when there is none or it is over. */
export function ensureSession(): Promise<Called<Session>> {
  const kept = keptSession();
  if (kept) return Promise.resolve({ ok: true, body: kept });
  signingIn ??= signIn().finally(() => {
    signingIn = undefined;
  });
  return signingIn;
}

/** The server no longer knows the token: the next call signs in anew. */
export function dropSession(): void {
  wx.removeStorageSync(KEY);
}

/** Logging out lasts until the person starts something that needs an account. */
export function rememberSignedOut(signedOut: boolean): void {
  if (signedOut) wx.setStorageSync(SIGNED_OUT, true);
  else wx.removeStorageSync(SIGNED_OUT);
}

/** Whether pages may sign in without being asked. */
export function maySignInSilently(): boolean {
  return wx.getStorageSync(SIGNED_OUT) !== true;
}

async function signIn(): Promise<Called<Session>> {
  const login = await loginCode();
  if (!login.ok) return login;
  const called = await request<AnswerOf<typeof contract.signIn>>({
    method: 'POST',
    path: '/session',
    token: null,
    body: { code: login.body },
  });
  if (!called.ok) return called;
  const { token, expiresAt } = called.body;
  wx.setStorageSync(KEY, { token, expiresAt });
  return { ok: true, body: { token, expiresAt } };
}

function loginCode(): Promise<Called<string>> {
  return new Promise((resolve) => {
    wx.login({
      success: ({ code }) => resolve({ ok: true, body: code }),
      fail: ({ errMsg }) =>
        resolve({
          ok: false,
          failure: transportFailure(errMsg, { requestId: '', wrote: false, repeatable: true }),
        }),
    });
  });
}

function keptSession(): Session | null {
  const kept: unknown = wx.getStorageSync(KEY);
  if (typeof kept !== 'object' || kept === null) return null;
  const { token, expiresAt } = kept as Partial<Session>;
  const alive = typeof token === 'string' && typeof expiresAt === 'number' && expiresAt > serverNow();
  return alive ? { token, expiresAt } : null;
}
