import { MIGRATIONS } from '../../../server/persistence/migrations/migrations';
import type { EntityMetadata, Table } from 'typeorm';
import { createDataSource, type StorageTarget } from '../../../server/persistence/data-source';
import { migrate, pendingMigrations } from '../../../server/persistence/migrate';
import { openStorage } from '../../../server/persistence/storage';
import { StorageOutdatedError } from '../../../server/use-cases/ports/storage-errors';
import { forEachEngine, freshStorage, requireEngine, type StorageSettings } from '../../support/engines';
import { account, cipher, keyedHash, NOW, order, registration } from './support';

const limits = { poolSize: 2, connectMs: 2_000, queryMs: 0 };

function targetOf(settings: StorageSettings): StorageTarget {
  return settings.DATABASE_URL ? { databaseUrl: settings.DATABASE_URL } : { dataDir: settings.DATA_DIR };
}

describe('migrate', () => {
  forEachEngine(({ engine, fresh }) => {
    it('makes the tables that the entities describe, and a second time nothing', async () => {
      const target = targetOf(await fresh());
      expect((await migrate(target)).length).toBeGreaterThan(0);
      expect(await migrate(target)).toEqual([]);

      const source = await createDataSource(target, limits).initialize();
      expect(await pendingMigrations(source)).toEqual([]);
      const described = source.entityMetadatas.map(describedTable).toSorted(byName);
      const runner = source.createQueryRunner();
      const made = await runner.getTables(described.map((table) => table.name));
      await runner.release();
      await source.destroy();
      expect(made.map(madeTable).toSorted(byName)).toEqual(described);
    });

    it('goes on where it was interrupted', async () => {
      const target = targetOf(await fresh());
      const source = await createDataSource(target, limits).initialize();
      await migrate(target);
      // As if the process had died after half of the second migration.
      const runner = source.createQueryRunner();
      await runner.query("DELETE FROM migrations WHERE name NOT LIKE 'CreateAccounts%'");
      for (const table of ['registration_history', 'orders', 'outbox']) await runner.dropTable(table);
      await runner.release();

      expect(await migrate(target)).toHaveLength(MIGRATIONS.length - 1);
      expect(await migrate(target)).toEqual([]);
      expect(await source.createQueryRunner().hasTable('orders')).toBe(true);
      await source.destroy();
    });

    it('refuses a text longer than its column', async () => {
      const target = targetOf(await fresh());
      await migrate(target);
      const source = await createDataSource(target, limits).initialize();
      const insert = (name: string): Promise<unknown> =>
        source.query('INSERT INTO stream_cursors (name, cursor_value, at) VALUES (?, ?, ?)', [name, '', NOW]);
      await insert('\u{20BB7}'.repeat(128));
      await expect(insert('\u{20BB7}'.repeat(129))).rejects.toThrow();
      await source.destroy();
    });

    it('stores no personal value in clear', async () => {
      const target = targetOf(await fresh());
      if (engine === 'servers') await migrate(target);
      const storage = await openStorage({ target, cipher, keyedHash });
      const secrets = ['li@example.cn', '13900000003', '王小明', 'E12345678', 'openid-secret', 'wm-secret'];
      const [email, mobile, name, documentNumber, openid, external] = secrets as [
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      await storage.unitOfWork.run(async (tx) => {
        await tx.accounts.insert(account({ email, emailVerifiedAt: NOW, mobile, mobileVerifiedAt: NOW }));
        const answers = { name, documentType: 'passport' as const, documentNumber, mobile, email };
        await tx.registrations.insert(registration({ answers, changeSet: answers, deleteReason: name }));
        await tx.orders.insert(order({ payerOpenid: openid }));
        await tx.identities.bind({ kind: 'openid', value: openid, accountId: 'a', boundAt: NOW });
        await tx.permits.add(openid, 't', 1, NOW);
        await tx.inbox.add({
          id: 'i',
          kind: 'k',
          digest: 'd',
          content: external,
          lane: external,
          receivedAt: NOW,
        });
      });
      await storage.close();

      const source = await createDataSource(target, limits).initialize();
      const dump: unknown[] = [];
      for (const { tableName } of source.entityMetadatas)
        dump.push(await source.query(`SELECT * FROM ${tableName}`));
      await source.destroy();
      const text = JSON.stringify(dump);
      expect(text).toContain('v1:');
      for (const secret of secrets) expect(text).not.toContain(secret);
    });
  });
});

requireEngine('mariadb')('openStorage on a server', () => {
  const fresh = freshStorage('servers');

  it('refuses an old schema and names the command', async () => {
    const opening = openStorage({ target: targetOf(await fresh()), cipher, keyedHash });
    await expect(opening).rejects.toThrow(StorageOutdatedError);
    await expect(opening).rejects.toThrow('npm run migrate');
  });

  it('lets two migrations run at the same time', async () => {
    const target = targetOf(await fresh());
    const applied = await Promise.all([migrate(target), migrate(target)]);
    expect(applied.flat()).toHaveLength(new Set(applied.flat()).size);
  });
});

interface TableFacts {
  name: string;
  columns: string[];
  indices: string[];
}

function describedTable(entity: EntityMetadata): TableFacts {
  const columns = entity.columns.map((column) => fact(column.databaseName, column));
  const indices = entity.indices.map((index) => {
    const names = index.columns.map((column) => column.databaseName);
    return `${index.name} (${names.join(', ')}) ${index.isUnique ? 'unique' : ''}`;
  });
  return { name: entity.tableName, columns: columns.toSorted(), indices: indices.toSorted() };
}

function madeTable(table: Table): TableFacts {
  const columns = table.columns.map((column) => fact(column.name, column));
  const indices = table.indices.map(
    (index) => `${index.name} (${index.columnNames.join(', ')}) ${index.isUnique ? 'unique' : ''}`,
  );
  const name = table.name.split('.').at(-1) ?? '';
  return { name, columns: columns.toSorted(), indices: indices.toSorted() };
}

function fact(name: string, column: { isNullable: boolean; isPrimary: boolean; length?: string }): string {
  return [name, column.length, column.isNullable ? 'null' : '', column.isPrimary ? 'key' : ''].join(' ');
}

function byName(left: TableFacts, right: TableFacts): number {
  return left.name < right.name ? -1 : 1;
}
