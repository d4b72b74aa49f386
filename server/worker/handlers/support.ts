import { expireProposal } from '../../use-cases/end-proposal';
import { indexPeople } from '../../use-cases/index-people';
import type { Context } from '../../use-cases/context';
import { DONE, type Handlers } from '../handler';

/** Jobs of what support works with beside the conversations. */
export function supportHandlers(context: Context): Handlers {
  return {
    'proposal.expired': async ({ payload }) => {
      await expireProposal(context, String(payload.proposalId));
      return DONE;
    },
    'search.keys_missing': async ({ payload }) => {
      await indexPeople(context, String(payload.after));
      return DONE;
    },
  };
}
