import { sealAudit } from '../../use-cases/audit-chain';
import type { Context } from '../../use-cases/context';
import type { Logger } from '../../use-cases/ports/logger';
import type { PhotoStore } from '../../use-cases/ports/photos';
import { PRUNED } from '../../use-cases/ports/retention';
import { pruneRecords } from '../../use-cases/prune-records';
import { sweepPhotos } from '../../use-cases/sweep-photos';
import { DONE, type Handlers } from '../handler';

/** The nightly removal of rows that ended long ago, and of photos that no row names; the chain over the audit. */
export function recordHandlers(context: Context & { logger: Logger; photoStore: PhotoStore }): Handlers {
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
    'photos.aged': async () => {
      await sweepPhotos(context);
      return DONE;
    },
  };
}
