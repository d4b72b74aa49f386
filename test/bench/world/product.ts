import { createSecretKey, randomBytes } from 'node:crypto';
import { createAssistant } from '../../../bot/assistant';
import { openStorage, type Storage } from '../../../server/persistence/storage';
import { createFieldCipher } from '../../../server/secrets/field-cipher';
import { createKeyedHash } from '../../../server/secrets/keyed-hash';
import { randomPool } from '../../../server/secrets/random-pool';
import { createSecrets } from '../../../server/secrets/random-secrets';
import { openSessions } from '../../../server/sessions/sessions';
import type { FieldCipher } from '../../../server/use-cases/ports/secrets';
import type { TurnContext } from '../../../server/use-cases/chat/chat-turn';
import { ID_RANDOM_BYTES, idOf } from '../../../shared/domain/ids';
import type { Target } from '../core/contestant';

/** The product's own parts on the bench's servers, wired as the application wires them. */
export interface Product {
  context: TurnContext;
  storage: Storage;
  cipher: FieldCipher;
  close(): Promise<void>;
}

export async function openProduct(target: Target): Promise<Product> {
  const key = () => createSecretKey(randomBytes(32));
  const clock = { now: () => Date.now() };
  const cipher = createFieldCipher([{ id: 'v1', key: key() }]);
  const hash = createKeyedHash(key());
  const random = randomPool();
  const storage = await openStorage({
    target: { databaseUrl: target.databaseUrl },
    cipher,
    keyedHash: hash,
  });
  const sessions = await openSessions({ redisUrl: target.redisUrl, cipher, keyedHash: hash, clock });
  const context: TurnContext = {
    clock,
    unitOfWork: storage.unitOfWork,
    secrets: createSecrets(key()),
    hash,
    newId: () => idOf(clock.now(), random(ID_RANDOM_BYTES)),
    sessions: sessions.store,
    assistant: createAssistant(),
    addresses: { publicUrl: 'https://ncre.example.edu.cn', miniProgramAppId: 'wx1234567890abcdef' },
  };
  return {
    context,
    storage,
    cipher,
    close: async () => {
      await sessions.close();
      await storage.close();
    },
  };
}
