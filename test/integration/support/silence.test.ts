import { startStage, type Stage } from '../../support/stage';
import { race, seeded, type Race, type RaceWorld } from '../../support/takeover-races';
import { until } from '../../support/until';

const RACES = 24;

describe('A bot whose conversation a person takes while it answers', () => {
  let stage: Stage;
  const races: Race[] = [];

  beforeAll(async () => {
    stage = await startStage({ settings: { LOG_LEVEL: 'silent' } });
    const { context } = stage.app;
    const member = await context.unitOfWork.read((tx) => tx.staff.findByUserid(stage.servicer.userid));
    if (!member) throw new Error('nobody serves');
    const { platform, servicer } = stage;
    const world: RaceWorld = { platform, context, servicer, member, quiet, spreadMs: 12, random: seeded(7) };
    for (let n = 0; n < RACES; n += 1) {
      races.push(await beside(work, race(world, platform.candidate({ nickname: `抢答${n}` }))));
    }
  }, 120_000);
  afterAll(() => stage.stop());

  /** Rounds of the worker, since somebody last asked, in which neither side had anything to do. */
  let idle = 0;
  let delivering: Promise<void> | null = null;

  /**
   * The worker at its own pace, and the clock with it: the conversation reaches the pool on the way. A callback that found no
   * answer in time comes once more.
   */
  async function work(): Promise<void> {
    delivering ??= stage.platform.settle().finally(() => (delivering = null));
    const before = delivering;
    const ran = (await stage.app.worker?.drain()) ?? 0;
    if (ran > 0) idle = 0;
    else if (delivering !== before) idle += 1;
    stage.clock.at += 100;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }

  /** A row that the worker beside has taken is under way although nothing is due: whole rounds have to find nothing. */
  async function quiet(): Promise<void> {
    idle = 0;
    await until('nothing is under way', () => idle > 2, { everyMs: 1 });
  }

  async function beside<T>(step: () => Promise<void>, main: Promise<T>): Promise<T> {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    void main.then(end, end);
    while (!isOver) await step();
    return main;
  }

  it('says nothing while a person has it (promise 12)', () => {
    expect(races).toHaveLength(RACES);
    expect(races.filter(({ spoken }) => spoken > 0)).toEqual([]);
  });

  it('does not even try once it knows', () => {
    expect(races.filter(({ triedKnowingly }) => triedKnowingly > 0)).toEqual([]);
  });

  it('says one thing when the person has ended, nothing of what it left unsaid', () => {
    expect(races.filter(({ afterEnd }) => afterEnd.length !== 1)).toEqual([]);
  });

  it('was taken over both from the pool and from the desk', () => {
    expect(new Set(races.map(({ takenFrom }) => takenFrom))).toEqual(new Set(['pool', 'desk']));
  });
});
