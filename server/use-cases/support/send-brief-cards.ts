import { writeBriefCard } from '../../../bot/channels/wecom-brief-card';
import { render } from '../../../bot/replies/render';
import { staffText } from '../../../shared/i18n/staff/text';
import { readBrief } from './gather-brief';
import type { Handoff } from '../ports/chat';
import type { Delivery } from '../ports/messaging';
import { TransportError } from '../ports/platform-errors';
import { sendCardTo } from '../review/send-review-cards';
import { settleBriefCards, type DeskCardContext } from './settle-brief-cards';
import { noteDelivery, waitForSlot, type StaffTold } from '../staff/staff-messages';
import type { BriefLine } from './write-brief';

/** A row that calls the desk, and members of it who are called. */
interface Called {
  outboxId: string;
  handoff: Handoff;
  topic: string;
  userids: readonly string[];
}

/** Staff read Chinese in WeCom; the pages speak the language they choose. */
const LOCALE = 'zh-CN';

/**
 * Calls members of the desk with a card that briefs them, each at their pace and each once, however often the job runs: a
 * card's number follows from job and member, and the platform takes a number once.
 */
export async function sendBriefCards(context: DeskCardContext, called: Called): Promise<StaffTold> {
  const { outboxId, handoff, topic, userids } = called;
  const [deliveries, brief] = await context.unitOfWork.read(async (tx) => [
    await tx.deliveries.listOf(outboxId),
    await readBrief(tx, context, { handoff, locale: LOCALE }),
  ]);
  const outcomes: Delivery['outcome'][] = [];
  let waitMs = 0;
  let lost: TransportError | null = null;
  for (const userid of userids) {
    const taskId = taskIdOf(context, { outboxId, handoffId: handoff.id, userid });
    const before = deliveries.find(
      ({ detail, outcome }) => detail === taskId && outcome !== 'undeliverable',
    )?.outcome;
    const slot = before === undefined ? await waitForSlot(context, userid) : 0;
    waitMs = Math.max(waitMs, slot);
    if (slot > 0) continue;
    const outcome = before ?? (await sendOne(context, { called, brief, taskId, userid }));
    if (outcome instanceof TransportError) lost = outcome;
    else outcomes.push(outcome);
    if (before === undefined && !(outcome instanceof TransportError))
      await noteDelivery(context, { outboxId, channel: 'card', topic, outcome, detail: taskId });
  }
  // Whoever took it while the cards were leaving is named on them at once.
  await settleBriefCards(context, handoff.id);
  if (lost) throw lost;
  if (waitMs > 0) return { waitMs };
  return outcomes.includes('sent') ? 'sent' : 'undeliverable';
}

function taskIdOf(
  { hash }: Pick<DeskCardContext, 'hash'>,
  of: { outboxId: string; handoffId: string; userid: string },
): string {
  const mark = hash.hash('desk_card', `${of.outboxId}:${of.userid}`).slice(0, 24);
  return `desk-${of.handoffId}-${mark}`;
}

async function sendOne(
  context: DeskCardContext,
  card: { called: Called; brief: BriefLine[]; taskId: string; userid: string },
): Promise<'sent' | 'undeliverable' | TransportError> {
  const { called, brief, taskId, userid } = card;
  const { id: handoffId, trigger } = called.handoff;
  const [person, , ...lines] = brief;
  const sentAt = context.clock.now();
  await context.unitOfWork.run((tx) =>
    tx.deskCards.insert({ taskId, handoffId, userid, responseCode: null, sentAt }),
  );
  const why = render(LOCALE, `handoff.trigger.${trigger}`);
  const template_card = writeBriefCard({
    taskId,
    title: staffText(LOCALE, 'brief.card', { trigger: why }),
    subtitle: person?.value ?? '',
    lines,
    url: `${context.addresses.publicUrl}/staff/support/${handoffId}`,
    open: staffText(LOCALE, 'brief.open'),
  });
  const sent = await sendCardTo(context, { userid, template_card });
  if (sent instanceof TransportError) return sent;
  const { responseCode } = sent;
  if (responseCode !== null)
    await context.unitOfWork.run((tx) => tx.deskCards.setResponseCode(taskId, responseCode));
  return sent.outcome;
}
