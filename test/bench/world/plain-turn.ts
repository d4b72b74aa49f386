import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { insertInto, statement, updateOf, type Statement } from '../../../server/persistence/sql';
import type { Running, Target } from '../core/contestant';
import { openProduct } from './product';
import { openSeason, settlePeople } from './people';
import { joined, openPool, readBody, rowCount, sendJson } from './plain';

interface Kept {
  accountId: string;
  registrationId: string;
  externalKey: string;
  /** Versions known from the session, so that one trip can do: the update is conditional on them. */
  chatVersion: number;
  registrationVersion: number;
}

const BEGIN = statement('START TRANSACTION');
const COMMIT = statement('COMMIT');
/** Texts of the length that the product seals. */
const SEALED_LINE = 'x'.repeat(120);
const SEALED_REPLY = 'x'.repeat(900);
const SEALED_ANSWERS = 'x'.repeat(560);

/** A turn that writes the rows of the product's turn, by node:http, ioredis and mysql2 alone. */
export async function plainTurn(
  target: Target,
  { customers, trips }: { customers: number; trips: 1 | 2 },
): Promise<Running & { customers: string[] }> {
  const product = await openProduct(target);
  const season = await openSeason(product.context);
  const people = await settlePeople(product.context, { season, count: customers });
  const keyOf = (id: string): string => product.context.hash.hash('external_userid', id);
  const known = new Map(
    people.map((one): [string, Kept] => [
      one.externalUserId,
      {
        accountId: one.accountId,
        registrationId: one.registration.id,
        externalKey: keyOf(one.externalUserId),
        chatVersion: 1,
        registrationVersion: 1,
      },
    ]),
  );
  const redis = new Redis(target.redisUrl);
  const pool = openPool(target.databaseUrl);

  async function turn(said: { externalUserId: string; messageId: string; text: string }): Promise<boolean> {
    const kept = known.get(said.externalUserId);
    if (!kept) return false;
    const session = JSON.parse((await redis.get(said.externalUserId)) ?? '{"misses":0}') as object;
    const connection = await pool.getConnection();
    try {
      if (trips === 2) await connection.query(joined([BEGIN, ...readsOf(kept)]));
      const writes = writesOf(kept, said.messageId);
      const sent = trips === 2 ? [...writes, COMMIT] : [BEGIN, ...writes, COMMIT];
      await connection.query(joined(sent));
      kept.chatVersion += 1;
      kept.registrationVersion += 1;
    } finally {
      connection.release();
    }
    await redis.set(said.externalUserId, JSON.stringify({ ...session, asked: said.text }), 'PX', 3_600_000);
    return true;
  }

  return {
    customers: people.map((one) => one.externalUserId),
    listener: (request, response) => {
      readBody(request)
        .then((body) => turn(JSON.parse(body) as Parameters<typeof turn>[0]))
        .then((done) => sendJson(response, done ? 200 : 409, { turned: 'answered' }))
        .catch((error: unknown) => sendJson(response, 500, { error: String(error) }));
    },
    reset: async () => {
      await pool.query('TRUNCATE TABLE transcript_lines; TRUNCATE TABLE outbox');
    },
    kept: () => rowCount(pool, "transcript_lines WHERE speaker = 'candidate'"),
    close: async () => {
      await pool.end();
      await redis.quit();
      await product.close();
    },
  };
}

/** The rows a turn cannot do without, in one trip. */
function readsOf({ externalKey, accountId }: Kept): Statement[] {
  return [
    statement(
      'SELECT c.*, a.locale, a.state FROM chats c JOIN accounts a ON a.id = c.account_id WHERE c.external_key = ?',
      [externalKey],
    ),
    statement('SELECT * FROM registrations WHERE account_id = ?', [accountId]),
    statement(
      'SELECT s.* FROM registration_subjects s JOIN registrations r ON r.id = s.registration_id WHERE r.account_id = ?',
      [accountId],
    ),
  ];
}

function writesOf(kept: Kept, messageId: string): Statement[] {
  const at = Date.now();
  const line = (id: string, speaker: string) => ({
    id: randomUUID(),
    account_id: kept.accountId,
    channel: 'kf',
    message_id: id,
    speaker,
    text: SEALED_LINE,
    at,
  });
  const outbox = {
    id: randomUUID(),
    topic: 'chat.replied',
    dedup_key: `chat.replied:${messageId}`,
    payload: `{"accountId":"${kept.accountId}"}`,
    secret: SEALED_REPLY,
    group_key: null,
    due_at: at,
    open_due_at: at,
    attempts: 0,
    created_at: at,
  };
  return [
    updateOf(
      'registrations',
      { answers: SEALED_ANSWERS, version: kept.registrationVersion + 1, updated_at: at },
      { id: kept.registrationId, version: kept.registrationVersion },
    ),
    insertInto('transcript_lines', [line(messageId, 'candidate'), line(`${messageId}:0`, 'bot')]),
    insertInto('outbox', [outbox]),
    updateOf(
      'chats',
      { last_customer_at: at, sent_since: 1, version: kept.chatVersion + 1 },
      { external_key: kept.externalKey, version: kept.chatVersion },
    ),
  ];
}
