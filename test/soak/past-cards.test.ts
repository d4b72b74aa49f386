import { STATES } from '../../shared/domain/lifecycle';
import { pressEveryPastCard } from '../support/past-cards';
import { LATER } from '../support/ways-after-review';

describe('Every button and every entry of every past card, at every later state', () => {
  it('changes nothing and is answered by the truth', async () => {
    const pressed: Record<string, number> = {};
    for (const state of STATES) {
      for (const later of LATER[state]) {
        pressed[`${state} (${later.way})`] = await pressEveryPastCard(state, later, { everyOption: true });
      }
    }
    const total = Object.values(pressed).reduce((sum, count) => sum + count, 0);
    process.stderr.write(`${total} presses changed nothing: ${JSON.stringify(pressed)}\n`);
    expect(total).toBeGreaterThan(8_000);
  });
});
