import { RefreshingAccessTokens, type AccessTokenOptions } from '../../../../server/clients/access-token';
import { MemoryTokenStore } from '../../../../server/sessions/memory-token-store';
import { PlatformError, TransportError } from '../../../../server/use-cases/ports/platform-errors';
import type { TokenStore } from '../../../../server/use-cases/ports/platforms';

const START = 1_760_000_000_000;

function expired(): PlatformError {
  return new PlatformError({ platform: 'wecom', path: '/x', status: 200, code: 42001, class: 'REFRESH' });
}

/** A platform that hands out numbered tokens and refuses the ones it has killed. */
function platform() {
  const killed = new Set<string>();
  const state = { fetches: 0, forced: 0, killed, life: 7200 };
  const next = () => ({ token: `token-${state.fetches + state.forced}`, expiresInSeconds: state.life });
  return {
    state,
    async fetchToken() {
      state.fetches += 1;
      return next();
    },
    async forceToken() {
      state.forced += 1;
      return next();
    },
    async call(token: string) {
      if (killed.has(token)) throw expired();
      return token;
    },
  };
}

function setUp(overrides: Partial<AccessTokenOptions> = {}) {
  const clock = { time: START, now: () => clock.time };
  const store = new MemoryTokenStore(clock);
  const wecom = platform();
  const processOf = (own: Partial<AccessTokenOptions> = {}) =>
    new RefreshingAccessTokens({
      key: 'wecom:corp:1',
      fetchToken: wecom.fetchToken,
      store,
      clock,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      ...overrides,
      ...own,
    });
  return { clock, store, wecom, processOf, tokens: processOf() };
}

/** A promise and the handle that settles it, to hold a fetch open. */
function gate<T>() {
  let open: (value: T) => void = () => undefined;
  const opened = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('RefreshingAccessTokens', () => {
  it('says that a call never left when no token could be had in time (promise 5)', async () => {
    const late = new TransportError({ platform: 'wecom', path: '/cgi-bin/gettoken', reason: 'timeout' });
    const { tokens } = setUp({ fetchToken: () => Promise.reject(late) });

    await expect(tokens.run(async () => 'sent')).rejects.toMatchObject({ sent: 'no', class: 'RETRY' });
  });

  it('fetches once and uses the token until its last minute', async () => {
    const { tokens, wecom, clock } = setUp();
    expect(await tokens.run(wecom.call)).toBe('token-1');
    clock.time += 7_139_000;
    expect(await tokens.run(wecom.call)).toBe('token-1');
    clock.time += 2_000;
    expect(await tokens.run(wecom.call)).toBe('token-2');
  });

  it('fetches once for two parallel failures of one token', async () => {
    const { tokens, wecom } = setUp();
    await tokens.run(wecom.call);
    wecom.state.killed.add('token-1');
    const both = await Promise.all([tokens.run(wecom.call), tokens.run(wecom.call)]);
    expect(both).toEqual(['token-2', 'token-2']);
    expect(wecom.state.fetches).toBe(2);
  });

  it('fetches once for failures in two processes at once', async () => {
    const { tokens, processOf, wecom } = setUp();
    const other = processOf();
    await tokens.run(wecom.call);
    expect(await other.run(wecom.call)).toBe('token-1');
    wecom.state.killed.add('token-1');
    const all = await Promise.all([tokens, other, processOf()].map((each) => each.run(wecom.call)));
    expect(all).toEqual(['token-2', 'token-2', 'token-2']);
    expect(wecom.state.fetches).toBe(2);
  });

  it('takes the stored token instead of fetching when another process was first', async () => {
    const { tokens, processOf, wecom } = setUp();
    const other = processOf();
    await Promise.all([tokens.run(wecom.call), other.run(wecom.call)]);
    wecom.state.killed.add('token-1');
    await other.run(wecom.call);
    expect(await tokens.run(wecom.call)).toBe('token-2');
    expect(wecom.state.fetches).toBe(2);
  });

  it('repeats a failed call once, then gives its error', async () => {
    const { tokens, wecom } = setUp();
    let calls = 0;
    const failing = async () => {
      calls += 1;
      throw expired();
    };
    await expect(tokens.run(failing)).rejects.toMatchObject({ code: 42001 });
    expect([calls, wecom.state.fetches]).toEqual([2, 2]);
  });

  it('neither refreshes nor repeats for other errors', async () => {
    const { tokens, wecom } = setUp();
    const lost = new TransportError({ platform: 'wecom', path: '/x', reason: 'timeout' });
    let calls = 0;
    const failing = async () => {
      calls += 1;
      throw lost;
    };
    await expect(tokens.run(failing)).rejects.toBe(lost);
    expect([calls, wecom.state.fetches]).toEqual([1, 1]);
  });

  it('never lets a slow older answer replace a newer token', async () => {
    const { store, processOf, wecom } = setUp();
    const slow = gate<{ token: string; expiresInSeconds: number }>();
    const late = processOf({ fetchToken: () => slow.opened }).run(async (token) => token);
    await new Promise((resolve) => setImmediate(resolve));
    const stored = { key: 'wecom:corp:1', expected: null, token: 'newer', expiresAt: START + 7_200_000 };
    await store.compareAndSet(stored);
    slow.open({ token: 'older', expiresInSeconds: 7200 });
    expect(await late).toBe('newer');
    expect((await store.get('wecom:corp:1'))?.token).toBe('newer');
    expect(await processOf().run(wecom.call)).toBe('newer');
  });

  it('forces a new token only when an ordinary request brings the refused one back', async () => {
    const { clock, store, wecom } = setUp();
    let present = 'stable-1';
    const fetchToken = async () => ({ token: present, expiresInSeconds: 7200 });
    const forceToken = jest.fn(async () => {
      present = 'stable-2';
      return fetchToken();
    });
    const tokens = new RefreshingAccessTokens({ key: 'k', fetchToken, forceToken, store, clock });
    await tokens.run(wecom.call);
    wecom.state.killed.add('stable-1');
    expect(await tokens.run(wecom.call)).toBe('stable-2');
    expect(forceToken).toHaveBeenCalledTimes(1);
    wecom.state.killed.add('stable-2');
    await expect(tokens.run(wecom.call)).rejects.toMatchObject({ class: 'REFRESH' });
    expect(forceToken).toHaveBeenCalledTimes(1);
  });

  it('fetches for itself when the lock stays taken', async () => {
    const { tokens, store, wecom } = setUp();
    await store.lock('wecom:corp:1', 60_000);
    expect(await tokens.run(wecom.call)).toBe('token-1');
  });

  it('does not ask again at once when the platform refused the secret', async () => {
    const { clock, processOf } = setUp();
    const refused = new PlatformError({
      platform: 'wecom',
      path: '/t',
      status: 200,
      code: 40001,
      class: 'CONFIG',
    });
    const fetchToken = jest.fn(async () => Promise.reject(refused));
    const tokens = processOf({ fetchToken });
    const call = async (token: string) => token;
    await expect(tokens.run(call)).rejects.toBe(refused);
    await expect(tokens.run(call)).rejects.toBe(refused);
    expect(fetchToken).toHaveBeenCalledTimes(1);
    clock.time += 30_000;
    await expect(tokens.run(call)).rejects.toBe(refused);
    expect(fetchToken).toHaveBeenCalledTimes(2);
  });

  it('asks again after a lost answer', async () => {
    const { processOf } = setUp();
    const lost = new TransportError({ platform: 'wecom', path: '/t', reason: 'timeout' });
    const fetchToken = jest
      .fn<Promise<{ token: string; expiresInSeconds: number }>, []>()
      .mockRejectedValueOnce(lost)
      .mockResolvedValue({ token: 'good', expiresInSeconds: 7200 });
    const tokens = processOf({ fetchToken });
    const call = async (token: string) => token;
    await expect(tokens.run(call)).rejects.toMatchObject({ cause: lost });
    expect(await tokens.run(call)).toBe('good');
  });

  it.each<[string, () => Promise<never>]>([
    ['refuses', async () => Promise.reject(new Error('down'))],
    ['hangs', () => new Promise<never>(() => undefined)],
  ])('works by itself when the store %s', async (_how, away) => {
    const store: TokenStore = { get: away, compareAndSet: away, lock: away, unlock: away };
    const events: string[] = [];
    const { processOf, wecom } = setUp({ store, observe: (event) => events.push(event) });
    const tokens = processOf();
    expect(await tokens.run(wecom.call)).toBe('token-1');
    wecom.state.killed.add('token-1');
    expect(await Promise.all([tokens.run(wecom.call), tokens.run(wecom.call)])).toEqual([
      'token-2',
      'token-2',
    ]);
    expect(wecom.state.fetches).toBe(2);
    expect(events).toEqual(['store_down', 'fetched', 'store_down', 'fetched']);
  });

  it('counts the life of a token from before it was asked for', async () => {
    const { clock, processOf } = setUp();
    const fetchToken = jest.fn(async () => {
      clock.time += 10_000;
      return { token: `t-${clock.time}`, expiresInSeconds: 100 };
    });
    const tokens = processOf({ fetchToken });
    const call = async (token: string) => token;
    await tokens.run(call);
    clock.time += 31_000;
    await tokens.run(call);
    expect(fetchToken).toHaveBeenCalledTimes(2);
  });
});
