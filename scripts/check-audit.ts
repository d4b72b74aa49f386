import { listProblems, loadConfig } from '../server/config';
import type { Pruning } from '../server/persistence/prune-audit';
import { openStorage } from '../server/persistence/storage';
import { createAuditHeadFile } from '../server/photos/audit-head';
import { createFieldCipher } from '../server/secrets/field-cipher';
import { createKeyedHash } from '../server/secrets/keyed-hash';
import { prunedMark } from '../server/use-cases/audit/audit-chain';
import { checkAudit, isWhole, type Checking } from '../server/use-cases/audit/check-audit';
import type { AuditCheck, AuditHead } from '../server/use-cases/ports/audit-checks';

/**
 * Looks through the whole chain over the audit with the settings of the server, and for the head that is `expected`, as a log
 * line `audit.sealed` of then told it; without one for the head that was kept beside the photos. 0: all is whole.
 */
export async function checkAuditOf(expected: AuditHead | null): Promise<0 | 1> {
  return withAudit(async (context) => {
    const check = await checkAudit(context, expected);
    for (const line of linesOf(check)) console.log(line);
    return isWhole(check) ? 0 : 1;
  });
}

/**
 * What dropping old batches needs of the server's settings. Throws while the chain is not whole: its batches are evidence,
 * and a made-up one must not get the mark of retention.
 */
export async function pruningOf(): Promise<Pick<Pruning, 'head' | 'mark'>> {
  return withAudit(async (context) => {
    if (!isWhole(await checkAudit(context)))
      throw new Error('The audit is not whole, so nothing is dropped. See: npm run migrate -- check-audit');
    return { head: await context.auditAnchor.read(), mark: (link) => prunedMark(context.hash, link) };
  });
}

async function withAudit<Result>(work: (context: Checking) => Promise<Result>): Promise<Result> {
  const loaded = loadConfig(process.env);
  if (!loaded.ok) throw new Error(listProblems(loaded.problems));
  const { storage, keys, photoDir } = loaded.config;
  const [cipher, hash] = [createFieldCipher(keys.fieldKeys), createKeyedHash(keys.indexKey)];
  const opened = await openStorage({
    target: storage.kind === 'embedded' ? { dataDir: storage.dataDir } : { databaseUrl: storage.databaseUrl },
    cipher,
    keyedHash: hash,
  });
  try {
    const auditAnchor = createAuditHeadFile({ directory: photoDir, cipher });
    const { unitOfWork } = opened;
    return await work({ clock: { now: () => Date.now() }, unitOfWork, hash, auditAnchor });
  } finally {
    await opened.close();
  }
}

const HEADS: Readonly<Record<AuditCheck['head'], string>> = {
  held: 'The end is the one that was kept, or later.',
  cut_off: 'The batch sealed last is gone: the end was cut off, or the database is back at an older backup.',
  unreadable: 'The head that was kept does not open: nothing can be said about the end.',
  unknown: 'No head was kept: nothing can be said about the end.',
};

function linesOf({ batches, events, prunedTo, faultCount, faults, head, last }: AuditCheck): string[] {
  return [
    `${batches} batches with ${events} events, ${faultCount} of them do not fit.`,
    ...(last ? [`Last batch: ${last.lastEvent} ${last.hash}`] : []),
    ...(prunedTo > 0 ? [`Up to event ${prunedTo} dropped by prune-audit.`] : []),
    ...faults.map((one) => `Events ${one.firstEvent} to ${one.lastEvent}: ${one.fault}`),
    HEADS[head],
  ];
}
