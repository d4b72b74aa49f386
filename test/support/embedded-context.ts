import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStorage } from '../../server/persistence/storage';
import { createFieldCipher } from '../../server/secrets/field-cipher';
import { createKeyedHash } from '../../server/secrets/keyed-hash';
import { createSecrets } from '../../server/secrets/random-secrets';
import type { Context } from '../../server/use-cases/context';
import type { OutboxQueue } from '../../server/use-cases/ports/messaging';
import { ID_RANDOM_BYTES, idOf } from '../../shared/domain/ids';
import type { Registration } from '../../shared/domain/registration';
import { fillMigrated } from './migrated-folder';

export interface EmbeddedContext {
  context: Context;
  /** The clock that use-cases see. */
  clock: { at: number };
  /** The outbox as the worker sees it. */
  queue: OutboxQueue;
  close(): Promise<void>;
}

/** What a use-case needs, on real embedded storage in a folder of its own. */
export async function embeddedContext(now: number): Promise<EmbeddedContext> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'ncre-unit-'));
  await fillMigrated(dataDir);
  const key = () => createSecretKey(randomBytes(32));
  const hash = createKeyedHash(key());
  const cipher = createFieldCipher([{ id: 'v1', key: key() }]);
  const storage = await openStorage({ target: { dataDir }, cipher, keyedHash: hash });
  const clock = { at: now };
  const context: Context = {
    clock: { now: () => clock.at },
    unitOfWork: storage.unitOfWork,
    secrets: createSecrets(key()),
    hash,
    newId: () => idOf(clock.at, randomBytes(ID_RANDOM_BYTES)),
  };
  const close = async () => {
    await storage.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { context, clock, queue: storage.queue, close };
}

/** A registration that nothing has happened to yet, changed as asked. */
export function registrationOf(
  context: Context,
  changes: Partial<Registration> & { seasonId: string },
): Registration {
  const now = context.clock.now();
  return {
    id: context.newId(),
    accountId: context.newId(),
    state: 'draft',
    version: 1,
    revision: 1,
    answers: {},
    changeSet: null,
    photoId: null,
    seat: null,
    subjects: [],
    decision: null,
    informationSubmittedAt: null,
    submittedForReviewAt: null,
    openOrderId: null,
    deleteRequestedAt: null,
    deleteReason: null,
    createdAt: now,
    updatedAt: now,
    ...changes,
  };
}
