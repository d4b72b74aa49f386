import { memoryLocks } from '../../../../server/sessions/locks';
import { memorySessionStore } from '../../../../server/sessions/memory-session-store';

let now = 0;
const clock = { now: () => now };

beforeEach(() => {
  now = 1_000;
});

describe('memorySessionStore', () => {
  it('forgets a session when its time is up', async () => {
    const store = memorySessionStore({ clock });
    await store.save('a', 'body', 0, 50);
    now += 49;
    expect(await store.load('a')).toEqual({ version: 1, body: 'body' });
    now += 1;
    expect(await store.load('a')).toBeNull();
    expect(await store.save('a', 'new', 0, 50)).toBe(true);
  });

  it('forgets the longest unused session when it is full', async () => {
    const store = memorySessionStore({ clock, limit: 2 });
    await store.save('a', '', 0, 50);
    await store.save('b', '', 0, 50);
    await store.load('a');
    await store.save('c', '', 0, 50);
    expect(await store.load('b')).toBeNull();
    expect(await store.load('a')).not.toBeNull();
  });
});

describe('memoryLocks', () => {
  it('gives a lock that ran out to another and leaves it to that one', async () => {
    const locks = memoryLocks(clock);
    await locks.tryWith('l', 10, async () => {
      now += 10;
      await locks.tryWith('l', 10, async () => {
        expect(await locks.tryWith('l', 10, async () => 1)).toBeNull();
      });
    });
    expect(await locks.tryWith('l', 10, async () => 2)).toBe(2);
  });
});
