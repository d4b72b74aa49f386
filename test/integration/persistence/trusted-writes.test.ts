import { createConnection, type Connection } from 'mysql2/promise';
import type { Storage } from '../../../server/persistence/storage';
import { undone } from '../../../server/use-cases/ports/storage';
import { freshStorage, requireEngine } from '../../support/engines';
import { until } from '../../support/until';
import { message, openTestStorage, order, registration } from './support';

requireEngine('mariadb')('writes that are trusted in', () => {
  const fresh = freshStorage('servers');
  let storage: Storage;
  let rival: Connection;
  beforeAll(async () => {
    const settings = await fresh();
    // One connection: whatever a unit leaves open on it, the next statement meets.
    storage = await openTestStorage(settings, { poolSize: 1 });
    rival = await createConnection(settings.DATABASE_URL ?? '');
  });
  afterAll(async () => {
    await rival.query('SET GLOBAL completion_type = 0');
    await rival.end();
    await storage.close();
  });

  const stored = async () => {
    const one = registration();
    await storage.unitOfWork.run((tx) => tx.registrations.insert(one));
    return one;
  };
  /** Of this database alone: other tests share its server. The list is a moment old, so it is asked again. */
  const noTransactionIsLeft = () =>
    until('no transaction is left open', async () => {
      const [rows] = await rival.query(
        `SELECT COUNT(*) AS count FROM information_schema.innodb_trx
         JOIN information_schema.processlist ON id = trx_mysql_thread_id WHERE db = DATABASE()`,
      );
      return Number((rows as { count: number }[])[0]?.count) === 0;
    });

  it('commits nothing of a unit that somebody beat, and tells the second run', async () => {
    const { id } = await stored();
    const [lost, won] = [message(), message()];
    const seen: string[] = [];
    const outcome = await storage.unitOfWork.run(async (tx) => {
      const found = await tx.registrations.find(id);
      if (!found) throw new Error('stored before');
      if (seen.length === 0) {
        await rival.query('UPDATE registrations SET version = version + 1, revision = 7 WHERE id = ?', [id]);
      }
      const saved = await tx.registrations.save({ ...found, revision: found.revision + 1 });
      seen.push(`${found.revision}:${saved}`);
      await tx.outbox.add([seen.length === 1 ? lost : won]);
      return found.revision + 1;
    });
    expect([outcome, seen]).toEqual([8, ['1:saved', '7:saved']]);
    const rows = await storage.queue.claim({ owner: 'w', now: won.dueAt, leaseMs: 1, limit: 9 });
    expect(rows.map((row) => row.id)).toEqual([won.id]);
  });

  it('judges rows that an update leaves as they were by whether they are there', async () => {
    const one = order();
    await storage.unitOfWork.run((tx) => tx.orders.insert(one));
    let runs = 0;
    await storage.unitOfWork.run(async (tx) => {
      runs += 1;
      await tx.orders.save(one);
    });
    expect(runs).toBe(1);
  });

  it('lets no outcome out that rests on a write which missed, be it undone', async () => {
    const { id } = await stored();
    let runs = 0;
    const outcome = await storage.unitOfWork.run(async (tx) => {
      runs += 1;
      const found = await tx.registrations.find(id);
      if (!found) throw new Error('stored before');
      if (runs === 1) await rival.query('UPDATE registrations SET version = version + 1 WHERE id = ?', [id]);
      await tx.registrations.save(found);
      return undone(found.version);
    });
    expect([runs, outcome]).toEqual([2, 2]);
    await noTransactionIsLeft();
  });

  it('rolls back all of a batch that met a lock until its time was over, and does it whole once it is free', async () => {
    const { id } = await stored();
    const sent = message();
    await rival.beginTransaction();
    await rival.query('UPDATE registrations SET updated_at = updated_at + 1 WHERE id = ?', [id]);
    let runs = 0;
    const unit = storage.unitOfWork.run(async (tx) => {
      runs += 1;
      const found = await tx.registrations.find(id);
      await tx.outbox.add([sent]);
      if (found) await tx.registrations.save({ ...found, revision: found.revision + 1 });
    });
    await until('the unit runs again', () => runs > 1);
    await rival.rollback();
    await unit;
    const after = await storage.unitOfWork.read((tx) => tx.registrations.find(id));
    expect([after?.version, after?.revision]).toEqual([2, 2]);
    await noTransactionIsLeft();
  });

  it('ends its transactions where the server chains them by default', async () => {
    const settings = await fresh();
    await rival.query('SET GLOBAL completion_type = 1');
    const chained = await openTestStorage(settings, { poolSize: 1 });
    await rival.query('SET GLOBAL completion_type = 0');
    const sent = message();
    await chained.unitOfWork.run((tx) => tx.outbox.add([sent]));
    const claimed = await chained.queue.claim({ owner: 'w', now: sent.dueAt, leaseMs: 1, limit: 9 });
    await chained.queue.complete(claimed, sent.dueAt);
    await chained.close();
    const database = new URL(settings.DATABASE_URL ?? '').pathname.slice(1);
    const [rows] = await rival.query('SELECT done_at FROM ??.outbox WHERE id = ?', [database, sent.id]);
    expect(rows).toEqual([{ done_at: sent.dueAt }]);
  });
});
