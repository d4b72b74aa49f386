import { createPasswordHasher } from '../../server/secrets/password-hasher';
import { memorySessionStore } from '../../server/sessions/memory-session-store';
import { memoryRateLimiter } from '../../server/sessions/rate-limiter';
import { authenticate } from '../../server/use-cases/accounts/authenticate';
import type { Context } from '../../server/use-cases/context';
import { storeSeason } from '../../server/use-cases/seasons/import-season';
import { guestAccount } from '../../server/use-cases/accounts/open-account';
import type { Account, Login } from '../../server/use-cases/ports/accounts';
import type { ClaimedMessage } from '../../server/use-cases/ports/messaging';
import type { PasswordHasher } from '../../server/use-cases/ports/secrets';
import type { RateLimiter, SessionStore } from '../../server/use-cases/ports/sessions';
import type { Repositories } from '../../server/use-cases/ports/storage';
import type { WechatPort } from '../../server/use-cases/ports/wechat';
import { signIn } from '../../server/use-cases/accounts/sign-in';
import type { Season } from '../../shared/domain/season';
import { DAY_MS } from '../../shared/domain/time';
import { embeddedContext } from './embedded-context';
import { smallSeason } from './season';

/** Saturday, 10:00 in Fujian, inside the window. */
export const NOW = Date.parse('2027-01-02T10:00:00+08:00');

/** Who WeChat says is behind a code of wx.login or of the phone button. */
type FakeWechat = Pick<WechatPort, 'jscode2session' | 'getUserPhoneNumber'>;

export interface AccountWorld {
  context: Context & {
    sessions: SessionStore;
    limiter: RateLimiter;
    passwords: PasswordHasher;
    wechat: FakeWechat;
  };
  clock: { at: number };
  season: Season;
  /** Outbox rows of one topic that no call has shown yet, whenever they are due. */
  sent(topic: string): Promise<ClaimedMessage[]>;
  /** Code and link of the newest message to an address. */
  received(target: string): { code: string; token: string };
  customer(externalUserId: string): Promise<Account>;
  phone(openid: string, unionid?: string): Promise<Login>;
  /** An active account with both addresses proven, bound to nobody. */
  passport(changes?: Partial<Account>): Promise<Account>;
  account(id: string): Promise<Account>;
  read<T>(work: (tx: Repositories) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Accounts on real embedded storage; WeChat knows an openid by the code `openid/unionid` and a phone by its number. */
export async function accountWorld(now = NOW): Promise<AccountWorld> {
  const embedded = await embeddedContext(now);
  const { clock, queue } = embedded;
  const context = {
    ...embedded.context,
    sessions: memorySessionStore({ clock: embedded.context.clock }),
    limiter: memoryRateLimiter(embedded.context.clock),
    passwords: createPasswordHasher({ log2N: 4, r: 8, p: 1 }),
    wechat: fakeWechat,
  };
  const season = smallSeason({ now });
  const actor = { role: 'administrator', id: 'command', channel: 'command' } as const;
  await storeSeason(context, { season, actor });
  const taken: ClaimedMessage[] = [];
  const shown = new Set<string>();
  const read = context.unitOfWork.read;
  const account = async (id: string): Promise<Account> => (await read((tx) => tx.accounts.find(id)))!;

  return {
    context,
    clock,
    season,
    account,
    read,
    sent: async (topic) => {
      const claim = { owner: 'test', now: clock.at + 400 * DAY_MS, leaseMs: 1, limit: 500 };
      const rows = await queue.claim(claim);
      await queue.complete(rows, clock.at);
      taken.push(...rows);
      const fresh = taken.filter((row) => row.topic === topic && !shown.has(row.id));
      for (const row of fresh) shown.add(row.id);
      return fresh;
    },
    received: (target) => {
      const letters = taken
        .filter((row) => row.topic === 'verification.requested')
        .map((row) => JSON.parse(row.secret!) as { target: string; code: string; token: string });
      return letters.findLast((letter) => letter.target === target)!;
    },
    customer: (externalUserId) =>
      context.unitOfWork.run(async (tx) => {
        const guest = guestAccount(context, 'zh-CN');
        const binding = { accountId: guest.id, boundAt: clock.at };
        await tx.accounts.insert(guest);
        await tx.identities.bind({ ...binding, kind: 'external_userid', value: externalUserId });
        await tx.chats.insert({
          externalUserId,
          openKfId: 'wk-test',
          accountId: guest.id,
          lastCustomerAt: clock.at,
          sentSince: 0,
          serviceState: 1,
          servicerUserid: null,
          version: 1,
        });
        return guest;
      }),
    phone: async (openid, unionid = '') => {
      const signedIn = await signIn(context, { code: `${openid}/${unionid}` });
      if (!signedIn.ok) throw new Error(signedIn.code);
      const found = await authenticate(context, { token: signedIn.token });
      if (!found.ok) throw new Error(found.code);
      return found.login;
    },
    passport: async (changes = {}) => {
      const proven = { emailVerifiedAt: now, mobileVerifiedAt: now, state: 'active' } as const;
      const addresses = { email: 'lin@example.com', mobile: '13800138000' };
      const active: Account = { ...guestAccount(context, 'zh-CN'), ...addresses, ...proven, ...changes };
      await context.unitOfWork.run((tx) => tx.accounts.insert(active));
      return active;
    },
    close: embedded.close,
  };
}

const fakeWechat: FakeWechat = {
  jscode2session: async (code) => {
    const [openid = '', unionid = ''] = code.split('/');
    if (openid === 'blocked') return { ok: false, reason: 'user_blocked' };
    if (openid === 'bad') return { ok: false, reason: 'code_invalid' };
    return { ok: true, openid, unionid: unionid || null, sessionKey: 'unused' };
  },
  getUserPhoneNumber: async ({ code }) =>
    /^\d+$/.test(code)
      ? { ok: true, number: code, countryCode: '86' }
      : { ok: false, reason: 'code_invalid' },
};
