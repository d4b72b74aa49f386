import {
  lookForMessages,
  planLook,
  type LookContext,
} from '../../../../../server/use-cases/chat/look-for-messages';
import type { KfPage, KfPort, KfSyncedMessage } from '../../../../../server/use-cases/ports/kf';
import type { Logger } from '../../../../../server/use-cases/ports/logger';
import { PlatformError, TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import { pullKfMessages, type PullContext } from '../../../../../server/use-cases/chat/pull-kf-messages';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const BELL = { openKfId: 'wk-1', token: 'bell' };

const LOOK_EVERY_MS = 5 * 60_000;

type Asked = Parameters<KfPort['syncMsg']>[0];

let embedded: EmbeddedContext;
let context: PullContext & LookContext;
let asked: Asked[];
let answer: (pull: Asked) => KfPage;
let alarms: string[];
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
  asked = [];
  alarms = [];
  const ignore = () => undefined;
  const error = (event: string, { code }: { code?: string } = {}) =>
    void alarms.push(code ? `${event} ${code}` : event);
  const logger: Logger = { debug: ignore, info: ignore, warn: ignore, error };
  context = {
    ...embedded.context,
    logger,
    lookEveryMs: LOOK_EVERY_MS,
    locks: { tryWith: (_name, _ttlMs, work) => work() },
    kf: {
      syncMsg: async (pull: Asked) => {
        asked.push(pull);
        return answer(pull);
      },
    } as unknown as KfPort,
  };
});
afterEach(() => embedded.close());

const message = (msgid: string, changes: Record<string, unknown> = {}): KfSyncedMessage => ({
  msgid,
  open_kfid: 'wk-1',
  external_userid: 'wm-1',
  send_time: NOW / 1000,
  origin: 3,
  msgtype: 'text',
  text: { content: '你好' },
  ...changes,
});
const page = (messages: KfSyncedMessage[], nextCursor: string, hasMore = false): KfPage => ({
  messages,
  nextCursor,
  hasMore,
});
const platform = (code: number, kind: PlatformError['class']) =>
  new PlatformError({ platform: 'kf', path: '/cgi-bin/kf/sync_msg', status: 200, code, class: kind });
const jobs = async (topic: string) => {
  const claim = { owner: 'test', now: embedded.clock.at + LOOK_EVERY_MS, leaseMs: 1, limit: 2_000 };
  return (await embedded.queue.claim(claim)).filter((row) => row.topic === topic);
};
const cursor = () => context.unitOfWork.read((tx) => tx.cursors.read('kf:wk-1'));

describe('pullKfMessages', () => {
  it('stores a page in a few statements, each message once and in the order it came', async () => {
    const ids = Array.from({ length: 250 }, (_, place) => `m-${place}`);
    answer = () =>
      page(
        [...ids, 'm-3', 'm-249'].map((id) => message(id)),
        'c1',
      );
    const statements = jest.spyOn(embedded.context.unitOfWork, 'run');
    expect(await pullKfMessages(context, BELL)).toBe('pulled');
    expect(statements).toHaveBeenCalledTimes(1);
    const received = await jobs('kf.message_received');
    expect(received).toHaveLength(250);

    const seen: string[] = [];
    for (;;) {
      const next = await context.unitOfWork.run(async (tx) => {
        const found = await tx.inbox.nextOf('wm-1');
        if (found) await tx.inbox.finish(found.id, NOW);
        return found;
      });
      if (!next) break;
      seen.push((JSON.parse(next.content) as KfSyncedMessage).msgid);
    }
    expect(seen).toEqual(ids);

    await pullKfMessages(context, BELL);
    expect(await jobs('kf.message_received')).toEqual([]);
  });

  it('stops with an alarm when more is promised and the cursor stands still', async () => {
    answer = () => page([message('m-1')], 'c1', true);
    expect(await pullKfMessages(context, BELL)).toBe('pulled');
    expect(asked.map((pull) => pull.cursor)).toEqual([undefined, ...Array<string>(10).fill('c1')]);
    expect(alarms).toEqual(['kf.pull_endless kf.cursor_stuck']);
    expect(await jobs('kf.message_received')).toHaveLength(1);
  });

  it('stops with an alarm when the platform turns in a circle', async () => {
    answer = ({ cursor: at }) => page([], at === 'c1' ? 'c2' : 'c1', true);
    await pullKfMessages(context, BELL);
    expect(alarms).toEqual(['kf.pull_endless kf.too_many_pages']);
  });

  it('goes on behind an empty page, and keeps its place when an answer names none', async () => {
    const pages = [page([], 'c1', true), page([], 'c1', true), page([message('m-1')], 'c2'), page([], '')];
    answer = () => pages.shift()!;
    await pullKfMessages(context, BELL);
    await pullKfMessages(context, BELL);
    expect(await cursor()).toBe('c2');
    expect(await jobs('kf.message_received')).toHaveLength(1);
  });

  it('pulls without a token that is too old (95007)', async () => {
    answer = ({ token }) => {
      if (token) throw platform(95007, 'CHANNEL');
      return page([message('m-1')], 'c1');
    };
    await pullKfMessages(context, BELL);
    expect(await jobs('kf.message_received')).toHaveLength(1);
  });

  it('begins anew when its cursor is refused, and stores what it knew once', async () => {
    answer = () => page([message('m-1')], 'c1');
    await pullKfMessages(context, BELL);
    answer = ({ cursor: at }) => {
      if (at) throw platform(40058, 'PERMANENT');
      return page([message('m-1'), message('m-2')], 'c2');
    };
    await pullKfMessages(context, BELL);
    expect(alarms).toEqual(['kf.cursor_refused']);
    expect(await cursor()).toBe('c2');
    expect(await jobs('kf.message_received')).toHaveLength(2);
  });

  it('asks for fewer messages when an answer is too large to take', async () => {
    answer = ({ limit = 0 }) => {
      if (limit > 5)
        throw new TransportError({ platform: 'kf', path: '/cgi-bin/kf/sync_msg', reason: 'too_large' });
      return page([message('m-1')], 'c1');
    };
    await pullKfMessages(context, BELL);
    expect(asked.map(({ limit }) => limit)).toEqual([500, 50, 5]);
    expect(await jobs('kf.message_received')).toHaveLength(1);
  });

  it('stores messages of any size and kind, and of a forwarded conversation nothing', async () => {
    const huge = '长'.repeat(400_000);
    answer = () =>
      page(
        [
          message('m-1', { text: { content: huge } }),
          message('m-2', { msgtype: 'merged_msg', text: undefined, merged_msg: { item: [{ msg: huge }] } }),
          message('m-3', { msgtype: 'text', text: null }),
          message('m-4', { msgtype: undefined, text: 7 }),
          message('m-5', { origin: '3' }),
          message('m-6', { external_userid: '' }),
          { msgid: 'm-7' },
        ],
        'c1',
      );
    await pullKfMessages(context, BELL);
    const received = await jobs('kf.message_received');
    expect(received).toHaveLength(5);
    const stored = await context.unitOfWork.read((tx) =>
      Promise.all(received.map(({ payload }) => tx.inbox.find(String(payload.inboxId)))),
    );
    for (const one of stored) expect(one!.content.length).toBeLessThan(10_000);
  });
});

describe('lookForMessages', () => {
  const waiting = async () =>
    (await jobs('kf.look_due')).map(({ key, dueAt }) => [key.startsWith('kf.look_due:wk-1:'), dueAt]);

  it('looks without a bell, and plans one next look however many workers do', async () => {
    answer = () => page([message('m-1')], 'c1');
    await planLook(context, 'wk-1');
    await Promise.all([lookForMessages(context, 'wk-1'), lookForMessages(context, 'wk-1')]);
    expect(asked[0]).toEqual({ openKfId: 'wk-1', limit: 500 });
    expect(await waiting()).toEqual([[true, NOW + LOOK_EVERY_MS]]);
  });

  it('looks again after a look that failed', async () => {
    answer = () => {
      throw platform(95000, 'CONFIG');
    };
    await lookForMessages(context, 'wk-1');
    expect(alarms).toEqual(['kf.look_failed']);
    expect(await waiting()).toEqual([[true, NOW + LOOK_EVERY_MS]]);
  });
});
