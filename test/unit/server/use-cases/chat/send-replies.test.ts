import { inState } from '../../../../../server/use-cases/chat/conversation-state';
import type { ChatState } from '../../../../../server/use-cases/ports/chat';
import { PlatformError, TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import { sendReplies, type RepliesContext } from '../../../../../server/use-cases/chat/send-replies';
import { HOUR_MS } from '../../../../../shared/domain/time';
import { handoffAt } from '../../../../support/handoffs';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';

let world: AccountWorld;
let context: RepliesContext;
let accountId: string;
/** What left, by message id, and the answers to come. */
let left: string[];
let answers: (Error | null)[];
let state: 0 | 1 | 2 | 3 | 4;
beforeEach(async () => {
  world = await accountWorld();
  left = [];
  answers = [];
  state = 1;
  const ignore = () => undefined;
  const logger: RepliesContext['logger'] = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: ignore,
  };
  const answer = async (name: string) => {
    left.push(name);
    const error = answers.shift();
    if (error) throw error;
    return { msgId: '' };
  };
  context = {
    ...world.context,
    logger,
    kf: {
      sendMsg: ({ msgId }: { msgId: string }) => answer(`chat ${msgId}`),
      sendMsgOnEvent: ({ msgId }: { msgId: string }) => answer(`code ${msgId}`),
      serviceStateGet: async () => ({ state, servicerUserid: state === 3 ? 'support-one' : null }),
    } as unknown as RepliesContext['kf'],
  };
  accountId = (await world.customer('wm-1')).id;
});
afterEach(() => world.close());

const send = (
  texts: string[],
  { again = false, code = null as string | null, place = undefined as number | undefined } = {},
) =>
  sendReplies(context, {
    ...(place !== undefined && { lane: { group: 'lane', place, since: NOW } }),
    outboxId: 'row',
    accountId,
    again,
    leaving: {
      externalUserId: 'wm-1',
      openKfId: 'wk-test',
      eventCode: code,
      replies: texts.map((text) => ({ kind: 'text', text, items: [], tail: '' })),
    },
  });
const recorded = () =>
  world.read(async (tx) =>
    (await tx.deliveries.listOf('row')).map(({ detail, outcome }) => `${detail} ${outcome}`).toSorted(),
  );
const chat = () => world.read((tx) => tx.chats.find('wm-1'));
const setChat = (changes: Partial<ChatState>) =>
  world.context.unitOfWork.run(async (tx) =>
    tx.chats.save({ ...(await tx.chats.find('wm-1'))!, ...changes }),
  );
const refusal = (code: number, kind: PlatformError['class']) =>
  new PlatformError({ platform: 'kf', path: '/cgi-bin/kf/send_msg', status: 200, code, class: kind });
const lost = (reason: 'timeout' | 'connect') =>
  new TransportError({ platform: 'kf', path: '/cgi-bin/kf/send_msg', reason });

describe('sendReplies', () => {
  it('records each reply of a turn and ends at the first that is refused', async () => {
    answers = [null, refusal(95001, 'CHANNEL')];
    await send(['one', 'two', 'three']);
    expect(left).toEqual(['chat row-0', 'chat row-1']);
    expect(await recorded()).toEqual(['row-0 sent', 'row-1 refused']);
  });

  it('goes on after a crash with what is not recorded as sent, and learns that the rest arrived', async () => {
    answers = [null, lost('timeout')];
    await expect(send(['one', 'two'])).rejects.toBeInstanceOf(TransportError);
    expect(await recorded()).toEqual(['row-0 sent', 'row-1 unknown']);
    answers = [refusal(40058, 'PERMANENT')];
    await send(['one', 'two'], { again: true });
    expect(left.slice(2)).toEqual(['chat row-1']);
    expect(await recorded()).toEqual(['row-0 sent', 'row-1 sent']);
  });

  it('says that the fate of a reply is unknown when the chat was closed after a lost answer (promise 5)', async () => {
    answers = [lost('timeout')];
    await expect(send(['one'])).rejects.toBeInstanceOf(TransportError);
    answers = [refusal(95002, 'CHANNEL')];
    await send(['one'], { again: true });
    expect(await recorded()).toEqual(['row-0 unknown']);
  });

  it('records what was refused for good, and lets an operator see it', async () => {
    answers = [refusal(95008, 'PERMANENT')];
    await expect(send(['one'])).rejects.toBeInstanceOf(PlatformError);
    expect(await recorded()).toEqual(['row-0 refused']);
  });

  it.each([
    [3, 3],
    [2, 2],
    [4, 4],
  ] as const)('takes over state %s from the platform when it forbids sending (95018)', async (now, kept) => {
    state = now;
    answers = [refusal(95018, 'CHANNEL')];
    await send(['one']);
    expect(await recorded()).toEqual(['row-0 refused']);
    expect((await chat())?.serviceState).toBe(kept);
    // Somebody else has it now: a job asks when that ends (promise 6).
    expect(await world.sent('chat.handed_over')).toHaveLength(now === 4 ? 0 : 1);
  });

  it('sends what a spent code refuses the usual way while the chat is open, and counts it', async () => {
    answers = [refusal(40058, 'PERMANENT')];
    await send(['welcome'], { code: 'spent' });
    expect(left).toEqual(['code row-0', 'chat row-0']);
    expect(await recorded()).toEqual(['row-0 sent']);
    expect((await chat())?.sentSince).toBe(1);
  });

  it.each<[string, Partial<ChatState>]>([
    ['nobody has written yet', { lastCustomerAt: null }],
    ['48 hours are over', { lastCustomerAt: NOW - 48 * HOUR_MS }],
    ['the last of the five is in reserve', { sentSince: 4 }],
  ])('lets the text of a spent code wait for the next message when %s', async (_why, changes) => {
    await setChat(changes);
    answers = [refusal(40058, 'PERMANENT')];
    await send(['welcome', 'more'], { code: 'spent' });
    expect(left).toEqual(['code row-0']);
    expect(await recorded()).toEqual(['row-0 refused']);
  });

  it.each([
    ['waits in the pool', 2],
    ['is served by a person', 3],
  ] as const)(
    'does not even try while the conversation %s, by code or not (promise 12)',
    async (_how, serviceState) => {
      await setChat({ serviceState });
      await send(['one', 'two']);
      await send(['three'], { code: 'code' });
      expect(left).toEqual([]);
      expect(await recorded()).toEqual(['row-0 undeliverable', 'row-1 undeliverable']);
    },
  );

  it('stops between two replies of a turn when a person takes the conversation there', async () => {
    const { sendMsg } = context.kf;
    context.kf.sendMsg = async (message) => {
      await setChat({ serviceState: 3 });
      return sendMsg(message);
    };
    await send(['one', 'two']);
    expect(left).toEqual(['chat row-0']);
    expect(await recorded()).toEqual(['row-0 sent', 'row-1 undeliverable']);
  });

  it('says nothing after a person has ended that was decided before they began', async () => {
    const before = (await chat())!;
    await world.context.unitOfWork.run((tx) =>
      tx.chats.save(inState(before, { state: 3, servicerUserid: 'one' })),
    );
    const served = (await chat())!;
    await world.context.unitOfWork.run((tx) =>
      tx.chats.save(inState(served, { state: 4, servicerUserid: null })),
    );
    await send(['stale'], { place: before.version - 1 });
    expect(left).toEqual([]);
    await send(['fresh'], { place: served.version + 1 });
    expect(left).toEqual(['chat row-0']);
  });

  it('is silent while a member of the desk serves from our pages, and about what was decided before', async () => {
    const handoff = handoffAt(NOW, { accountId, state: 'served', ownerStaffId: 'wei', servedFrom: NOW + 1 });
    await world.context.unitOfWork.run((tx) => tx.handoffs.insert(handoff));
    await send(['one']);
    const closed = { ...handoff, state: 'closed', closedAt: NOW + 2 } as const;
    await world.context.unitOfWork.run((tx) => tx.handoffs.save(closed));
    await send(['one'], { place: 1 });
    expect(left).toEqual([]);
    await send(['two']);
    expect(left).toEqual(['chat row-0']);
  });

  it('says nothing twice when a code is spent after a lost answer', async () => {
    answers = [lost('timeout')];
    await expect(send(['welcome'], { code: 'used' })).rejects.toBeInstanceOf(TransportError);
    answers = [refusal(40058, 'PERMANENT')];
    await send(['welcome'], { code: 'used', again: true });
    expect(left).toEqual(['code row-0', 'code row-0']);
    expect(await recorded()).toEqual(['row-0 unknown']);
  });

  it('uses the usual way when the code ran out while nothing could be sent', async () => {
    answers = [lost('connect')];
    await expect(send(['welcome'], { code: 'old' })).rejects.toBeInstanceOf(TransportError);
    expect(await recorded()).toEqual(['row-0 not_sent']);
    answers = [refusal(40058, 'PERMANENT')];
    await send(['welcome'], { code: 'old', again: true });
    expect(await recorded()).toEqual(['row-0 sent']);
  });
});
