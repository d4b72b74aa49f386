import { tryNumber } from '../../../../../server/use-cases/accounts/document-tries';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';

const NOW = Date.parse('2027-01-02T23:00:00+08:00');

describe('tryNumber', () => {
  let embedded: EmbeddedContext;
  beforeEach(async () => {
    embedded = await embeddedContext(NOW);
  });
  afterEach(() => embedded.close());

  const attempt = (documentNumber: string) =>
    embedded.context.unitOfWork.run((tx) =>
      tryNumber(tx, embedded.context, {
        accountId: 'one',
        answers: { documentType: 'passport', documentNumber },
      }),
    );

  it('refuses the fourth different number until the day of Asia/Shanghai ends (PR21)', async () => {
    for (const number of ['E10000001', 'E10000002', 'E10000003', 'E10000001']) {
      expect(await attempt(number)).toEqual({ ok: true });
    }
    const tryAgainAt = Date.parse('2027-01-03T00:00:00+08:00');
    expect(await attempt('E10000004')).toEqual({ ok: false, tryAgainAt });
    embedded.clock.at = tryAgainAt;
    expect(await attempt('E10000004')).toEqual({ ok: true });
  });
});
