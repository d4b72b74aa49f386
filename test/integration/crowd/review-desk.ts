import { parseReviewTaskId } from '../../../shared/domain/ids';
import type { Reviewer } from '../../platform/hands/reviewer';
import type { SeenCard } from '../../platform/hands/seen-card';
import type { Board } from './board';
import type { CrowdStage } from './crowd-stage';
import { REVIEWERS, SITES } from './crowd-season';
import type { Script } from './scripts';

/** Reviewers who decide whatever reaches them, always two at once, some of them pressing twice. */
export interface ReviewDesk {
  /** Pages that did not open, presses that were not taken: tried again later. */
  failures: number;
  stop(): Promise<void>;
}

export interface DeskOptions {
  stage: CrowdStage;
  board: Board;
  scriptOf(registrationId: string): Script | undefined;
}

interface Case {
  registrationId: string;
  round: string;
  /** One card of each reviewer of the site. */
  cards: { reviewer: Reviewer; card: SeenCard }[];
}

/** A registration that still waits after a decision was pressed is taken up again. */
const AGAIN_MS = 6_000;
const REASON = 'photo_quality';

export function openReviewDesk(options: DeskOptions): ReviewDesk {
  const { stage } = options;
  const desk: ReviewDesk = { failures: 0, stop };
  const triedAt = new Map<string, number>();
  const rounds = new Map<string, number>();
  let stopping = false;

  async function serve(site: string): Promise<void> {
    const team = REVIEWERS.filter((member) => member.site === site).map(({ userid }) =>
      stage.reviewers.get(userid),
    );
    while (!stopping) {
      for (const waiting of casesOf(team.filter((one) => one !== undefined))) {
        if (!stopping && isDue(waiting)) await decide(waiting);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  function isDue({ registrationId, round, cards }: Case): boolean {
    if (options.board.byRegistration(registrationId)?.state !== 'pending' || cards.length < 2) return false;
    return Date.now() - (triedAt.get(round) ?? 0) > AGAIN_MS;
  }
  async function decide(waiting: Case): Promise<void> {
    const { registrationId, round } = waiting;
    const again = triedAt.has(round);
    triedAt.set(round, Date.now());
    if (!again) rounds.set(registrationId, (rounds.get(registrationId) ?? 0) + 1);
    const script = options.scriptOf(registrationId);
    const isFirst = rounds.get(registrationId) === 1;
    try {
      await Promise.all(waiting.cards.map(({ reviewer, card }) => looks(reviewer, card)));
      await press(waiting, {
        rejects: isFirst && script?.rejectedFirst === true,
        disputed: isFirst && script?.disputed === true,
      });
    } catch {
      desk.failures += 1;
    }
  }
  const loops = Promise.all([serve(SITES.reviewing), serve(SITES.second)]);
  async function stop(): Promise<void> {
    stopping = true;
    await loops;
  }
  return desk;
}

/** What can still be decided, by registration and round. */
function casesOf(team: readonly Reviewer[]): Case[] {
  const cases = new Map<string, Case>();
  for (const reviewer of team) {
    for (const card of reviewer.cards()) {
      const task = card.taskId === undefined ? null : parseReviewTaskId(card.taskId);
      if (!task || !card.buttons.some(({ key, pressable }) => key === 'approve' && pressable)) continue;
      const round = `${task.registrationId}/${task.revision}/${task.attempt}`;
      const found = cases.get(round) ?? { registrationId: task.registrationId, round, cards: [] };
      cases.set(round, found);
      found.cards.push({ reviewer, card });
    }
  }
  return [...cases.values()];
}

/** Who has not opened this revision may not approve it. */
async function looks(reviewer: Reviewer, card: SeenCard): Promise<void> {
  const url = card.url ?? card.buttons.find((button) => button.url)?.url;
  if (!url) throw new Error('the card opens no page');
  const page = await reviewer.opens(url);
  if (page.status !== 200) throw new Error(`the page of a card answers ${page.status}`);
}

async function press(
  { cards }: Case,
  { rejects, disputed }: { rejects: boolean; disputed: boolean },
): Promise<void> {
  const [first, second] = cards;
  if (!first || !second) return;
  if (rejects || disputed) second.reviewer.chooses(REASON, second.card);
  if (rejects) first.reviewer.chooses(REASON, first.card);
  await Promise.all([
    first.reviewer.pressesTwice(rejects ? 'reject' : 'approve', first.card),
    second.reviewer.presses(rejects || disputed ? 'reject' : 'approve', {
      card: second.card,
      evenIfGrey: true,
    }),
  ]);
}
