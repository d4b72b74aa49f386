import type { Context } from '../context';
import { boundAccount } from '../accounts/open-account';
import type { Account, Login } from '../ports/accounts';
import type { Handoff, TranscriptLine } from '../ports/chat';
import { tellingKeyOf } from '../support/conversation-timeline';
import { UNTOLD_MS } from '../support/tell-to-look';

/** Lines of one answer; a phone that was away longer asks again. */
const PAGE = 50;

export interface Conversation {
  lines: (TranscriptLine & { seq: number })[];
  cursor: number;
  handoff: Handoff | null;
  /** The account's language; null without one. */
  locale: Account['locale'] | null;
}

/**
 * The one conversation of a person, whichever channel it was had in; nobody's is empty. Whoever sees a line of the desk's,
 * or of its delay, is not told elsewhere of that line; of those on the next page they still are.
 */
export async function viewChat(
  context: Pick<Context, 'clock' | 'unitOfWork'>,
  { login, since }: { login: Login; since: number | null },
): Promise<Conversation> {
  const conversation = await context.unitOfWork.read(async (tx) => {
    const account = await boundAccount(tx, login.openid);
    if (!account) return { lines: [], cursor: since ?? 0, handoff: null, locale: null };
    const [lines, handoff] = await Promise.all([
      tx.transcripts.listSince(account.id, { after: since, limit: PAGE }),
      tx.handoffs.openOf(account.id),
    ]);
    return { lines, cursor: lines.at(-1)?.seq ?? since ?? 0, handoff, locale: account.locale };
  });
  const from = context.clock.now() - UNTOLD_MS;
  const seen = conversation.lines.flatMap((line) => (line.at > from ? (tellingKeyOf(line) ?? []) : []));
  if (seen.length > 0) await context.unitOfWork.run((tx) => tx.outbox.cancelKeys(seen));
  return conversation;
}
