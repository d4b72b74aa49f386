import type { Context } from '../../../../../server/use-cases/context';
import { MOST_COUNTED } from '../../../../../server/use-cases/ports/counting';
import type { Repositories } from '../../../../../server/use-cases/ports/storage';
import { nextConversation } from '../../../../../server/use-cases/support/next-conversation';
import { supporter } from '../../../../support/desk';

describe('nextConversation', () => {
  const next = (found: { calling?: string[]; waiting?: string[]; counted?: number }) => {
    const { calling = [], waiting = [], counted = waiting.length } = found;
    const handoffs = {
      callingFor: async () => calling,
      listForDesk: async () => waiting.map((id) => ({ id })),
      countOpen: async () => counted,
    };
    const context = { clock: { now: () => 0 } } as unknown as Context;
    const asked = { member: supporter('mei'), exceptId: 'shown' };
    return nextConversation({ handoffs } as unknown as Repositories, context, asked);
  };

  it('leads to the member’s own before what nobody has, never to the one that is shown', async () => {
    expect(await next({ calling: ['shown', 'a', 'b'], waiting: ['c'] })).toEqual({
      ...{ id: 'a', kind: 'calling', count: 2 },
    });
    expect(await next({ calling: ['shown'], waiting: ['shown', 'c'] })).toEqual({
      ...{ id: 'c', kind: 'waiting', count: 1 },
    });
    expect(await next({ waiting: ['shown'] })).toBeNull();
  });

  it('does not count the one that is shown, and takes none off more than are counted', async () => {
    const [waiting, over] = [['shown', 'c'], MOST_COUNTED + 1];
    expect(await next({ waiting, counted: MOST_COUNTED })).toMatchObject({ count: MOST_COUNTED - 1 });
    expect(await next({ waiting, counted: over })).toMatchObject({ count: over });
    expect(await next({ waiting: ['c', 'd'], counted: 2 })).toMatchObject({ count: 2 });
  });
});
