import type { RowDataPacket } from 'mysql2/promise';
import { freshStorage, requireEngine } from '../../support/engines';
import { lostCallbacks } from './acknowledged';
import { countCrowd, untilQuiet } from './counts';
import { SITES } from './crowd-season';
import { startCrowdStage, type CrowdStage } from './crowd-stage';
import { leaksOf } from './leaks';
import { startCrowd, type Crowd } from './run-crowd';
import { rushFor } from './scripts';

export interface CrowdRun {
  name: string;
  size: number;
  atOnce: number;
  patienceMs: number;
  /** Longest time for everybody. */
  withinMs: number;
  /** What happens to the processes and to Redis while the crowd is at work. */
  meanwhile?(run: { stage: CrowdStage; crowd: Crowd }): Promise<void>;
}

/**
 * Describes one crowd on two web and two worker processes (promise 14): everybody registers, then everything is counted.
 * Half of those who rush for the small site find it full.
 */
export function describeCrowd(run: CrowdRun, more?: (given: () => CrowdStage) => void): void {
  requireEngine('mariadb', 'redis')(run.name, () => {
    const fresh = freshStorage('servers');
    const seats = Math.floor(rushFor(run.size) / 2);
    let stage: CrowdStage;
    let crowd: Crowd;

    beforeAll(async () => {
      stage = await startCrowdStage(await fresh(), { smallSite: seats });
      crowd = await startCrowd({ stage, size: run.size, atOnce: run.atOnce, patienceMs: run.patienceMs });
      await run.meanwhile?.({ stage, crowd });
      await crowd.done;
      await untilQuiet(stage);
    }, run.withinMs);
    afterAll(async () => {
      await stage?.stop();
    }, 60_000);

    it('brings everybody to the end of their script, with nothing lost and nothing doubled', async () => {
      expect(crowd.walkers).toHaveLength(run.size);
      expect(await countCrowd(stage, crowd.walkers)).toEqual([]);
    }, 60_000);

    it('sells the seats of a small site exactly, and tells everybody else (race rule 5)', async () => {
      const [rows] = await stage.database.query<RowDataPacket[]>(
        "SELECT taken FROM seats WHERE site_code = ? AND subject_code = ''",
        [SITES.small],
      );
      expect(rows).toEqual([{ taken: seats }]);
      const turnedAway = crowd.walkers.filter(({ wasTurnedAway }) => wasTurnedAway);
      expect(turnedAway).toHaveLength(rushFor(run.size) - seats);
    });

    it('holds every callback that it acknowledged (promise 4)', async () => {
      const { acknowledged, lost } = await lostCallbacks(stage);
      expect(acknowledged).toBeGreaterThan(run.size * 20);
      expect(lost).toBe(0);
    }, 60_000);

    it('logs no error', () => {
      const errors = stage
        .everyProcess()
        .flatMap((process) => process.lines())
        .filter(({ level }) => level === 'error' || level === 'fatal');
      expect(errors.slice(0, 10)).toEqual([]);
    });

    it('keeps personal values out of logs, metrics, Redis, columns, transcripts and cards (promise 13)', async () => {
      expect(await leaksOf(stage, crowd.walkers)).toEqual([]);
    }, 120_000);

    more?.(() => stage);
  });
}
