import { Redis } from 'ioredis';
import Koa from 'koa';
import Router from '@koa/router';
import type { SessionStore } from '../../../server/use-cases/ports/sessions';
import type { ChatTurn, TurnContext } from '../../../server/use-cases/chat/chat-turn';
import { takeChatTurn } from '../../../server/use-cases/chat/take-chat-turn';
import { newSession } from '../../../bot/session';
import type { Ask, Contestants, Running, Target } from '../core/contestant';
import { readBody, rowCount, openPool, sendJson, versionsIn } from '../world/plain';
import { openProduct } from '../world/product';
import { openSeason, settlePeople } from '../world/people';
import { plainTurn } from '../world/plain-turn';

// A turn arrives as one loopback request: the customer, the message's id and its words. The product has no such route;
// in production the worker calls the same use-case with a stored message.

interface Plan {
  customers: string[];
  /** What the customer writes; a number is put behind it when every answer has to be another. */
  says: string;
  numbered: boolean;
}

interface TurnRequest {
  externalUserId: string;
  messageId: string;
  text: string;
}

const LANES = 64;
/** A question whose answer is plain text, so that each answer is another change of the draft. */
const SAYS = { change: '朝阳路', nothing: '进度' } as const;

export const contestants: Contestants = {
  'product, change': (target) => productTurns(target, 'change'),
  'product, no change': (target) => productTurns(target, 'nothing'),
  'node:http + commit': (target) => plainTurns(target, 2),
  'node:http + commit in one trip': (target) => plainTurns(target, 1),
  'node:http Redis-only': nodeRedisOnly,
  'Koa Redis-only': koaRedisOnly,
};

export function ask(plan: unknown, lane: number, count: number): Ask {
  const { customers, says, numbered } = plan as Plan;
  const externalUserId = customers[lane % customers.length] ?? '';
  const messageId = `${process.pid}-${Date.now()}-${lane}-${count}`;
  const text = numbered ? `${says}${1 + (count % 9999)}号` : says;
  return { path: '/turn', body: JSON.stringify({ externalUserId, messageId, text }) };
}

async function productTurns(target: Target, kind: keyof typeof SAYS): Promise<Running> {
  const product = await openProduct(target);
  const season = await openSeason(product.context);
  const people = await settlePeople(product.context, { season, count: LANES });
  const sessions = askingAddress(product.context.sessions);
  const context = kind === 'change' ? { ...product.context, sessions } : product.context;
  const pool = openPool(target.databaseUrl, 2);
  let before = 0;
  const changesIn = async (from: typeof pool): Promise<number> => (await versionsIn(from)) - before;
  return {
    plan: planOf(
      people.map((one) => one.externalUserId),
      kind,
    ),
    listener: (request, response) => {
      const turn = async (): Promise<void> => {
        const { externalUserId, messageId, text } = JSON.parse(await readBody(request)) as TurnRequest;
        const turned = await takeChatTurn(context, { ...turnOf(context, externalUserId, text), messageId });
        sendJson(response, turned === 'answered' ? 200 : 409, { turned });
      };
      turn().catch((error: unknown) => sendJson(response, 500, { error: String(error) }));
    },
    reset: async () => {
      await pool.query('TRUNCATE TABLE transcript_lines; TRUNCATE TABLE outbox; TRUNCATE TABLE links');
      before = await versionsIn(pool);
    },
    kept: () =>
      kind === 'change' ? changesIn(pool) : rowCount(pool, "transcript_lines WHERE speaker = 'candidate'"),
    close: async () => {
      await pool.end();
      await product.close();
    },
  };
}

/** A customer's words as the worker passes them on. */
export function turnOf(context: TurnContext, externalUserId: string, text: string): ChatTurn {
  return {
    externalUserId,
    messageId: context.newId(),
    openKfId: 'wk1234567890abcdef',
    message: { kind: 'text', text },
    sentAt: context.clock.now(),
    inboxId: null,
    eventCode: null,
    photo: null,
  };
}

/** The real store, asked and written as ever; the question asked last is always the address. */
export function askingAddress(store: SessionStore): SessionStore {
  const asked = { ...newSession('zh-CN'), editing: 'address' };
  return {
    ...store,
    load: async (key) => {
      const stored = await store.load(key);
      if (!key.startsWith('chat:')) return stored;
      const kept = JSON.parse(stored?.body ?? '{}') as Record<string, unknown>;
      return { version: stored?.version ?? 0, body: JSON.stringify({ ...kept, ...asked }) };
    },
  };
}

async function plainTurns(target: Target, trips: 1 | 2): Promise<Running> {
  const turns = await plainTurn(target, { customers: LANES, trips });
  return { ...turns, plan: planOf(turns.customers, 'change') };
}

function planOf(customers: string[], kind: keyof typeof SAYS): Plan {
  return { customers, says: SAYS[kind], numbered: kind === 'change' };
}

/** A session of the size the product keeps. */
const SESSION = JSON.stringify(newSession('zh-CN'));

async function nodeRedisOnly(target: Target): Promise<Running> {
  const redis = new Redis(target.redisUrl);
  return {
    plan: planOf(
      Array.from({ length: LANES }, (_, index) => `wm${index}`),
      'nothing',
    ),
    listener: (request, response) => {
      const turn = async (): Promise<void> => {
        const said = JSON.parse(await readBody(request)) as TurnRequest;
        sendJson(response, 200, { turned: await redisTurn(redis, said) });
      };
      turn().catch((error: unknown) => sendJson(response, 500, { error: String(error) }));
    },
    close: async () => {
      await redis.quit();
    },
  };
}

async function koaRedisOnly(target: Target): Promise<Running> {
  const redis = new Redis(target.redisUrl);
  const router = new Router();
  router.post('/turn', async (context) => {
    const said = JSON.parse(await readBody(context.req)) as TurnRequest;
    context.body = { turned: await redisTurn(redis, said) };
  });
  const answer = new Koa().use(router.routes()).callback();
  return {
    plan: planOf(
      Array.from({ length: LANES }, (_, index) => `wm${index}`),
      'nothing',
    ),
    listener: (request, response) => void answer(request, response),
    close: async () => {
      await redis.quit();
    },
  };
}

async function redisTurn(redis: Redis, said: TurnRequest): Promise<string> {
  const key = `s:${said.externalUserId}`;
  const stored = JSON.parse((await redis.get(key)) ?? SESSION) as Record<string, unknown>;
  await redis.set(key, JSON.stringify({ ...stored, misses: 0 }), 'PX', 3_600_000);
  return 'answered';
}
