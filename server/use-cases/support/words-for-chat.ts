import { staffText } from '../../../shared/i18n/staff/text';
import { cannedAnswer } from './canned-values';
import type { RoadClosed } from './choose-road';
import type { Context } from '../context';
import { deskCustomer, type CustomerInChat } from './desk-customer';
import type { Account } from '../ports/accounts';
import type { Repositories } from '../ports/storage';
import { mintProposalLink } from './proposal-link';
import { exactPageName, sendExactPage, type ExactLinkContext, type ExactPage } from './send-exact-page';
import { seasonForAnswers } from './show-conversation';
import { chatRoad } from './show-sidebar';
import { supportCase, type SupportCase } from './support-case';
import { refusalOfText, type TextRefusal } from './write-to-candidate';

/**
 * What is to stand in the open chat: a prepared answer, a link to one page of the candidate's, the link by which they confirm
 * the correction that waits for them, or words of the member's own.
 */
export type Wanted = { answerId: string } | { page: ExactPage } | { proposal: 'open' } | { text: string };

export interface WordsAsked extends CustomerInChat {
  wanted: Wanted;
  /** The member was told that the text holds personal numbers, and sends it all the same. */
  sure: boolean;
}

/**
 * - `absent`, `own`: no conversation of the desk for this member.
 * - `lacking`: the prepared answer has values that are not known; nothing with an open placeholder leaves.
 * - `closed`: the chat takes no words from this member's client now, and why.
 */
export type WordsForChat =
  | { ok: true; text: string }
  | { ok: false; why: 'absent' }
  | { ok: false; why: 'own' }
  | { ok: false; why: TextRefusal }
  | { ok: false; why: 'lacking'; missing: string[] }
  | { ok: false; why: 'closed'; closed: RoadClosed };

type Link = { handoffId: string; page: ExactPage | 'proposal' };
type Ready = { text: string } | Link;

/**
 * The words that the member's own WeCom client is to put into the chat, judged as on the desk's page. Nothing is kept here:
 * what has really been sent comes back from the platform as the servicer's words (kf.md 3.1), once.
 */
export async function wordsForChat(context: ExactLinkContext, asked: WordsAsked): Promise<WordsForChat> {
  const ready = await context.unitOfWork.run((tx) => prepare(tx, context, asked));
  if ('ok' in ready) return ready;
  const text = 'page' in ready ? await linkText(context, { ...ready, member: asked.member }) : ready.text;
  if (text === null) return { ok: false, why: 'absent' };
  // A link is made of letters that a number may be read into; nobody wrote them.
  const why = 'page' in ready ? null : refusalOfText({ text, sure: asked.sure });
  return why === null ? { ok: true, text } : { ok: false, why };
}

async function prepare(
  tx: Repositories,
  context: Context,
  asked: WordsAsked,
): Promise<Ready | Exclude<WordsForChat, { ok: true }>> {
  const { wanted, member } = asked;
  const account = await deskCustomer(tx, context, asked);
  if (typeof account === 'string') return { ok: false, why: account };
  const handoff = await tx.handoffs.openOf(account.id);
  if (!handoff) return { ok: false, why: 'absent' };
  const found = await supportCase(tx, handoff);
  const { closed } = await chatRoad(tx, context, { found, member });
  if (closed !== null) return { ok: false, why: 'closed', closed };
  if ('text' in wanted) return { text: wanted.text };
  if ('page' in wanted) return { handoffId: handoff.id, page: wanted.page };
  if ('proposal' in wanted) return { handoffId: handoff.id, page: 'proposal' };
  return filledAnswer(tx, context, { found, account, id: wanted.answerId });
}

async function filledAnswer(
  tx: Repositories,
  context: Context,
  { found, account, id }: { found: SupportCase; account: Account; id: string },
): Promise<{ text: string } | Exclude<WordsForChat, { ok: true }>> {
  const season = await seasonForAnswers(tx, context, found);
  const { registration } = found;
  const filling = { registration, locale: account.locale, now: context.clock.now() };
  const filled = season && cannedAnswer(id, { ...filling, season });
  if (!filled) return { ok: false, why: 'absent' };
  return filled.ok ? { text: filled.text } : { ok: false, why: 'lacking', missing: filled.missing };
}

/** The sentence around a link, in the candidate's language. */
async function linkText(
  context: ExactLinkContext,
  { page, ...asked }: Link & Pick<CustomerInChat, 'member'>,
): Promise<string | null> {
  if (page === 'proposal') {
    const link = await mintProposalLink(context, asked);
    return typeof link === 'string' ? null : staffText(link.locale, 'proposal.message', { url: link.url });
  }
  const link = await sendExactPage(context, { ...asked, page });
  if (typeof link === 'string') return null;
  const { locale, url } = link;
  return staffText(locale, 'links.message', { page: exactPageName(page, locale), url });
}
