import Redis from 'ioredis';
import { openSessions, type Sessions } from '../../../server/sessions/sessions';
import { forEachEngine, freshStorage, requireEngine } from '../../support/engines';
import { stallingProxy } from './stalling-proxy';
import { cipher, keyedHash, NOW } from './support';

const TTL = 60_000;
let now = NOW;
const clock = { now: () => now };

function open(redisUrl: string | null): Promise<Sessions> {
  return openSessions({ redisUrl, cipher, keyedHash, clock });
}

describe('sessions', () => {
  forEachEngine(({ fresh }) => {
    let sessions: Sessions;
    beforeEach(async () => {
      now = NOW;
      sessions = await open((await fresh()).REDIS_URL ?? null);
    });
    afterEach(() => sessions.close());

    it('saves under the expected version only', async () => {
      const { store } = sessions;
      expect(await store.load('chat:a')).toBeNull();
      expect(await store.save('chat:a', '{"问":"姓名"}', 0, TTL)).toBe(true);
      expect(await store.save('chat:a', '{}', 0, TTL)).toBe(false);
      expect(await store.load('chat:a')).toEqual({ version: 1, body: '{"问":"姓名"}' });
      const rivals = await Promise.all(['b', 'c', 'd'].map((body) => store.save('chat:a', body, 1, TTL)));
      expect(rivals.filter(Boolean)).toHaveLength(1);
      expect((await store.load('chat:a'))?.version).toBe(2);
      await store.remove('chat:a');
      expect(await store.load('chat:a')).toBeNull();
      expect(await store.save('chat:a', '{}', 2, TTL)).toBe(false);
    });

    it('runs the work of a free lock and answers null for a taken one', async () => {
      const { locks } = sessions;
      const inner = await locks.tryWith('pull', TTL, async () => [
        await locks.tryWith('pull', TTL, async () => 1),
      ]);
      expect(inner).toEqual([null]);
      expect(await locks.tryWith('pull', TTL, async () => 2)).toBe(2);
      const failing = locks.tryWith('pull', TTL, async () => Promise.reject(new Error('work failed')));
      await expect(failing).rejects.toThrow('work failed');
      expect(await locks.tryWith('pull', TTL, async () => 3)).toBe(3);
    });

    it('counts calls in a moving span and says when to come back', async () => {
      const { rateLimiter } = sessions;
      const take = () => rateLimiter.take('login:a', 3, 600_000);
      expect([await take(), await take(), await take()]).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
      const refused = await take();
      expect(refused.ok).toBe(false);
      now += refused.ok ? 0 : refused.retryAfterMs - 1;
      expect((await take()).ok).toBe(false);
      now += 1;
      expect(await take()).toEqual({ ok: true });
      expect((await rateLimiter.take('login:b', 3, 1_000)).ok).toBe(true);
    });

    it('answers a ping', async () => {
      await expect(sessions.ping()).resolves.toBeUndefined();
    });
  });
});

requireEngine('mariadb', 'redis')('sessions in Redis', () => {
  const fresh = freshStorage('servers');

  it('holds no key and no value in clear, and everything runs out by itself', async () => {
    const { REDIS_URL } = await fresh();
    const sessions = await open(REDIS_URL!);
    await sessions.store.save('chat:wmPerson', '{"name":"王小明"}', 0, TTL);
    await sessions.rateLimiter.take('phone:13900000001', 3, 1_000);
    await sessions.locks.tryWith('phone:13900000001', TTL, async () => {
      const redis = new Redis(REDIS_URL!);
      for (const key of await redis.keys('*')) {
        const shown = `${key} ${(await redis.dump(key)) ?? ''}`;
        for (const secret of ['wmPerson', '王小明', '13900000001']) expect(shown).not.toContain(secret);
        expect(await redis.pttl(key)).toBeGreaterThan(0);
      }
      expect(await redis.dbsize()).toBe(3);
      redis.disconnect();
    });
    await sessions.close();
  });

  it('reads a session that was sealed as text, and replaces it', async () => {
    const { REDIS_URL } = await fresh();
    const sessions = await open(REDIS_URL!);
    await sessions.store.save('chat:a', '{}', 0, TTL);
    const redis = new Redis(REDIS_URL!);
    const [key] = await redis.keys('s:*');
    await redis.set(key!, `7:${cipher.seal('{"问":1}', 'session:chat:a')}`);
    expect(await sessions.store.load('chat:a')).toEqual({ version: 7, body: '{"问":1}' });
    expect(await sessions.store.save('chat:a', '{"问":2}', 7, TTL)).toBe(true);
    expect(await sessions.store.load('chat:a')).toEqual({ version: 8, body: '{"问":2}' });
    redis.disconnect();
    await sessions.close();
  });

  it('takes a session that does not open for none, and replaces it', async () => {
    const { REDIS_URL } = await fresh();
    const sessions = await open(REDIS_URL!);
    await sessions.store.save('chat:a', '{}', 0, TTL);
    const redis = new Redis(REDIS_URL!);
    const [key] = await redis.keys('s:*');
    await redis.set(key!, '7:v0:damaged');
    expect(await sessions.store.load('chat:a')).toBeNull();
    expect(await sessions.store.save('chat:a', '{}', 0, TTL)).toBe(true);
    redis.disconnect();
    await sessions.close();
  });

  it('limits as the in-process limiter does, call by call', async () => {
    const { REDIS_URL } = await fresh();
    const [there, here] = [await open(REDIS_URL!), await open(null)];
    now = NOW;
    for (let call = 0; call < 300; call += 1) {
      // Redis forgets by its own clock: the window is far longer than this test.
      now += ((call * 7_919) % 450) * 1_000;
      const limit = 1 + (call % 4);
      expect(await there.rateLimiter.take('a', limit, 1_000_000)).toEqual(
        await here.rateLimiter.take('a', limit, 1_000_000),
      );
    }
    await there.close();
  });

  it('answers fast while Redis is frozen or cut off, lets through, and recovers by itself', async () => {
    const { REDIS_URL } = await fresh();
    const proxy = await stallingProxy(REDIS_URL!, 6379);
    const news: string[] = [];
    const report = (what: string): void => void news.push(what);
    const sessions = await openSessions({ redisUrl: proxy.url, cipher, keyedHash, clock, report });
    const turn = async (): Promise<unknown[]> => [
      await sessions.store.load('chat:a'),
      await sessions.store.save('chat:a', '{}', 5, TTL),
      await sessions.rateLimiter.take('login:a', 0, 1_000),
      await sessions.locks.tryWith('pull', TTL, async () => 'done'),
    ];
    const undisturbed = [null, true, { ok: true }, 'done'];
    await sessions.store.save('chat:a', '{}', 0, TTL);

    for (const [lose, restore] of [
      [proxy.freeze, proxy.thaw],
      [proxy.cut, proxy.restore],
    ] as const) {
      lose();
      const began = Date.now();
      expect(await turn()).toEqual(undisturbed);
      expect(Date.now() - began).toBeLessThan(600);
      await expect(sessions.ping()).rejects.toThrow();
      restore();
      await untilUp(sessions);
      expect(await sessions.store.load('chat:a')).toEqual({ version: 1, body: '{}' });
    }
    expect(news).toEqual(['lost', 'back', 'lost', 'back']);
    await sessions.close();
    await proxy.close();
  });

  it('keeps strict limits while Redis is cut off, with two processes together', async () => {
    const { REDIS_URL } = await fresh();
    const proxy = await stallingProxy(REDIS_URL!, 6379);
    const workers = [await open(proxy.url), await open(proxy.url)];
    now = NOW;
    const sent = async (): Promise<number> => {
      let count = 0;
      for (const { rateLimiter } of workers)
        while ((await rateLimiter.take('member', 15, 60_000, { strict: true })).ok) count += 1;
      return count;
    };
    expect(await sent()).toBe(15);
    proxy.cut();
    const seen: number[] = [];
    for (let minute = 0; minute < 3; minute += 1) {
      seen.push(await sent());
      now += 60_000;
    }
    // One of them had used up its own count before; what is left in the first minute is the other's half.
    expect(seen).toEqual([6, 14, 14]);
    proxy.restore();
    for (const one of workers) await untilUp(one);
    expect(await sent()).toBe(15);
    for (const one of workers) await one.close();
    await proxy.close();
  });

  it('does not take a stall of its own process for a Redis that is frozen', async () => {
    const { REDIS_URL } = await fresh();
    const sessions = await open(REDIS_URL!);
    await sessions.store.save('chat:a', '{}', 0, TTL);
    const asked = sessions.store.load('chat:a');
    await new Promise((resolve) => setImmediate(resolve));
    const until = Date.now() + 600;
    while (Date.now() < until);
    expect(await asked).toEqual({ version: 1, body: '{}' });
    expect(await sessions.store.load('chat:a')).toEqual({ version: 1, body: '{}' });
    await sessions.close();
  });

  it('starts without Redis and finds it later', async () => {
    const { REDIS_URL } = await fresh();
    const proxy = await stallingProxy(REDIS_URL!, 6379);
    proxy.cut();
    const sessions = await open(proxy.url);
    expect(await sessions.store.save('chat:a', '{}', 0, TTL)).toBe(true);
    proxy.restore();
    await untilUp(sessions);
    expect(await sessions.store.load('chat:a')).toBeNull();
    await sessions.close();
    await proxy.close();
  });
});

async function untilUp(sessions: Sessions): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const up = await sessions.ping().then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Redis was not found again');
}
