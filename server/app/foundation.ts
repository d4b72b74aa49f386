import { createAssistant } from '../../bot/assistant';
import { ID_RANDOM_BYTES, idOf } from '../../shared/domain/ids';
import type { Clock } from '../../shared/domain/time';
import type { Config } from '../config';
import { openStorage, type Storage } from '../persistence/storage';
import { createAuditHeadFile } from '../photos/audit-head';
import { createPhotoDesk } from '../photos/desk';
import { createPhotoStore } from '../photos/store';
import { createFieldCipher } from '../secrets/field-cipher';
import { createKeyedHash } from '../secrets/keyed-hash';
import { randomPool } from '../secrets/random-pool';
import { createOneTimeCodes } from '../secrets/one-time-codes';
import { createPasswordHasher } from '../secrets/password-hasher';
import { createSecrets } from '../secrets/random-secrets';
import { MemoryTokenStore } from '../sessions/memory-token-store';
import { RedisTokenStore } from '../sessions/redis-token-store';
import { openSessions, type Sessions } from '../sessions/sessions';
import type { Sealing } from '../use-cases/audit/audit-chain';
import type { Logger } from '../use-cases/ports/logger';
import type { HttpContext } from '../http/deps';
import type { LookContext } from '../use-cases/chat/look-for-messages';
import { createClients, type Clients } from './clients';

/** Everything that lives as long as the process: storage, sessions, clients, and the context the use-cases get. */
export interface Foundation {
  storage: Storage;
  sessions: Sessions;
  context: HttpContext & Clients & Pick<LookContext, 'lookEveryMs'> & Pick<Sealing, 'auditAnchor'>;
  close(): Promise<void>;
}

export async function openFoundation(
  config: Config,
  { clock, logger }: { clock: Clock; logger: Logger },
): Promise<Foundation> {
  const cipher = createFieldCipher(config.keys.fieldKeys);
  const hash = createKeyedHash(config.keys.indexKey);
  const random = randomPool();
  const sessions = await openSessions({
    redisUrl: config.storage.kind === 'servers' ? config.storage.redisUrl : null,
    cipher,
    keyedHash: hash,
    clock,
    report: (news, code) => logger.warn(`redis.${news}`, { code }),
  });
  const storage = await openStorage({ target: targetOf(config), cipher, keyedHash: hash }).catch(
    async (error: unknown) => {
      await sessions.close();
      throw error;
    },
  );
  const store = sessions.redis ? new RedisTokenStore(sessions.redis, cipher) : new MemoryTokenStore(clock);
  const context = {
    clock,
    logger,
    unitOfWork: storage.unitOfWork,
    secrets: createSecrets(config.keys.tokenKey),
    hash,
    newId: () => idOf(clock.now(), random(ID_RANDOM_BYTES)),
    sessions: sessions.store,
    locks: sessions.locks,
    limiter: sessions.rateLimiter,
    rateLimiter: sessions.rateLimiter,
    passwords: createPasswordHasher(),
    oneTimeCodes: createOneTimeCodes(),
    assistant: createAssistant(),
    photoDesk: createPhotoDesk(),
    photoStore: createPhotoStore({ directory: config.photoDir, cipher }),
    auditAnchor: createAuditHeadFile({ directory: config.photoDir, cipher }),
    addresses: { publicUrl: config.publicUrl, miniProgramAppId: config.wechat.appId },
    lookEveryMs: config.kf.lookEveryMs,
    ...createClients(config, { clock, store }),
  };
  return {
    storage,
    sessions,
    context,
    close: async () => {
      await sessions.close();
      await storage.close();
    },
  };
}

function targetOf({ storage }: Config): { dataDir: string } | { databaseUrl: string } {
  return storage.kind === 'embedded' ? { dataDir: storage.dataDir } : { databaseUrl: storage.databaseUrl };
}
