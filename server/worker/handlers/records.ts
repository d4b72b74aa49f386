import { sealAudit, type Sealing } from '../../use-cases/audit/audit-chain';
import type { Context } from '../../use-cases/context';
import type { PhotoStore } from '../../use-cases/ports/photos';
import { PRUNED } from '../../use-cases/ports/retention';
import { pruneRecords } from '../../use-cases/prune-records';
import { checkAuditNightly, continueAuditCheck } from '../../use-cases/audit/run-audit-check';
import { sweepPhotos } from '../../use-cases/photos/sweep-photos';
import { DONE, type Handlers } from '../handler';

type RecordContext = Context & Sealing & { photoStore: PhotoStore };

/** The nightly removal of rows that ended long ago, and of photos that no row names; the chain over the audit. */
export function recordHandlers(context: RecordContext): Handlers {
  return {
    'records.aged': async ({ payload }) => {
      const kind = PRUNED.find((one) => one === payload.kind) ?? PRUNED[0];
      const after = payload.after === null ? null : String(payload.after);
      await pruneRecords(context, { kind, after, run: Number(payload.run), date: String(payload.date) });
      return DONE;
    },
    'audit.sealed': async () => {
      await sealAudit(context);
      return DONE;
    },
    'audit.check_due': async () => {
      await checkAuditNightly(context);
      return DONE;
    },
    'audit.check_begun': async ({ payload }) => {
      await continueAuditCheck(context, { id: String(payload.check), step: Number(payload.step) });
      return DONE;
    },
    'photos.aged': async () => {
      await sweepPhotos(context);
      return DONE;
    },
  };
}
