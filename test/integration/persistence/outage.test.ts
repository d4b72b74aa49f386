import { createConnection } from 'mysql2/promise';
import type { Storage } from '../../../server/persistence/storage';
import { migrate } from '../../../server/persistence/migrate';
import { openStorage } from '../../../server/persistence/storage';
import { StorageUnavailableError } from '../../../server/use-cases/ports/storage-errors';
import { freshStorage, requireEngine } from '../../support/engines';
import { stallingProxy, type StallingProxy } from './stalling-proxy';
import { account, cipher, keyedHash, openTestStorage } from './support';

requireEngine('mariadb', 'redis')('openStorage when the database server fails', () => {
  const fresh = freshStorage('servers');
  let storage: Storage;
  let proxy: StallingProxy;
  beforeEach(async () => {
    const { DATABASE_URL } = await fresh();
    proxy = await stallingProxy(DATABASE_URL!, 3306);
    await migrate({ databaseUrl: DATABASE_URL! });
    const target = { databaseUrl: proxy.url };
    storage = await openStorage({ target, cipher, keyedHash, poolSize: 3, acquireMs: 300, queryMs: 300 });
  });
  afterEach(async () => {
    await storage.close();
    await proxy.close();
  });

  const insert = () => storage.unitOfWork.run((tx) => tx.accounts.insert(account()));

  it('answers fast while the server is frozen and works again afterwards', async () => {
    await Promise.all([insert(), insert()]);
    proxy.freeze();
    const began = Date.now();
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 8 }, insert),
      storage.ping(),
      storage.queue.nextDueAt(),
    ]);
    expect(Date.now() - began).toBeLessThan(2_000);
    for (const outcome of outcomes) {
      expect(outcome.status === 'rejected' && outcome.reason).toBeInstanceOf(StorageUnavailableError);
    }

    proxy.thaw();
    await until(() => storage.ping());
    await insert();
  });

  it('works again after connections were cut, and says unavailable while there are none', async () => {
    await Promise.all([insert(), insert()]);
    proxy.cut();
    await expect(insert()).rejects.toThrow(StorageUnavailableError);
    await expect(storage.ping()).rejects.toThrow(StorageUnavailableError);
    proxy.restore();
    await until(insert);
  });

  it('repeats a unit whose pooled connection was killed by the server', async () => {
    await Promise.all([insert(), insert(), insert()]);
    await killOthers(proxy.url);
    await insert();
  });
});

requireEngine('mariadb')('unitOfWork against a locked row', () => {
  const fresh = freshStorage('servers');

  it('gives up with a typed error instead of waiting for the server default of 50 seconds', async () => {
    const settings = await fresh();
    const storage = await openTestStorage(settings, { pause: async () => undefined, queryMs: 700 });
    const stored = account();
    await storage.unitOfWork.run((tx) => tx.accounts.insert(stored));
    const blocker = await createConnection({ uri: settings.DATABASE_URL! });
    await blocker.query('START TRANSACTION');
    await blocker.query('SELECT * FROM accounts WHERE id = ? FOR UPDATE', [stored.id]);

    const began = Date.now();
    const saving = storage.unitOfWork.run((tx) => tx.accounts.save({ ...stored, locale: 'en' }));
    await expect(saving).rejects.toThrow(StorageUnavailableError);
    expect(Date.now() - began).toBeLessThan(3_000);
    await blocker.query('ROLLBACK');
    await blocker.end();
    expect(await storage.unitOfWork.run((tx) => tx.accounts.save({ ...stored, locale: 'en' }))).toBe('saved');
    await storage.close();
  });
});

/** Tries until it works; a server that came back needs a moment. */
async function until(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries >= 40) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function killOthers(url: string): Promise<void> {
  const connection = await createConnection({ uri: url });
  const [rows] = await connection.query(
    'SELECT ID AS id FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()',
  );
  for (const { id } of rows as { id: number }[]) await connection.query(`KILL ${id}`);
  await connection.end();
}
