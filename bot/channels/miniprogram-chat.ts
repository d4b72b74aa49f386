import type { ChatMessage } from '../ports';
import type { ResolvedItem, ResolvedReply } from '../replies/resolved-reply';

/** What the chat page of the mini program sends. */
export type AppInbound =
  { kind: 'text'; text: string } | { kind: 'tap'; id: string; caption: string } | { kind: 'entered' };

export type AppItem =
  | { kind: 'tap'; id: string; caption: string }
  | { kind: 'page'; url: string; caption: string }
  | { kind: 'mini_program'; path: string; caption: string }
  | { kind: 'line'; text: string };

/** What a line offers besides its text; kept as JSON with the line. */
export interface AppMenu {
  items: AppItem[];
  tail: string;
}

export function readAppMessage(sent: AppInbound): ChatMessage {
  return sent;
}

/** The menu of a reply as it is kept and shown; null for plain text. */
export function writeAppMenu(reply: ResolvedReply): AppMenu | null {
  if (reply.kind === 'text') return null;
  return { items: reply.items.map(writeItem), tail: reply.tail };
}

/** Of a line from storage; one without a menu, or of another form, is only read. */
export function readAppMenu(stored: string | undefined): AppMenu {
  if (stored === undefined) return { items: [], tail: '' };
  return JSON.parse(stored) as AppMenu;
}

/** Inside the mini program a page of it needs no AppID. */
function writeItem(item: ResolvedItem): AppItem {
  if (item.kind !== 'mini_program') return item;
  return { kind: 'mini_program', path: item.path, caption: item.caption };
}
