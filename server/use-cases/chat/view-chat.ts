import { HOUR_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import { boundAccount } from '../accounts/open-account';
import type { Account, Login } from '../ports/accounts';
import type { Handoff, TranscriptLine } from '../ports/chat';
import { lookGroupOf } from '../support/tell-to-look';

/** Lines of one answer; a phone that was away longer asks again. */
const PAGE = 50;

export interface Conversation {
  lines: (TranscriptLine & { seq: number })[];
  cursor: number;
  handoff: Handoff | null;
  /** The account's language; null without one. */
  locale: Account['locale'] | null;
}

/** Longer than the night, in which nobody is told of an answer: of an older one they were. */
const UNTOLD_MS = 12 * HOUR_MS;

/**
 * The one conversation of a person, whichever channel it was had in; nobody's is empty. Whoever sees an answer of the desk
 * is not told elsewhere that there is one.
 */
export async function viewChat(
  context: Pick<Context, 'clock' | 'unitOfWork'>,
  { login, since }: { login: Login; since: number | null },
): Promise<Conversation> {
  const { accountId, ...conversation } = await context.unitOfWork.read(async (tx) => {
    const account = await boundAccount(tx, login.openid);
    if (!account) return { accountId: null, lines: [], cursor: since ?? 0, handoff: null, locale: null };
    const [lines, handoff] = await Promise.all([
      tx.transcripts.listSince(account.id, { after: since, limit: PAGE }),
      tx.handoffs.openOf(account.id),
    ]);
    const { id: accountId, locale } = account;
    return { accountId, lines, cursor: lines.at(-1)?.seq ?? since ?? 0, handoff, locale };
  });
  const from = context.clock.now() - UNTOLD_MS;
  const sees = conversation.lines.some((line) => isOfDesk(line) && line.at > from);
  if (accountId !== null && sees) {
    const group = lookGroupOf(accountId);
    await context.unitOfWork.run((tx) => tx.outbox.cancelGroup(group, { tried: true }));
  }
  return conversation;
}

function isOfDesk({ from, channel }: TranscriptLine): boolean {
  return from === 'person' && channel === 'mini_program';
}
