/** A reply with every target turned into an address: what leaves for a platform. */
export interface ResolvedReply {
  kind: 'text' | 'menu';
  /** The text, or the menu's head. */
  text: string;
  items: ResolvedItem[];
  tail: string;
}

export type ResolvedItem =
  | { kind: 'tap'; id: string; caption: string }
  | { kind: 'page'; url: string; caption: string }
  | { kind: 'mini_program'; appId: string; path: string; caption: string }
  | { kind: 'line'; text: string };
