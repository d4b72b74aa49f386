import Redis from 'ioredis';
import { RefreshingAccessTokens } from '../../../server/clients/access-token';
import { MemoryTokenStore } from '../../../server/sessions/memory-token-store';
import { RedisTokenStore } from '../../../server/sessions/redis-token-store';
import type { TokenStore } from '../../../server/use-cases/ports/platforms';
import { requireEngine } from '../../support/engines';
import { emptyRedis } from '../../support/redis';

const KEY = 'wecom:corp:1';
const START = 1_760_000_000_000;
/** Turns texts around, so that a clear token in storage is seen. */
const cipher = {
  seal: (text: string, context: string) => `${context}|${[...text].reverse().join('')}`,
  open(sealed: string, context: string) {
    const [place, text] = sealed.split('|');
    if (place !== context || text === undefined) throw new Error('moved');
    return [...text].reverse().join('');
  },
};

/** What every store promises. */
function keepsThePromises(fresh: () => TokenStore): void {
  const first = { key: KEY, expected: null, token: 'one', expiresAt: START };

  it('holds nothing at first', async () => {
    expect(await fresh().get(KEY)).toBeNull();
  });

  it('stores over the expected version only', async () => {
    const store = fresh();
    const version = await store.compareAndSet(first);
    expect(await store.get(KEY)).toEqual({ token: 'one', expiresAt: START, version });
    expect(await store.compareAndSet({ ...first, token: 'late' })).toBeNull();
    expect(await store.compareAndSet({ ...first, expected: 'another', token: 'late' })).toBeNull();
    const next = await store.compareAndSet({ ...first, expected: version, token: 'two' });
    expect(next).not.toBe(version);
    expect((await store.get(KEY))?.token).toBe('two');
  });

  it('keeps the tokens of two apps apart', async () => {
    const store = fresh();
    await store.compareAndSet(first);
    expect(await store.get('wechat:wx1')).toBeNull();
  });

  it('gives the lock to one, and back by its owner only', async () => {
    const store = fresh();
    const owners = await Promise.all([store.lock(KEY, 5_000), store.lock(KEY, 5_000)]);
    const [owner, ...others] = owners.filter((each) => each !== null);
    expect(others).toEqual([]);
    await store.unlock(KEY, 'somebody else');
    expect(await store.lock(KEY, 5_000)).toBeNull();
    await store.unlock(KEY, owner ?? '');
    expect(await store.lock(KEY, 5_000)).not.toBeNull();
  });

  it('lets many processes fetch once', async () => {
    const store = fresh();
    let fetches = 0;
    const fetchToken = async () => ({ token: `t${(fetches += 1)}`, expiresInSeconds: 7200 });
    const processes = Array.from(
      { length: 8 },
      () => new RefreshingAccessTokens({ key: KEY, fetchToken, store, clock: { now: () => START } }),
    );
    const tokens = await Promise.all(processes.map((each) => each.run(async (token) => token)));
    expect([fetches, new Set(tokens).size]).toEqual([1, 1]);
  });
}

describe('MemoryTokenStore', () => {
  const clock = { time: START, now: () => clock.time };
  keepsThePromises(() => new MemoryTokenStore(clock));

  it('frees a lock whose time is over', async () => {
    const store = new MemoryTokenStore(clock);
    await store.lock(KEY, 1_000);
    clock.time += 1_000;
    expect(await store.lock(KEY, 1_000)).not.toBeNull();
  });
});

requireEngine('redis')('RedisTokenStore', () => {
  let redis: Redis;

  beforeEach(async () => {
    const number = Number(process.env['JEST_WORKER_ID'] ?? '1');
    redis = new Redis(await emptyRedis(process.env['TEST_REDIS_URL'] ?? '', number));
  });
  afterEach(() => redis.disconnect());

  keepsThePromises(() => new RedisTokenStore(redis, cipher));

  it('lets a lock end by itself', async () => {
    await new RedisTokenStore(redis, cipher).lock(KEY, 5_000);
    const [lock] = await redis.keys('locks:*');
    expect(await redis.pttl(lock ?? '')).toBeGreaterThan(0);
  });

  it('holds no token in clear', async () => {
    const store = new RedisTokenStore(redis, cipher);
    await store.compareAndSet({ key: KEY, expected: null, token: 'clear-token', expiresAt: START });
    expect(JSON.stringify(await redis.hgetall(`tokens:${KEY}`))).not.toContain('clear-token');
  });

  it('takes a value that does not open for an expired one, and replaces it', async () => {
    await redis.hset(`tokens:${KEY}`, { version: 'v1', sealed: 'damaged' });
    const store = new RedisTokenStore(redis, cipher);
    expect(await store.get(KEY)).toEqual({ token: '', expiresAt: 0, version: 'v1' });
    const replaced = await store.compareAndSet({ key: KEY, expected: 'v1', token: 'good', expiresAt: START });
    expect(replaced).not.toBeNull();
  });
});
