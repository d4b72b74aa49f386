import Redis from 'ioredis';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** A personal value and what it is; the kind is told, the value never. */
export interface Secret {
  kind: string;
  value: string;
}

/** One place where personal values may not stand, with all its text. */
export interface Place {
  name: string;
  text: string;
}

export interface Leak {
  place: string;
  kind: string;
}

/** Windows of this many code units are looked up at once; no secret is shorter. */
const WINDOW = 3;

/**
 * Looks for the values in every form they leak in: as they are, in base64 or hex, escaped for JSON and for addresses.
 * One pass over each text, however many secrets there are.
 */
export function findLeaks(places: Iterable<Place>, secrets: readonly Secret[]): Leak[] {
  const index = indexOf(secrets.flatMap(formsOf));
  const leaks = new Map<string, Leak>();
  for (const place of places) {
    for (const { kind } of matchesIn(place.text, index))
      leaks.set(`${place.name} ${kind}`, { place: place.name, kind });
  }
  return [...leaks.values()];
}

function formsOf({ kind, value }: Secret): Secret[] {
  const bytes = Buffer.from(value, 'utf8');
  const json = JSON.stringify(value).slice(1, -1);
  const escaped = json.replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  const forms = [
    value,
    value.toLowerCase(),
    escaped,
    encodeURIComponent(value),
    base64,
    bytes.toString('hex'),
  ];
  return [...new Set(forms)].filter((form) => form.length >= WINDOW).map((form) => ({ kind, value: form }));
}

/** Secrets by their first code units. */
type Index = Map<string, Secret[]>;

function indexOf(secrets: readonly Secret[]): { starts: Uint8Array; secrets: Index } {
  const starts = new Uint8Array(65_536);
  const index: Index = new Map();
  for (const secret of secrets) {
    starts[mix(secret.value, 0)] = 1;
    const start = secret.value.slice(0, WINDOW);
    index.set(start, [...(index.get(start) ?? []), secret]);
  }
  return { starts, secrets: index };
}

function mix(text: string, at: number): number {
  return (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 0xffff;
}

function* matchesIn(text: string, { starts, secrets }: ReturnType<typeof indexOf>): Iterable<Secret> {
  for (let at = 0; at + WINDOW <= text.length; at += 1) {
    if (starts[mix(text, at)] === 0) continue;
    for (const secret of secrets.get(text.slice(at, at + WINDOW)) ?? []) {
      if (text.startsWith(secret.value, at)) yield secret;
    }
  }
}

/** Parts of a picture that would show that its bytes are somewhere in clear, in base64 or as they are. */
export function secretsOfPicture(kind: string, bytes: Buffer): Secret[] {
  const middle = Math.floor(bytes.length / 6) * 3;
  const part = bytes.subarray(middle, middle + 24);
  return [
    { kind, value: part.toString('latin1') },
    { kind, value: part.toString('base64') },
    { kind, value: part.toString('hex') },
  ];
}

/** Every text and binary column of every table of a MySQL database, one place each. */
export async function databasePlaces(url: string): Promise<Place[]> {
  const connection = await createConnection({ uri: url });
  try {
    const [columns] = await connection.query<RowDataPacket[]>(
      `SELECT TABLE_NAME AS tableName, COLUMN_NAME AS columnName FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = DATABASE() AND DATA_TYPE REGEXP 'char|text|blob|binary|json'`,
    );
    const places: Place[] = [];
    for (const { tableName, columnName } of columns as { tableName: string; columnName: string }[]) {
      const [rows] = await connection.query<RowDataPacket[]>(
        `SELECT \`${columnName}\` AS value FROM \`${tableName}\``,
      );
      const values = (rows as { value: string | Buffer | null }[]).map(({ value }) =>
        Buffer.isBuffer(value) ? value.toString('latin1') : (value ?? ''),
      );
      places.push({ name: `column ${tableName}.${columnName}`, text: values.join('\n') });
    }
    return places;
  } finally {
    await connection.end();
  }
}

/** Every key and value of one Redis database, whatever its type. */
export async function redisPlaces(url: string): Promise<Place[]> {
  const redis = new Redis(url, { lazyConnect: true });
  await redis.connect();
  try {
    const places: Place[] = [];
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'COUNT', 500);
      cursor = next;
      for (const key of keys)
        places.push(
          { name: 'redis key', text: key },
          { name: 'redis value', text: await valueOf(redis, key) },
        );
    } while (cursor !== '0');
    return places;
  } finally {
    redis.disconnect();
  }
}

async function valueOf(redis: Redis, key: string): Promise<string> {
  switch (await redis.type(key)) {
    case 'string':
      return (await redis.get(key)) ?? '';
    case 'hash':
      return JSON.stringify(await redis.hgetall(key));
    case 'list':
      return (await redis.lrange(key, 0, -1)).join('\n');
    case 'set':
      return (await redis.smembers(key)).join('\n');
    case 'zset':
      return (await redis.zrange(key, '0', '-1')).join('\n');
    default:
      return '';
  }
}
