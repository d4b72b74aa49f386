import { changeRegistration } from '../../../../../server/use-cases/registrations/change-registration';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';
import { LEAD, moneyWorld, type MoneyWorld } from '../../../../support/money-world';
import { REVIEWING_SITE, smallSeason } from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

let embedded: EmbeddedContext;
let world: MoneyWorld;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
  const basis = { ...embedded.context, queue: embedded.queue };
  const season = smallSeason({ now: NOW, policies: { unpaidHoldMinutes: 60, holdStartsAt: 'approved' } });
  world = await moneyWorld(basis, embedded.clock, season);
});
afterEach(() => embedded.close());

describe('changeRegistration', () => {
  it('takes the only decision back whole: none is in force then', async () => {
    const { id } = await world.approved({ siteCode: REVIEWING_SITE });
    await world.act(id, LEAD, (tx, target) =>
      changeRegistration(tx, world.context, {
        ...target,
        action: 'undo_decision',
        request: { revisionShown: target.registration.decision?.revision },
      }),
    );
    expect(await world.find(id)).toMatchObject({ state: 'pending', decision: null });
  });
});
