import { sealAudit, unsealedSince } from '../../../server/use-cases/audit/audit-chain';
import { checkAudit, isWhole } from '../../../server/use-cases/audit/check-audit';
import {
  beginAuditCheck,
  checkAuditNightly,
  continueAuditCheck,
} from '../../../server/use-cases/audit/run-audit-check';
import { DAY_MS, MINUTE_MS } from '../../../shared/domain/time';
import { forEachEngine } from '../../support/engines';
import { auditWorld, event } from './audit-world';
import { NOW } from './support';

describe('The head and the checks of the audit (PR10)', () => {
  forEachEngine(({ engine, fresh }) => {
    const world = auditWorld(engine, fresh);
    const { append, context, seal, tamper } = world;

    it('misses an end that was cut off, by the head it kept and by the one the log told', async () => {
      await append(...Array.from({ length: 5 }, () => event()));
      await seal();
      const told = world.log.lines.find(({ event: name }) => name === 'audit.sealed')?.fields;
      await tamper('DELETE FROM audit_chain WHERE first_event >= 3');
      await tamper('DELETE FROM audit_events WHERE seq >= 3');
      const check = await checkAudit(context());
      expect(check).toMatchObject({ faultCount: 0, head: 'cut_off', last: { lastEvent: 2 } });
      expect(isWhole(check)).toBe(false);
      const expected = { lastEvent: Number(told?.count), hash: String(told?.code) };
      world.anchor.head = null;
      expect((await checkAudit(context())).head).toBe('unknown');
      expect((await checkAudit(context(), expected)).head).toBe('cut_off');
    });

    /** What the owner of the database can write: a link without events, and the mark that retention dropped them. */
    const passOff = async (lastEvent: number, hash: string) => {
      await tamper(
        `INSERT INTO audit_chain (first_event, last_event, events, previous_hash, hash, sealed_at) VALUES (${lastEvent}, ${lastEvent}, 1, '${'b'.repeat(64)}', '${hash}', ${NOW})`,
      );
      await tamper(
        `INSERT INTO audit_events (seq, id, action, actor_role, actor_id, actor_channel, reason, at) VALUES (${lastEvent + 1}, 'forged', 'audit.pruned', 'system', 'migrate', 'command', '${hash}', ${NOW})`,
      );
    };

    it('does not take the removal of everything for retention, whatever link and mark are made up', async () => {
      await append(...Array.from({ length: 4 }, () => event()));
      await seal();
      const { head } = world.anchor;
      await tamper('DELETE FROM audit_chain');
      await tamper('DELETE FROM audit_events');
      await passOff(5, 'a'.repeat(64));
      const check = await checkAudit(context());
      expect(check).toMatchObject({ faultCount: 1, head: 'cut_off', prunedTo: 0 });
      expect(isWhole(check)).toBe(false);
      await seal();
      expect(world.anchor.head).toEqual(head);
      expect(world.log.events()).toContain('audit.cut_off');
    });

    it('does not take the removal of all but the head for retention', async () => {
      await append(...Array.from({ length: 4 }, () => event()));
      await seal();
      const { lastEvent = 0, hash = '' } = world.anchor.head ?? {};
      await tamper('DELETE FROM audit_chain');
      await tamper('DELETE FROM audit_events');
      await passOff(lastEvent, hash);
      const check = await checkAudit(context());
      expect(check).toMatchObject({ faultCount: 1, head: 'held', prunedTo: 0 });
      expect(isWhole(check)).toBe(false);
    });

    it('keeps the old head as the proof while the chain has it no more, and tells at each sealing', async () => {
      await append(...Array.from({ length: 4 }, () => event()));
      await seal();
      const { head } = world.anchor;
      await tamper('DELETE FROM audit_chain WHERE first_event >= 3');
      await tamper('DELETE FROM audit_events WHERE seq >= 3');
      await append(event(), event());
      expect(await seal()).toBe(2);
      expect(world.anchor.head).toEqual(head);
      expect(world.log.events()).toContain('audit.cut_off');
      expect((await checkAudit(context())).head).toBe('cut_off');
    });

    it('comes to its end although the kept head does not open, is not whole then, and lets the file be', async () => {
      await append(event(), event());
      await seal();
      const { head, keep } = world.anchor;
      const kept: unknown[] = [];
      world.anchor.read = async () => {
        throw new Error('sealed otherwise');
      };
      world.anchor.keep = async (one) => {
        kept.push(one);
        await keep(one);
      };
      await beginAuditCheck(context());
      const { id = '' } = (await latest()) ?? {};
      await continueAuditCheck(context(), { id, step: 0 });
      expect(await latest()).toMatchObject({
        finishedAt: world.clock.at,
        check: { faultCount: 0, head: 'unreadable' },
      });
      expect(isWhole({ faultCount: 0, head: 'unreadable' })).toBe(false);
      expect(world.log.lines.at(-1)).toEqual({
        ...{ level: 'error', event: 'audit.broken' },
        fields: { count: 0, code: 'unreadable' },
      });
      expect((await checkAudit(context(), head)).head).toBe('held');
      await seal();
      expect(kept).toEqual([]);
      expect(world.log.lines.at(-1)).toMatchObject({ level: 'error', event: 'audit.head_not_kept' });
    });

    it('tells the head it sealed, and the one it misses, by number and hash', async () => {
      await append(...Array.from({ length: 4 }, () => event()));
      await seal();
      const { lastEvent, hash } = world.anchor.head ?? {};
      const fields = { count: lastEvent, code: hash };
      expect(world.log.lines).toEqual([{ level: 'info', event: 'audit.sealed', fields }]);
      await seal();
      expect(world.log.lines).toHaveLength(1);
      await tamper('DELETE FROM audit_chain WHERE first_event >= 3');
      await seal();
      expect(world.log.lines[1]).toEqual({ level: 'error', event: 'audit.cut_off', fields });
    });

    it('seals although the head cannot be kept, and says so', async () => {
      world.anchor.keep = async () => {
        throw new Error('full');
      };
      await append(event());
      expect(await seal()).toBe(1);
      expect(world.log.events()).toContain('audit.head_not_kept');
    });

    it('tells since when events wait for the chain', async () => {
      expect(await unsealedSince(context())).toBeNull();
      await append(event(), event({ at: NOW + 2 * MINUTE_MS }));
      expect(await unsealedSince(context())).toBe(NOW);
      await seal();
      expect(await unsealedSince(context())).toBe(NOW + 2 * MINUTE_MS);
    });

    const small = { links: 1, events: 1_000 };
    const latest = () => world.storage.unitOfWork.read((tx) => tx.auditChecks.latest());
    const step = (id: string, number: number) => continueAuditCheck(context(), { id, step: number }, small);

    it('is looked through in steps that may be repeated, each link once', async () => {
      await append(...Array.from({ length: 5 }, () => event()));
      await seal();
      await beginAuditCheck(context());
      await beginAuditCheck(context());
      const { id = '' } = (await latest()) ?? {};
      await Promise.all([step(id, 0), step(id, 0)]);
      await step(id, 0);
      expect(await latest()).toMatchObject({ step: 1, finishedAt: null, check: { batches: 1, events: 2 } });
      await step(id, 1);
      await step(id, 2);
      await step(id, 3);
      const done = await world.storage.unitOfWork.read((tx) => tx.auditChecks.lastFinished());
      expect(done).toMatchObject({ id, check: { batches: 3, events: 5, faultCount: 0, head: 'held' } });
      expect(world.log.events()).not.toContain('audit.broken');
    });

    it('is looked through each night, and what does not fit is told', async () => {
      await append(...Array.from({ length: 4 }, () => event()));
      await seal();
      await tamper("UPDATE audit_events SET actor_id = 'somebody-else' WHERE seq = 1");
      await checkAuditNightly(context());
      const { id = '' } = (await latest()) ?? {};
      await continueAuditCheck(context(), { id, step: 0 });
      expect(await latest()).toMatchObject({ check: { faultCount: 1, faults: [{ fault: 'changed' }] } });
      expect(world.log.lines.at(-1)).toMatchObject({
        level: 'error',
        event: 'audit.broken',
        fields: { count: 1 },
      });
      const next = world.storage.unitOfWork.read((tx) =>
        tx.outbox.hasWaiting({ topic: 'audit.check_due', payload: {}, dueBy: NOW + DAY_MS }),
      );
      expect(await next).toBe(true);
    });

    it('names the first batches that do not fit, and counts the others', async () => {
      await append(...Array.from({ length: 25 }, () => event()));
      await sealAudit(context(), { events: 1, batches: 30 });
      await tamper("UPDATE audit_events SET actor_id = 'somebody-else'");
      const check = await checkAudit(context());
      expect(check.faults).toHaveLength(20);
      expect(check.faultCount).toBe(25);
    });
  });
});
