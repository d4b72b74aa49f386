import { chatLink } from './accounts';
import { serverNow } from './clock';

/** What `wx.openCustomerServiceChat` needs; it has to stand ready, since only the tap itself may call it. */
export interface ChatWay {
  url: string;
  corpId: string;
  /** From then on the server refuses it, epoch milliseconds; absent where it never does. */
  expiresAt?: number;
}

/** An address is thrown away this long before the server would refuse it. */
const SPARE_MS = 2 * 60_000;

let cameFromChat = false;
let kept: (ChatWay & { expiresAt: number }) | undefined;

/** The person came by an item of the chat: pages offer the way back from now on. */
export function rememberChat(): void {
  cameFromChat = true;
}

export function mayReturnToChat(): boolean {
  return cameFromChat;
}

/** The way into the chat, which joins it to this account; null where there is no chat or no answer. */
export async function chatWay(): Promise<ChatWay | null> {
  if (kept && kept.expiresAt - SPARE_MS > serverNow()) return kept;
  const called = await chatLink({});
  if (!called.ok) return null;
  const { url, corpId, expiresAt } = called.body;
  kept = { url, corpId, expiresAt };
  return kept;
}

/** Only in the tap itself. The address binds once: the next one is a new one. */
export function openChat({ url, corpId }: ChatWay): Promise<boolean> {
  kept = undefined;
  return new Promise((resolve) => {
    wx.openCustomerServiceChat({
      extInfo: { url },
      corpId,
      success: () => resolve(true),
      fail: () => resolve(false),
    });
  });
}
