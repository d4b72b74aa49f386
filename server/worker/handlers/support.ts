import { expireProposal } from '../../use-cases/support/end-proposal';
import { indexPeople } from '../../use-cases/support/index-people';
import { settleBriefCards, type DeskCardContext } from '../../use-cases/support/settle-brief-cards';
import { DONE, type Handlers } from '../handler';

/** Jobs of what support works with beside the conversations. */
export function supportHandlers(context: DeskCardContext): Handlers {
  return {
    'handoff.cards_outdated': async ({ payload }) => {
      await settleBriefCards(context, String(payload.handoffId));
      return DONE;
    },
    'proposal.expired': async ({ payload }) => {
      await expireProposal(context, String(payload.proposalId));
      return DONE;
    },
    'search.keys_missing': async ({ payload }) => {
      // A row of before knows of no second pass.
      await indexPeople(context, { pass: payload.pass === 2 ? 2 : 1, after: String(payload.after) });
      return DONE;
    },
  };
}
