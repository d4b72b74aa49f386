import { createMetrics } from '../../../../server/http/metrics';
import type { OutboxQueue } from '../../../../server/use-cases/ports/messaging';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const stats = async () => ({ waiting: 0, parked: 0, overdueMs: 0 });

const unsealed = (unsealedSince: () => Promise<number | null>) => {
  const metrics = createMetrics({
    queue: { stats } as unknown as OutboxQueue,
    clock: { now: () => NOW },
    unsealedSince,
  });
  return async () => /^ncre_audit_unsealed_seconds (\S+)$/m.exec(await metrics.text())?.[1];
};

describe('createMetrics', () => {
  it('tells how old the oldest event is that is not chained yet (PR10)', async () => {
    expect(await unsealed(async () => NOW - 90_500)()).toBe('90.5');
    expect(await unsealed(async () => null)()).toBe('0');
    // The clock of the process that wrote it may be ahead.
    expect(await unsealed(async () => NOW + 1_000)()).toBe('0');
  });

  it('tells the last age while the database is away', async () => {
    const answers = [async () => NOW - 60_000, () => Promise.reject(new Error('away'))];
    const read = unsealed(() => answers.shift()?.() ?? Promise.reject(new Error('asked too often')));
    expect(await read()).toBe('60');
    expect(await read()).toBe('60');
  });
});
