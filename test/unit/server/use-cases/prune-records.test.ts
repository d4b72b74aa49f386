import { KEPT_MS, planPruning, pruneRecords } from '../../../../server/use-cases/prune-records';
import { outboxRow } from '../../../../server/use-cases/outbox-rows';
import type { Logger } from '../../../../server/use-cases/ports/logger';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/domain/time';
import { embeddedContext, type EmbeddedContext } from '../../../support/embedded-context';

const NOW = Date.parse('2026-03-02T09:00:00+08:00');
const NIGHT = Date.parse('2026-03-03T03:30:00+08:00');

describe('pruneRecords', () => {
  let embedded: EmbeddedContext;
  const lines: string[] = [];
  const ignore = () => undefined;
  const logger: Logger = {
    debug: ignore,
    info: (event, fields) => void lines.push(`${event} ${fields?.count}`),
    warn: ignore,
    error: ignore,
    with: () => logger,
  };
  beforeEach(async () => {
    embedded = await embeddedContext(NOW);
    lines.length = 0;
  });
  afterEach(() => embedded.close());

  const claim = () =>
    embedded.queue.claim({ owner: 'w', now: embedded.clock.at, leaseMs: MINUTE_MS, limit: 1_000 });
  const doneRows = async (count: number): Promise<void> => {
    const { context, queue } = embedded;
    const rows = Array.from({ length: count }, (_, index) =>
      outboxRow(context, { topic: 't', key: `k${index}`, payload: {} }),
    );
    await context.unitOfWork.run((tx) => tx.outbox.add(rows));
    await queue.complete(await claim(), embedded.clock.at);
  };
  const run = (payload: Record<string, unknown>) =>
    pruneRecords({ ...embedded.context, logger }, payload as unknown as Parameters<typeof pruneRecords>[1]);

  it('is planned once for the coming night, however often a worker starts', async () => {
    await planPruning(embedded.context);
    embedded.clock.at += HOUR_MS;
    await planPruning(embedded.context);
    expect(await embedded.queue.nextDueAt()).toBe(NIGHT);
    expect(await embedded.queue.stats(NOW)).toMatchObject({ waiting: 1 });
  });

  it('removes what ended longer ago than the term, says how much, and plans the next night', async () => {
    await doneRows(3);
    embedded.clock.at += DAY_MS;
    await planPruning(embedded.context);
    embedded.clock.at = NOW + KEPT_MS.outbox - 1;
    const [job] = await claim();
    expect(await run(job!.payload)).toBe(0);
    expect(await embedded.queue.nextDueAt()).toBeGreaterThan(embedded.clock.at);

    embedded.clock.at = NOW + KEPT_MS.outbox + 2 * DAY_MS;
    const next = (await claim()).filter((row) => row.topic === 'records.aged' && row.id !== job!.id);
    expect(next).toHaveLength(1);
    expect(await run(next[0]!.payload)).toBe(3);
    expect(lines).toEqual(['records.pruned 0', 'records.pruned 3']);
  });

  it('goes on a minute later when one run is not enough', async () => {
    await doneRows(7);
    embedded.clock.at = NOW + KEPT_MS.outbox + DAY_MS;
    const few = { rows: 2, units: 3 };
    const job = { kind: 'outbox', after: null, run: 0, date: '2026-03-03' } as const;
    expect(await pruneRecords({ ...embedded.context, logger }, job, few)).toBe(6);
    expect(await embedded.queue.nextDueAt()).toBe(embedded.clock.at + MINUTE_MS);
    embedded.clock.at += MINUTE_MS;
    const [rest] = await claim();
    expect(rest!.payload).toMatchObject({ kind: 'outbox', run: 1, date: '2026-03-03' });
    expect(await run(rest!.payload)).toBe(1);
    await embedded.queue.complete([rest!], embedded.clock.at);
    expect(await embedded.queue.nextDueAt()).toBeGreaterThan(embedded.clock.at + HOUR_MS);
  });
});
