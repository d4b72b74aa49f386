import type { FieldCipher, KeyedHash } from '../use-cases/ports/secrets';
import type { SessionStore, StoredSession } from '../use-cases/ports/sessions';
import { placeOf } from './place';
import { runScript, script, type RedisConnection } from './redis-connection';

/**
 * A value is `<version>:<sealed body>`: one string costs Redis less memory than a hash, and sealed bytes less than their
 * base64. Bodies sealed as text, which begin with a letter of the key's name and not with the layout's number, are still read.
 */
const SAVE = script(`
local stored = redis.call('GET', KEYS[1])
local version = 0
if stored then version = tonumber(string.match(stored, '^(%d+):')) or 0 end
if version ~= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`);

export interface RedisSessionStoreOptions {
  connection: RedisConnection;
  cipher: FieldCipher;
  keyedHash: KeyedHash;
}

/** Sessions in Redis. Bodies are sealed, and keys hashed, since they may name a person of a platform. */
export function redisSessionStore({ connection, cipher, keyedHash }: RedisSessionStoreOptions): SessionStore {
  const keyOf = (key: string): string => placeOf(keyedHash, 's', key);
  return {
    load: async (key) => {
      const answer = await connection.ask((redis) => redis.getBuffer(keyOf(key)));
      if (!answer.up || answer.value === null) return null;
      const session = read(answer.value, key, cipher);
      // Removed, since its version would refuse every save of a caller that saw nothing.
      if (session === null) await connection.ask((redis) => redis.del(keyOf(key)));
      return session;
    },
    save: async (key, body, expected, ttlMs) => {
      const sealed = cipher.sealBytes(Buffer.from(body, 'utf8'), contextOf(key));
      const value = Buffer.concat([Buffer.from(`${expected + 1}:`), sealed]);
      const answer = await connection.ask((redis) =>
        runScript(redis, SAVE, keyOf(key), [expected, value, ttlMs]),
      );
      return answer.up ? answer.value === 1 : true;
    },
    remove: async (key) => (await connection.ask((redis) => redis.del(keyOf(key)))).up,
  };
}

/** First byte of a sealed body in bytes; sealed texts begin with a letter or digit. */
const FIRST_PRINTABLE = 0x20;

function read(value: Buffer, key: string, cipher: FieldCipher): StoredSession | null {
  const colon = value.indexOf(':');
  const version = Number(value.toString('latin1', 0, colon));
  if (colon < 1 || !Number.isSafeInteger(version)) return null;
  try {
    return { version, body: open(value.subarray(colon + 1), key, cipher) };
  } catch {
    return null;
  }
}

function open(sealed: Buffer, key: string, cipher: FieldCipher): string {
  const isText = (sealed[0] ?? 0) >= FIRST_PRINTABLE;
  if (isText) return cipher.open(sealed.toString('latin1'), contextOf(key));
  return Buffer.from(cipher.openBytes(sealed, contextOf(key))).toString('utf8');
}

function contextOf(key: string): string {
  return `session:${key}`;
}
