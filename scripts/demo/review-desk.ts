import type { Page } from '../../test/platform/hands/browser';
import type { Reviewer } from '../../test/platform/hands/reviewer';
import type { SeenCard } from '../../test/platform/hands/seen-card';
import type { Stack } from './stack';

/** A reviewer of the sample season at work. */
export interface ReviewDesk {
  reviewer: Reviewer;
  card(): SeenCard;
  /** Opens the detail page of the newest card. */
  opens(): Promise<Page>;
  /** Approves on the card after having opened the detail page. */
  approves(): Promise<void>;
  rejects(reason: string): Promise<void>;
}

export function deskOf(stack: Stack, userid: string): ReviewDesk {
  const reviewer = stack.reviewers.get(userid);
  if (!reviewer) throw new Error(`nobody is called ${userid}`);
  const desk: ReviewDesk = {
    reviewer,
    card: () => reviewer.lastCard(),
    async opens() {
      const url = desk.card().url ?? desk.card().buttons.find((button) => button.url)?.url;
      if (!url) throw new Error('the card opens no page');
      const page = await reviewer.opens(url);
      await stack.settle();
      return page;
    },
    async approves() {
      await desk.opens();
      await reviewer.presses('approve');
      await stack.settle();
    },
    async rejects(reason) {
      await desk.opens();
      reviewer.chooses(reason);
      await reviewer.presses('reject');
      await stack.settle();
    },
  };
  return desk;
}
