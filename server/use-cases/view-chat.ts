import type { Context } from './context';
import { boundAccount } from './open-account';
import type { Account, Login } from './ports/accounts';
import type { Handoff, TranscriptLine } from './ports/chat';

/** Lines of one answer; a phone that was away longer asks again. */
const PAGE = 50;

export interface Conversation {
  lines: (TranscriptLine & { seq: number })[];
  cursor: number;
  handoff: Handoff | null;
  /** The account's language; null without one. */
  locale: Account['locale'] | null;
}

/** The one conversation of a person, whichever channel it was had in; nobody's is empty. */
export function viewChat(
  context: Pick<Context, 'unitOfWork'>,
  { login, since }: { login: Login; since: number | null },
): Promise<Conversation> {
  return context.unitOfWork.read(async (tx) => {
    const account = await boundAccount(tx, login.openid);
    if (!account) return { lines: [], cursor: since ?? 0, handoff: null, locale: null };
    const [lines, handoff] = await Promise.all([
      tx.transcripts.listSince(account.id, { after: since, limit: PAGE }),
      tx.handoffs.openOf(account.id),
    ]);
    return { lines, cursor: lines.at(-1)?.seq ?? since ?? 0, handoff, locale: account.locale };
  });
}
