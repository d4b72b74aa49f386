import { CHAT_WINDOW_MS, MESSAGES_PER_TURN } from '../chat/chat-budget';
import type { ChatState } from '../ports/chat';
import { POOL, SERVED } from '../ports/kf';

/**
 * Ways from the desk to a candidate. `wecom`: the servicer writes in the WeCom client, the only way while the platform has
 * the conversation in a person's hands. `chat`: we send into the same chat. `app`: a line in the mini program's chat.
 */
export const WRITING_ROADS = ['wecom', 'chat', 'app', 'mail'] as const;
export type WritingRoad = (typeof WRITING_ROADS)[number];

/** Why a road takes no message now. */
export type RoadClosed =
  | 'not_in_wecom'
  | 'served_by_other'
  | 'in_wecom'
  | 'in_pool'
  | 'ended'
  | 'never_wrote'
  | 'window_over'
  | 'budget_spent'
  | 'no_chat'
  | 'no_app'
  | 'no_mail';

export interface RoadState {
  road: WritingRoad;
  closed: RoadClosed | null;
  /** Until when it stays open, where that is known. */
  until: number | null;
  /** Messages that the platform still takes before the candidate writes again; null without such a limit. */
  left: number | null;
}

export interface RoadFacts {
  chat: ChatState | null;
  /** Of the member who would write, as WeCom knows them. */
  userid: string | null;
  /** Where the candidate spoke last. */
  lastChannel: 'kf' | 'mini_program' | null;
  hasApp: boolean;
  hasMail: boolean;
  now: number;
}

/** Every road with whether it is open, in the order in which they should be tried: first where the candidate speaks. */
export function roadsOf(facts: RoadFacts): RoadState[] {
  const { chat, hasApp, hasMail, lastChannel } = facts;
  const until = chat?.lastCustomerAt == null ? null : chat.lastCustomerAt + CHAT_WINDOW_MS;
  const wecom: RoadState = { road: 'wecom', closed: wecomClosed(facts), until, left: null };
  const left = chat ? Math.max(0, MESSAGES_PER_TURN - chat.sentSince) : null;
  const inChat: RoadState = { road: 'chat', closed: chatClosed(facts), until, left };
  const app: RoadState = { road: 'app', closed: hasApp ? null : 'no_app', until: null, left: null };
  const mail: RoadState = { road: 'mail', closed: hasMail ? null : 'no_mail', until: null, left: null };
  return lastChannel === 'mini_program' && hasApp ? [app, wecom, inChat, mail] : [wecom, inChat, app, mail];
}

/** The road that a message takes unless another one is chosen; null when none is open. */
export function openRoad(roads: readonly RoadState[]): RoadState | null {
  return roads.find(({ closed }) => closed === null) ?? null;
}

function wecomClosed({ chat, userid, now }: RoadFacts): RoadClosed | null {
  if (!chat) return 'no_chat';
  if (chat.serviceState !== SERVED) return 'not_in_wecom';
  if (chat.servicerUserid?.toLowerCase() !== userid?.toLowerCase()) return 'served_by_other';
  return windowClosed(chat, now);
}

/** The platform takes our messages only while nobody or the bot serves, within the window and its budget (kf.md 4.1). */
function chatClosed({ chat, now }: RoadFacts): RoadClosed | null {
  if (!chat) return 'no_chat';
  if (chat.serviceState === SERVED) return 'in_wecom';
  if (chat.serviceState === POOL) return 'in_pool';
  if (chat.serviceState > SERVED) return 'ended';
  const closed = windowClosed(chat, now);
  if (closed !== null) return closed;
  return chat.sentSince >= MESSAGES_PER_TURN ? 'budget_spent' : null;
}

function windowClosed({ lastCustomerAt }: ChatState, now: number): RoadClosed | null {
  if (lastCustomerAt === null) return 'never_wrote';
  return now - lastCustomerAt >= CHAT_WINDOW_MS ? 'window_over' : null;
}
