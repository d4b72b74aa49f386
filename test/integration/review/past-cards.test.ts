import { ACTIONS, movesOf, STATES, type State } from '../../../shared/domain/lifecycle';
import { pressEveryPastCard } from '../../support/past-cards';
import { LATER } from '../../support/ways-after-review';

describe('pressCard', () => {
  it('is tried in every state, each reached as a review leads there', () => {
    const reached = new Set<State>(['pending']);
    for (const state of reached) {
      for (const action of ACTIONS) movesOf(action, state).forEach((next) => reached.add(next));
    }
    expect(Object.keys(LATER).toSorted()).toEqual([...STATES].toSorted());
    const outOfReach = STATES.filter((state) => LATER[state].every(({ way }) => way === 'out of reach'));
    expect(outOfReach.filter((state) => reached.has(state))).toEqual([]);
  });

  const ways = STATES.flatMap((state) => LATER[state].map((later) => ({ state, way: later.way, later })));
  it.each(ways)(
    'changes nothing by any past card once it is $state ($way), and tells the truth (promise 8)',
    async ({ state, later }) => {
      expect(await pressEveryPastCard(state, later)).toBeGreaterThan(100);
    },
  );
});
