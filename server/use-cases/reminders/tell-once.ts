import {
  deliveryOf,
  sendNotice,
  type Channel,
  type NoticeCause,
  type NoticeContext,
  type Recipient,
} from './send-notice';
import type { Delivery } from '../ports/messaging';

export type Told = 'sent' | 'unknown' | 'undeliverable' | 'nothing_to_tell';

/** Something to tell one person. */
export interface Telling {
  cause: NoticeCause;
  /** Ways in the order in which they are tried. */
  ways: readonly Channel[];
  /** Whom and what, looked up anew for each try; null when there is nothing to tell any more. */
  find(): Promise<Recipient | null>;
  /** By it the record is found of what reached nobody. */
  mark?: string;
}

/** Looks at one message after which its record has to have come to rest. */
const LOOKS = 5;

/**
 * Tells a person once, by the first way that takes it. What reached nobody, and what nobody can know, is recorded as such
 * (promise 5).
 */
export async function tellOnce(context: NoticeContext, telling: Telling): Promise<Told> {
  for (let look = 1; look <= LOOKS; look += 1) {
    const told = await tellAsItStands(context, telling);
    if (told !== 'changed') return told;
  }
  throw new Error('notice could not be begun: its record keeps changing');
}

async function tellAsItStands(
  context: NoticeContext,
  { cause, ways, find, mark }: Telling,
): Promise<Told | 'changed'> {
  const tried = await context.unitOfWork.read((tx) => tx.deliveries.listOf(cause.outboxId));
  if (tried.some(({ outcome }) => outcome === 'sent')) return 'sent';
  const open = tried.find(({ outcome }) => outcome === 'unknown');
  // Only the chat knows a message by its id: asked again, it tells what became of it. The others would tell twice.
  if (open && open.channel !== 'chat') return 'unknown';
  const recipient = await find();
  if (!recipient) return 'nothing_to_tell';
  for (const channel of open ? (['chat'] as const) : ways) {
    const earlier = tried.find((delivery) => delivery.channel === channel);
    if (earlier && !isOpen(earlier)) continue;
    const outcome = await sendNotice(context, { channel, cause, recipient, earlier });
    if (outcome === 'sent' || outcome === 'unknown' || outcome === 'changed') return outcome;
  }
  if (open) return 'unknown';
  const nobody = deliveryOf(
    context,
    { channel: 'mail', cause, recipient },
    { outcome: 'undeliverable', detail: mark ?? null },
  );
  await context.unitOfWork.run((tx) => tx.deliveries.add(nobody));
  return 'undeliverable';
}

/** Begun and not ended: not sent at all, or of unknown fate. */
function isOpen({ outcome }: Delivery): boolean {
  return outcome === 'not_sent' || outcome === 'unknown';
}
