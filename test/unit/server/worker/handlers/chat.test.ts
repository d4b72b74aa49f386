import { outboxRow } from '../../../../../server/use-cases/outbox-rows';
import type { Logger } from '../../../../../server/use-cases/ports/logger';
import { TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import {
  chatHandlers,
  chatLeases,
  type ChatHandlerContext,
} from '../../../../../server/worker/handlers/chat';
import { createOutboxWorker } from '../../../../../server/worker/outbox-worker';
import { MINUTE_MS } from '../../../../../shared/domain/time';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const SECOND_MS = 1_000;

describe('chatHandlers', () => {
  let world: EmbeddedContext;
  let left: string[];
  /** Texts that the platform does not take now, and what it does instead. */
  let refused: Map<string, Error>;
  const logged: string[] = [];
  beforeEach(async () => {
    world = await embeddedContext(NOW);
    left = [];
    refused = new Map();
    logged.length = 0;
  });
  afterEach(() => world.close());

  const lost = new TransportError({ platform: 'kf', path: '/cgi-bin/kf/send_msg', reason: 'connect' });
  const worker = () => {
    const kf = {
      sendMsg: async ({ message }: { message: { text: { content: string } } }) => {
        const error = refused.get(message.text.content);
        if (error) throw error;
        left.push(message.text.content);
        return { msgId: '' };
      },
    };
    const note = (event: string) => void logged.push(event);
    const logger: Logger = { debug: note, info: note, warn: note, error: note };
    const context = { ...world.context, kf, logger } as unknown as ChatHandlerContext;
    const { queue } = world;
    const handlers = chatHandlers(context);
    return createOutboxWorker({
      queue,
      handlers,
      clock: context.clock,
      logger,
      owner: 'w',
      leases: chatLeases,
    });
  };
  /** The reply to one turn of a conversation. */
  const reply = async (text: string, place: number, customer = 'wm-1') => {
    const replies = [{ kind: 'text', text, items: [], tail: '' }];
    const row = outboxRow(world.context, {
      topic: 'chat.replied',
      key: `chat.replied:${text}`,
      payload: { accountId: 'a' },
      group: `chat.replied:${customer}`,
      place,
      secret: JSON.stringify({ externalUserId: customer, openKfId: 'wk', eventCode: null, replies }),
    });
    await world.context.unitOfWork.run((tx) => tx.outbox.add([row]));
    world.clock.at += 1;
    return row.id;
  };
  const after = async (ms: number) => {
    world.clock.at += ms;
    await worker().drain();
  };
  const outcomes = (id: string) =>
    world.context.unitOfWork.read(async (tx) =>
      (await tx.deliveries.listOf(id)).map(({ outcome }) => outcome),
    );

  it('keeps the order of two turns when the first reply could not leave at once', async () => {
    refused.set('question 1', lost);
    await reply('question 1', 1);
    await reply('question 2', 2);
    await reply('other', 1, 'wm-2');
    await after(0);
    expect(left).toEqual(['other']);
    refused.clear();
    await after(5 * SECOND_MS);
    expect(left).toEqual(['other', 'question 1', 'question 2']);
  });

  it('tries what could not leave at once again as soon as a later turn is answered', async () => {
    refused.set('question 1', lost);
    await reply('question 1', 1);
    for (const ms of [0, 1, 2, 4, 8].map((seconds) => seconds * SECOND_MS)) await after(ms);
    refused.clear();
    await reply('question 2', 2);
    await after(0);
    expect(left).toEqual(['question 1', 'question 2']);
  });

  it('does not say what is too old once a later turn is answered, and records that it never left (promise 5)', async () => {
    refused.set('question 1', lost);
    const first = await reply('question 1', 1);
    await after(0);
    refused.clear();
    world.clock.at += MINUTE_MS;
    const second = await reply('question 2', 2);
    await after(0);
    expect(left).toEqual(['question 2']);
    expect([await outcomes(first), await outcomes(second)]).toEqual([['undeliverable'], ['sent']]);
    expect(logged).toContain('chat.reply_overtaken');
  });

  it('says late what no later turn has overtaken', async () => {
    refused.set('question 1', lost);
    await reply('question 1', 1);
    await after(0);
    refused.clear();
    await after(60 * MINUTE_MS);
    expect(left).toEqual(['question 1']);
  });

  it('gives up a reply that makes us fail for a minute, so that the conversation goes on', async () => {
    refused.set('question 1', new Error('a fault of ours'));
    await reply('question 1', 1);
    for (let tries = 0; tries < 8; tries += 1) {
      await after(MINUTE_MS);
      if (tries === 0) expect(logged).not.toContain('outbox.parked');
    }
    await reply('question 2', 2);
    await after(0);
    expect(left).toEqual(['question 2']);
    expect(logged).toContain('outbox.parked');
  });
});
