import { drawnPhotos } from '../../platform/hands/drawn-photos';
import type { Kf } from '../../platform/kf/state';
import type { NoticePlan } from '../../platform/wechatpay/state';
import { startBoard, type Board } from './board';
import type { CrowdStage } from './crowd-stage';
import { openReviewDesk } from './review-desk';
import { walk, type Walker } from './walker';

export interface CrowdOptions {
  stage: CrowdStage;
  size: number;
  /** How many register at the same time. */
  atOnce: number;
  patienceMs: number;
}

export interface Crowd {
  walkers: Walker[];
  /** How many have come to the end of their script so far. */
  finished(): number;
  /** Until everybody has; the first who cannot fails it. */
  done: Promise<void>;
}

/** How pay notices travel, one after the other: doubled, late, lost, and out of order by that. */
const NOTICES: readonly NoticePlan[] = [
  {},
  { copies: 3 },
  { delayMs: 2_000 },
  { lost: true },
  { delayMs: 1_000, copies: 2 },
];
const NOISE_EVERY_MS = 250;

/** Starts the whole crowd, with reviewers at work and platforms that repeat, delay and mix up what they say. */
export async function startCrowd({ stage, size, atOnce, patienceMs }: CrowdOptions): Promise<Crowd> {
  const { platform } = stage;
  const photos = (await drawnPhotos()).filter(({ key }) => key === 'good' || key === 'another');
  const board = startBoard(stage);
  const walkers: Walker[] = [];
  const desk = openReviewDesk({
    stage,
    board,
    scriptOf: (registrationId) =>
      walkers.find((walker) => standing(board, walker)?.registrationId === registrationId)?.script,
  });
  platform.kf.quirks.doubleBells = true;
  for (let count = 0; count < size; count += 1) {
    platform.pay.nextNotices.push(NOTICES[count % NOTICES.length] ?? {});
  }
  let beats = 0;
  const noise = setInterval(() => disturb(platform.kf, (beats += 1)), NOISE_EVERY_MS);
  let next = 0;
  let finished = 0;

  async function lane(): Promise<void> {
    while (next < size) {
      const index = next;
      next += 1;
      const photo = photos[index % photos.length]?.bytes ?? Buffer.alloc(0);
      await walk(index, { stage, board, photo, patienceMs, sets: (walker) => walkers.push(walker) });
      finished += 1;
    }
  }
  async function all(): Promise<void> {
    try {
      await Promise.all(Array.from({ length: atOnce }, lane));
    } finally {
      next = size;
      clearInterval(noise);
      await desk.stop();
      await board.stop();
    }
  }
  const done = all();
  // Whoever waits for something else first is told by their own `await`.
  done.catch(() => undefined);
  return { walkers, finished: () => finished, done };
}

function standing(board: Board, { candidate }: Walker): ReturnType<Board['of']> {
  return board.of(candidate.externalUserid);
}

/** The next pull brings messages that were read before, and now and then an empty page first. */
function disturb({ quirks }: Kf, beat: number): void {
  quirks.repeatMessages = 8;
  if (beat % 5 === 0) quirks.emptyPages = 1;
}
