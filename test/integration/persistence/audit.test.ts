import { createDataSource } from '../../../server/persistence/data-source';
import { grantApplication } from '../../../server/persistence/grant-application';
import { migrate } from '../../../server/persistence/migrate';
import { pruneAudit } from '../../../server/persistence/prune-audit';
import { openStorage, type Storage } from '../../../server/persistence/storage';
import { prunedMark, sealAudit } from '../../../server/use-cases/audit/audit-chain';
import { checkAudit } from '../../../server/use-cases/audit/check-audit';
import { DAY_MS, MINUTE_MS } from '../../../shared/domain/time';
import { forEachEngine, freshStorage, requireEngine } from '../../support/engines';
import { auditWorld, event, limits, memoryAnchor, recordingLogger, targetOf } from './audit-world';
import { cipher, keyedHash, nextId, NOW, openTestStorage } from './support';

describe('The chain over the audit (PR10)', () => {
  forEachEngine(({ engine, fresh }) => {
    const world = auditWorld(engine, fresh);
    const { append, clock, context, seal, tamper } = world;

    it('is whole after sealing in batches, and seals nothing twice', async () => {
      await append(...Array.from({ length: 5 }, () => event()));
      expect(await seal()).toBe(5);
      expect(await seal()).toBe(0);
      expect(await checkAudit(context())).toEqual({
        batches: 3,
        events: 5,
        prunedTo: 0,
        waiting: { events: 0, oldestAt: null },
        faultCount: 0,
        faults: [],
        head: 'held',
        last: { lastEvent: 5, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      });
    });

    it('leaves events of the last minute for later: one with a smaller number may still commit', async () => {
      await append(event(), event({ at: NOW + 2 * MINUTE_MS }));
      expect(await seal()).toBe(1);
      expect((await checkAudit(context())).waiting).toEqual({ events: 1, oldestAt: NOW + 2 * MINUTE_MS });
    });

    it('does not close over an event that is too new although a later number is old enough', async () => {
      // Two units at once: the second number was given to the one that had looked at the clock first.
      await append(event(), event({ at: NOW + MINUTE_MS + 1 }), event({ at: NOW + MINUTE_MS - 1 }));
      expect(await seal(9)).toBe(1);
      clock.at += MINUTE_MS;
      expect(await seal(9)).toBe(2);
      expect(await checkAudit(context())).toMatchObject({ batches: 2, events: 3, faults: [] });
    });

    it.each([
      ['changed', "UPDATE audit_events SET actor_id = 'somebody-else' WHERE seq = 3", 3, 4],
      ['changed', 'UPDATE audit_events SET revision = 2 WHERE seq = 1', 1, 2],
      ['removed', 'DELETE FROM audit_events WHERE seq = 4', 3, 4],
      ['removed', 'DELETE FROM audit_events WHERE seq IN (1, 2)', 1, 2],
      ['unlinked', 'DELETE FROM audit_chain WHERE first_event = 3', 5, 5],
    ])('tells which batch was %s: %s', async (fault, statement, firstEvent, lastEvent) => {
      await append(...Array.from({ length: 5 }, () => event()));
      await seal();
      await tamper(statement);
      expect((await checkAudit(context())).faults).toEqual([
        { fault, firstEvent, lastEvent, sealedAt: clock.at },
      ]);
    });

    it('tells an event that was put between sealed ones', async () => {
      await append(event(), event());
      // Numbers have gaps where a unit of work was rolled back.
      await insertAs(9);
      await seal(5);
      await insertAs(7);
      const { faults } = await checkAudit(context());
      expect(faults.map(({ fault }) => fault)).toEqual(['added']);
    });

    async function insertAs(seq: number): Promise<void> {
      const source = await createDataSource(targetOf(world.settings), limits).initialize();
      await source.query(
        "INSERT INTO audit_events (seq, id, action, actor_role, actor_id, actor_channel, at) VALUES (?, ?, 'x', 'system', 'x', 'x', 1)",
        [seq, nextId('forged')],
      );
      await source.destroy();
    }

    it('stays whole when old batches are dropped, and tells up to where', async () => {
      await append(event(), event(), event());
      await seal();
      clock.at += 200 * DAY_MS;
      await append(event({ at: NOW + 200 * DAY_MS }));
      await seal();
      expect(await prune()).toEqual({ batches: 2, events: 3, lastEvent: 3 });
      clock.at += 5 * MINUTE_MS;
      await seal();
      expect(await checkAudit(context())).toMatchObject({ batches: 2, events: 2, prunedTo: 3, faults: [] });
      expect(await prune()).toEqual({ batches: 0, events: 0, lastEvent: 0 });
    });

    /** Drops what was sealed on the first day. */
    const prune = () =>
      pruneAudit(targetOf(world.settings), {
        ...{ sealedBy: NOW + DAY_MS, now: clock.at, head: world.anchor.head },
        mark: (link) => prunedMark(keyedHash, link),
      });

    it('drops nothing behind the head that was kept', async () => {
      await append(event(), event(), event());
      await seal();
      world.anchor.head = { lastEvent: 2, hash: 'a'.repeat(64) };
      await expect(prune()).rejects.toThrow('nothing after it can be dropped');
      expect((await checkAudit(context())).events).toBe(3);
    });

    it('does not take removed events for dropped ones', async () => {
      await append(event(), event(), event());
      await seal();
      await tamper('DELETE FROM audit_events WHERE seq <= 2');
      expect((await checkAudit(context())).faults).toMatchObject([{ fault: 'removed', firstEvent: 1 }]);
    });

    it('can be read newest first, by person, act and registration', async () => {
      await append(event({ registrationId: 'r-2' }), event({ action: 'review.rejected' }), event());
      const read = (query: object) =>
        world.storage.unitOfWork.read((tx) => tx.audit.list({ beforeSeq: null, limit: 10, ...query }));
      expect((await read({})).map(({ seq }) => seq)).toEqual([3, 2, 1]);
      expect((await read({ beforeSeq: 3, limit: 1 })).map(({ seq }) => seq)).toEqual([2]);
      expect((await read({ registrationId: 'r-2' })).map(({ seq }) => seq)).toEqual([1]);
      expect((await read({ action: 'review.rejected' })).map(({ seq }) => seq)).toEqual([2]);
      expect(await read({ actorId: 'staff-2' })).toEqual([]);
    });
  });
});

describe('The audit on SQLite', () => {
  const fresh = freshStorage('embedded');

  it.each([
    ["UPDATE audit_events SET reason = 'x'", 'audit_events is append-only'],
    ['DELETE FROM audit_events', 'audit_events is append-only'],
    ["UPDATE audit_chain SET hash = 'x'", 'audit_chain is append-only'],
    ['DELETE FROM audit_chain', 'audit_chain is append-only'],
  ])('refuses %s', async (statement, message) => {
    const settings = await fresh();
    const storage = await openTestStorage(settings);
    await storage.unitOfWork.run((tx) => tx.audit.append(event()));
    const clock = { now: () => NOW + 2 * MINUTE_MS };
    const { unitOfWork } = storage;
    const { logger } = recordingLogger();
    const sealing = { clock, hash: keyedHash, newId: () => nextId('job'), unitOfWork, logger };
    await sealAudit({ ...sealing, auditAnchor: memoryAnchor() });
    await storage.close();
    const source = await createDataSource(targetOf(settings), limits).initialize();
    await expect(source.query(statement)).rejects.toThrow(message);
    await source.destroy();
  });
});

requireEngine('mariadb', 'redis')('grantApplication', () => {
  const fresh = freshStorage('servers');

  async function withUser(work: (owner: string, application: string) => Promise<void>): Promise<void> {
    const owner = (await fresh()).DATABASE_URL ?? '';
    await migrate({ databaseUrl: owner });
    const name = `app_${nextId('user').replace('-', '_')}_${process.pid}`;
    const source = await createDataSource({ databaseUrl: owner }, limits).initialize();
    await source.query(`CREATE USER '${name}'@'%' IDENTIFIED BY 'only-for-this-test'`);
    const application = new URL(owner);
    application.username = name;
    application.password = 'only-for-this-test';
    try {
      await work(owner, application.href);
    } finally {
      await source.query(`DROP USER '${name}'@'%'`);
      await source.destroy();
    }
  }

  it('lets the application work, and read and add to the audit only', async () => {
    await withUser(async (owner, application) => {
      expect(await grantApplication(owner, application)).toMatchObject({ kind: 'granted' });
      expect(await grantApplication(owner, application)).toMatchObject({ kind: 'granted' });
      const storage = await openTestStorageAs(application);
      await storage.unitOfWork.run((tx) => tx.audit.append(event()));
      const clock = { now: () => NOW + 2 * MINUTE_MS };
      const { unitOfWork } = storage;
      const basis = { clock, hash: keyedHash, newId: () => nextId('job'), unitOfWork };
      const context = { ...basis, auditAnchor: memoryAnchor(), logger: recordingLogger().logger };
      expect(await sealAudit(context)).toBe(1);
      expect((await checkAudit(context)).faults).toEqual([]);
      await storage.close();
      const source = await createDataSource({ databaseUrl: application }, limits).initialize();
      for (const statement of [
        'UPDATE audit_events SET revision = 2',
        'DELETE FROM audit_events',
        'TRUNCATE audit_events',
        'DELETE FROM audit_chain',
        'DROP TABLE audit_chain',
      ])
        await expect(source.query(statement)).rejects.toThrow(/denied/);
      await source.destroy();
    });
  });

  it('tells wider rights by which the application could change the audit', async () => {
    await withUser(async (owner, application) => {
      const source = await createDataSource({ databaseUrl: owner }, limits).initialize();
      const { username, pathname } = new URL(application);
      await source.query(`GRANT ALL ON \`${pathname.slice(1)}\`.* TO '${username}'@'%'`);
      await source.destroy();
      const granted = await grantApplication(owner, application);
      expect(granted).toMatchObject({ kind: 'too_wide' });
      expect(JSON.stringify(granted)).not.toContain('IDENTIFIED');
    });
  });

  it('tells when the schema and the application have one user', async () => {
    await withUser(async (owner) => {
      expect(await grantApplication(owner, owner)).toMatchObject({ kind: 'same_user' });
    });
  });

  /** Without migrating: this user may not. */
  function openTestStorageAs(databaseUrl: string): Promise<Storage> {
    return openStorage({ target: { databaseUrl }, cipher, keyedHash });
  }
});
