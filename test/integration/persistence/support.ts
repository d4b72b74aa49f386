import { createSecretKey, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { Registration } from '../../../shared/domain/registration';
import { openStorage, type Storage, type StorageOptions } from '../../../server/persistence/storage';
import { createFieldCipher } from '../../../server/secrets/field-cipher';
import { createKeyedHash } from '../../../server/secrets/keyed-hash';
import type { Account } from '../../../server/use-cases/ports/accounts';
import type { OutboxMessage } from '../../../server/use-cases/ports/messaging';
import type { Order } from '../../../server/use-cases/ports/payments';
import type { StorageSettings } from '../../support/engines';
import { fillMigratedDatabase } from '../../support/migrated-database';
import { fillMigrated } from '../../support/migrated-folder';
import { registrationAt } from '../../support/registrations';

export const NOW = Date.parse('2026-03-02T09:00:00+08:00');
export const SEASON = '35-78';

export const cipher = createFieldCipher([{ id: 'v1', key: createSecretKey(randomBytes(32)) }]);
export const keyedHash = createKeyedHash(createSecretKey(randomBytes(32)));

let counted = 0;

/** An id that no other row of this run has. */
export function nextId(kind: string): string {
  counted += 1;
  return `${kind}-${String(counted).padStart(6, '0')}`;
}

/** Storage on the settings of a test engine, its schema up to date. */
export async function openTestStorage(
  settings: StorageSettings,
  options: Partial<StorageOptions> = {},
): Promise<Storage> {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir } = settings;
  if (databaseUrl !== undefined) await fillMigratedDatabase(databaseUrl);
  else if (readdirSync(dataDir).length === 0) await fillMigrated(dataDir);
  const target = databaseUrl === undefined ? { dataDir } : { databaseUrl };
  return openStorage({ target, cipher, keyedHash, ...options });
}

export function account(changes: Partial<Account> = {}): Account {
  return {
    id: nextId('account'),
    state: 'active',
    email: null,
    emailVerifiedAt: null,
    mobile: null,
    mobileVerifiedAt: null,
    passwordHash: null,
    locale: 'zh-CN',
    createdAt: NOW,
    appTurns: 0,
    version: 1,
    ...changes,
  };
}

export function registration(changes: Partial<Registration> = {}): Registration {
  const ids = { id: nextId('registration'), accountId: nextId('account'), seasonId: SEASON };
  return registrationAt(NOW, { ...ids, ...changes });
}

export function order(changes: Partial<Order> = {}): Order {
  return {
    id: nextId('order'),
    registrationId: nextId('registration'),
    accountId: nextId('account'),
    seasonId: SEASON,
    subjects: [{ code: '24', feeFen: 8_000 }],
    amountFen: 8_000,
    description: 'NCRE 78 · 24',
    payerOpenid: 'openid-of-payer',
    state: 'opening',
    prepayId: null,
    prepayAt: null,
    expiresAt: NOW + 7_200_000,
    transactionId: null,
    succeededAt: null,
    createdAt: NOW,
    version: 1,
    ...changes,
  };
}

export function message(changes: Partial<OutboxMessage> = {}): OutboxMessage {
  const id = nextId('message');
  return {
    id,
    topic: 'review.approved',
    key: `key:${id}`,
    payload: { registrationId: 'registration-1' },
    secret: null,
    group: null,
    dueAt: NOW,
    createdAt: NOW,
    ...changes,
  };
}

/** A promise and the function that fulfils it: lets one unit of work wait for another. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
