import fc from 'fast-check';
import { CHAT_WINDOW_MS, MESSAGES_PER_TURN } from '../../../../../server/use-cases/chat/chat-budget';
import { openRoad, roadsOf, type RoadFacts } from '../../../../../server/use-cases/support/choose-road';
import type { ChatState } from '../../../../../server/use-cases/ports/chat';

const NOW = 1_800_000_000_000;
const chat = (changes: Partial<ChatState> = {}): ChatState => ({
  ...{ externalUserId: 'wm-1', openKfId: 'wk', accountId: 'a', lastCustomerAt: NOW - 1000, sentSince: 0 },
  ...{ serviceState: 1, servicerUserid: null, version: 1, ...changes },
});
const facts = (changes: Partial<RoadFacts> = {}): RoadFacts => ({
  ...{ chat: chat(), userid: 'support-one', lastChannel: 'kf', hasApp: true, hasMail: true, now: NOW },
  ...changes,
});
const closedOf = (changes: Partial<RoadFacts>) =>
  Object.fromEntries(roadsOf(facts(changes)).map(({ road, closed }) => [road, closed]));

describe('roadsOf', () => {
  it.each<[string, Partial<RoadFacts>, ReturnType<typeof closedOf>]>([
    ['the bot has it', {}, { wecom: 'not_in_wecom', chat: null }],
    [
      'a member serves in WeCom',
      { chat: chat({ serviceState: 3, servicerUserid: 'Support-One' }) },
      { wecom: null, chat: 'in_wecom' },
    ],
    [
      'a colleague serves in WeCom',
      { chat: chat({ serviceState: 3, servicerUserid: 'other' }) },
      { wecom: 'served_by_other', chat: 'in_wecom' },
    ],
    ['it waits in the pool', { chat: chat({ serviceState: 2 }) }, { wecom: 'not_in_wecom', chat: 'in_pool' }],
    ['it has ended', { chat: chat({ serviceState: 4 }) }, { wecom: 'not_in_wecom', chat: 'ended' }],
    [
      'the window is over',
      { now: NOW - 1000 + CHAT_WINDOW_MS },
      { wecom: 'not_in_wecom', chat: 'window_over' },
    ],
    [
      'the window is over while a member serves',
      { chat: chat({ serviceState: 3, servicerUserid: 'support-one' }), now: NOW + CHAT_WINDOW_MS },
      { wecom: 'window_over', chat: 'in_wecom' },
    ],
    ['the five are used up', { chat: chat({ sentSince: MESSAGES_PER_TURN }) }, { chat: 'budget_spent' }],
    ['the customer only entered', { chat: chat({ lastCustomerAt: null }) }, { chat: 'never_wrote' }],
    ['there is no chat', { chat: null }, { wecom: 'no_chat', chat: 'no_chat', app: null, mail: null }],
    [
      'there is no mini program and no address',
      { hasApp: false, hasMail: false },
      { app: 'no_app', mail: 'no_mail' },
    ],
  ])('when %s', (_when, changes, expected) => {
    expect(closedOf(changes)).toMatchObject(expected);
  });

  it('goes first where the candidate spoke last', () => {
    expect(openRoad(roadsOf(facts()))?.road).toBe('chat');
    expect(openRoad(roadsOf(facts({ lastChannel: 'mini_program' })))?.road).toBe('app');
    expect(openRoad(roadsOf(facts({ chat: null, hasApp: false })))?.road).toBe('mail');
    expect(openRoad(roadsOf(facts({ chat: null, hasApp: false, hasMail: false })))).toBeNull();
  });

  it('opens our own way into the chat only where the platform takes a message (kf.md 4.1)', () => {
    const state = fc.record({
      serviceState: fc.constantFrom<ChatState['serviceState']>(0, 1, 2, 3, 4),
      sentSince: fc.nat(8),
      lastCustomerAt: fc.option(fc.integer({ min: NOW - 2 * CHAT_WINDOW_MS, max: NOW })),
      servicerUserid: fc.constantFrom(null, 'support-one', 'other'),
    });
    fc.assert(
      fc.property(state, (changes) => {
        const [closed] = roadsOf(facts({ chat: chat(changes) })).filter(({ road }) => road === 'chat');
        const { serviceState, sentSince, lastCustomerAt } = changes;
        const takes =
          serviceState < 2 &&
          sentSince < MESSAGES_PER_TURN &&
          lastCustomerAt !== null &&
          NOW - lastCustomerAt < CHAT_WINDOW_MS;
        expect(closed?.closed === null).toBe(takes);
      }),
    );
  });
});
