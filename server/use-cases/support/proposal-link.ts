import type { AskedField } from '../../../shared/domain/fields';
import { answerProposal, type ProposalAnswered } from './answer-proposal';
import type { Context } from '../context';
import { continueInChat } from '../chat/continue-in-chat';
import { mintLink } from '../accounts/mint-link';
import { deskActor } from './own-handoff';
import type { Link, Locale } from '../ports/accounts';
import type { StaffMember } from '../ports/review';
import type { Proposal } from '../ports/support';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { proposalLines, type ProposalLine } from './proposal-lines';
import { findForDesk } from './propose-change';
import { hasProof, proveCandidate } from './proposal-proof';
import { standingOf } from './proposal-standing';
import type { ProposalEnd } from './settle-proposal';
import type { Addresses } from '../chat/resolve-replies';

type LinkContext = Context & { addresses: Pick<Addresses, 'publicUrl'> };

/**
 * A link to the page where the candidate answers a proposed correction: for whoever serves them in WeCom, where the bot may
 * not speak. Single use, bound to the account, no longer alive than the proposal, and no proof by itself: the page asks for
 * the end of the candidate's document number, without which (`no_proof`) there is no such link.
 */
export function mintProposalLink(
  context: LinkContext,
  { handoffId, member }: { handoffId: string; member: StaffMember },
): Promise<{ url: string; expiresAt: number; locale: Locale } | 'none_open' | 'no_proof'> {
  return context.unitOfWork.run(async (tx) => {
    const found = await findForDesk(tx, context, { handoffId, member });
    if (found.kind !== 'case') return 'none_open';
    const { registration, season, case: support } = found;
    const now = context.clock.now();
    const [latest] = await tx.proposals.listOf(registration.id, 1);
    if (!latest || standingOf(latest, { registration, season, now }).state !== 'open') return 'none_open';
    if (!hasProof(registration)) return 'no_proof';
    const { id: proposalId, accountId, expiresAt } = latest;
    const draft = {
      accountId,
      purpose: 'proposal',
      payload: { proposalId },
      lifeMs: expiresAt - now,
    } as const;
    const token = await mintLink(tx, context, draft);
    await tx.audit.append({
      id: context.newId(),
      action: 'proposal.link_made',
      actor: deskActor(member),
      registrationId: registration.id,
      ...{ from: null, to: null, revision: registration.revision, reason: latest.fields.join(',') },
      at: now,
    });
    const url = `${context.addresses.publicUrl}/pages/proposal?t=${token}`;
    return { url, expiresAt, locale: support.account?.locale ?? 'zh-CN' };
  });
}

export type ProposalPage =
  | {
      ok: true;
      state: 'open';
      locale: Locale;
      reason: string;
      lines: ProposalLine[];
      voided: AskedField[];
      /** The tap puts it in force with the promise (S21); in a draft nothing is promised yet. */
      promises: boolean;
      expiresAt: number;
    }
  | { ok: true; state: ProposalEnd; locale: Locale }
  | { ok: false; code: 'link.unknown' | 'link.expired' };

/** What the page behind such a link shows; looking uses nothing up, since scanners of mails and chats look too. */
export function viewProposal(context: Context, { token }: { token: string }): Promise<ProposalPage> {
  return context.unitOfWork.read(async (tx): Promise<ProposalPage> => {
    const found = await findByLink(tx, context, token);
    if (!found) return { ok: false, code: 'link.unknown' };
    const { proposal, locale } = found;
    const registration = await tx.registrations.find(proposal.registrationId);
    const season = registration && (await tx.seasons.find(registration.seasonId));
    if (!registration || !season) return { ok: false, code: 'link.expired' };
    const standing = standingOf(proposal, { registration, season, now: context.clock.now() });
    if (standing.state !== 'open') return { ok: true, state: standing.state, locale };
    const { content, after, voided } = standing;
    const was = registration.changeSet ?? registration.answers;
    return {
      ...{ ok: true, state: 'open', locale, voided, reason: content.reason, expiresAt: proposal.expiresAt },
      lines: proposalLines({ fields: proposal.fields, was, after, season, locale }),
      promises: registration.state !== 'draft',
    };
  });
}

export type ProposalByLink =
  | { ok: false; code: 'link.unknown' | 'link.busy' | 'notices_missing' | 'seats_full' }
  /** What was typed is not the end of the document number; `over`: nothing is tried by links any more. */
  | { ok: false; code: 'proof_wrong' | 'proof_over'; locale: Locale }
  | { ok: true; state: ProposalEnd; applied: boolean; locale: Locale };

/**
 * The button on that page, with the end of the document number. Whoever presses twice, or late, is told how it ended;
 * nothing happens twice.
 */
export function answerProposalByLink(
  context: Context,
  { token, accepts, proof }: { token: string; accepts: boolean; proof: string },
): Promise<ProposalByLink> {
  return context.unitOfWork.run(async (tx): Promise<ProposalByLink | Undone<ProposalByLink>> => {
    const found = await findByLink(tx, context, token);
    if (!found) return { ok: false, code: 'link.unknown' };
    const { link, proposal, locale } = found;
    const { accountId } = link;
    const registration = await tx.registrations.find(proposal.registrationId);
    if (!registration) return { ok: false, code: 'link.unknown' };
    if (proposal.state === 'open') {
      const proven = await proveCandidate(tx, context, { proposal, registration, given: proof });
      if (proven !== 'proven') return { ok: false, code: `proof_${proven}`, locale };
    }
    const answer = { proposalId: proposal.id, accountId, accepts, channel: 'page' } as const;
    const answered = await answerProposal(tx, context, answer);
    if (!answered.ok && answered.why === 'over')
      return { ok: true, state: answered.state, applied: true, locale };
    if (!answered.ok) return undone<ProposalByLink>({ ok: false, code: refusalOf(answered) });
    await tx.links.use(link.tokenHash, context.clock.now());
    if (accepts) {
      const cause = `proposal:${proposal.id}`;
      await continueInChat(tx, context, { accountId, cause, filled: proposal.fields });
    }
    return { ok: true, state: answered.state, applied: answered.applied, locale };
  });
}

function refusalOf(
  answered: Extract<ProposalAnswered, { ok: false }>,
): 'link.unknown' | 'link.busy' | 'notices_missing' | 'seats_full' {
  switch (answered.why) {
    case 'absent':
      return 'link.unknown';
    case 'notices_missing':
    case 'seats_full':
      return answered.why;
    default:
      return 'link.busy';
  }
}

/** An expired link still tells its owner what became of the proposal. */
async function findByLink(
  tx: Repositories,
  context: Context,
  token: string,
): Promise<{ link: Link; proposal: Proposal; locale: Locale } | null> {
  const link = await tx.links.find(context.secrets.tokenHash(token));
  if (link?.purpose !== 'proposal') return null;
  const { proposalId } = JSON.parse(link.payload) as { proposalId: string };
  const [proposal, account] = await Promise.all([
    tx.proposals.find(proposalId),
    tx.accounts.find(link.accountId),
  ]);
  if (!proposal || !account || account.state === 'closed') return null;
  return proposal.accountId === account.id ? { link, proposal, locale: account.locale } : null;
}
