import type { Clock } from '../../../shared/domain/time';
import { createFaults, type Faults } from '../faults';
import { createCourier, type Courier } from './courier';
import { createIds, type Ids } from './ids';
import { createSchedule, type Schedule } from './schedule';
import { createTimeline, type Timeline } from './timeline';

/** What every platform of the stand-in shares. */
export interface Core {
  clock: Clock;
  /** Who the corp, the apps and the people are: the same in every run with one seed. */
  identities: Ids;
  /** Codes, nonces and message ids: different in every `run`. */
  ids: Ids;
  schedule: Schedule;
  timeline: Timeline;
  faults: Faults;
  courier: Courier;
  /** Base address of the server under test; undefined until `connect`. */
  publicUrl(): string | undefined;
}

export interface CoreHandle extends Core {
  connect(publicUrl: string): void;
  tick(): Promise<void>;
  settle(): Promise<void>;
}

export function createCore(options: {
  clock: Clock;
  seed: string;
  run: string;
  keepEvents: number;
}): CoreHandle {
  const { clock } = options;
  const schedule = createSchedule();
  const courier = createCourier();
  let publicUrl: string | undefined;

  /** Runs what is due, including what becomes due by running it. */
  async function tick(): Promise<void> {
    for (let due = schedule.takeDue(clock.now()); due.length > 0; due = schedule.takeDue(clock.now())) {
      await Promise.all(due.map((run) => courier.track(Promise.resolve(run()))));
    }
  }
  async function settle(): Promise<void> {
    do await tick();
    while (await courier.idle());
  }
  return {
    clock,
    identities: createIds(options.seed),
    ids: createIds(`${options.seed}/${options.run}`),
    schedule,
    timeline: createTimeline(clock, options.keepEvents),
    faults: createFaults(),
    courier,
    publicUrl: () => publicUrl,
    connect(url) {
      publicUrl = url.replace(/\/+$/, '');
    },
    tick,
    settle,
  };
}
