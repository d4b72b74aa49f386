import { memorySessionStore } from '../../../../../server/sessions/memory-session-store';
import type { SessionStore } from '../../../../../server/use-cases/ports/sessions';
import { undone, type Repositories, type UnitOfWork } from '../../../../../server/use-cases/ports/storage';
import { runWithSessions } from '../../../../../server/use-cases/accounts/sessions-after-commit';

const NOTHING = {} as Repositories;
const LIFE_MS = 60_000;

describe('runWithSessions', () => {
  let sessions: SessionStore;
  beforeEach(async () => {
    sessions = memorySessionStore({ clock: { now: () => 0 } });
    await sessions.save('kept', 'old', 0, LIFE_MS);
  });
  /** Runs the work as a unit does that is beaten so many times. */
  const unit = (beaten = 0, fails = false): UnitOfWork => ({
    run: async (work) => {
      for (let count = 0; count < beaten; count += 1) await work(NOTHING);
      const result = await work(NOTHING);
      if (fails) throw new Error('the commit failed');
      return result as never;
    },
    read: (work) => work(NOTHING),
  });
  const body = async (key: string) => (await sessions.load(key))?.body ?? null;
  const change = async (inUnit: { sessions: SessionStore }) => {
    await inUnit.sessions.remove('kept');
    await inUnit.sessions.save('new', `after ${(await inUnit.sessions.load('kept'))?.body}`, 0, LIFE_MS);
    return (await inUnit.sessions.load('new'))?.body;
  };

  it('changes sessions once the unit has committed, and lets the unit see it before', async () => {
    const seen = await runWithSessions({ unitOfWork: unit(), sessions }, async (_tx, inUnit) => {
      const inside = await change(inUnit);
      expect(await body('kept')).toBe('old');
      return inside;
    });
    expect([seen, await body('kept'), await body('new')]).toEqual([
      'after undefined',
      null,
      'after undefined',
    ]);
  });

  it('changes none when the commit fails (0011)', async () => {
    const running = runWithSessions({ unitOfWork: unit(0, true), sessions }, (_tx, inUnit) => change(inUnit));
    await expect(running).rejects.toThrow('the commit failed');
    expect([await body('kept'), await body('new')]).toEqual(['old', null]);
  });

  it('changes none when the unit is undone', async () => {
    await runWithSessions({ unitOfWork: unit(), sessions }, async (_tx, inUnit) => {
      await change(inUnit);
      return undone('no');
    });
    expect([await body('kept'), await body('new')]).toEqual(['old', null]);
  });

  it('keeps of a unit that ran twice what the second run did', async () => {
    let runs = 0;
    await runWithSessions({ unitOfWork: unit(1), sessions }, async (_tx, inUnit) => {
      runs += 1;
      if (runs === 1) await inUnit.sessions.remove('kept');
      else await inUnit.sessions.save('new', 'second', 0, LIFE_MS);
    });
    expect([await body('kept'), await body('new')]).toEqual(['old', 'second']);
  });
});
