import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { Proposal } from '../ports/support';
import type { Repositories } from '../ports/storage';

/** How a proposal can end. */
export type ProposalEnd = Exclude<Proposal['state'], 'open'>;

/** What ends by time or by the world has no person behind it. */
export const PROPOSALS: Actor = { role: 'system', id: 'proposals', channel: 'job' };

/** Group of the job that ends a proposal. */
export function laneOfProposal(id: string): string {
  return `proposal:${id}`;
}

/** Ends an open proposal, with history and audit; false when somebody was faster. */
export async function settleProposal(
  tx: Repositories,
  context: Context,
  {
    proposal,
    registration,
    state,
    actor,
  }: { proposal: Proposal; registration: Registration; state: ProposalEnd; actor: Actor },
): Promise<boolean> {
  if (!(await tx.proposals.settle(proposal.id, { state, at: context.clock.now() }))) return false;
  await tx.outbox.cancelGroup(laneOfProposal(proposal.id));
  await recordProposal(tx, context, { proposal, registration, event: `proposal.${state}`, actor });
  const answer = state === 'confirmed' || state === 'declined' ? state : null;
  if (answer !== null) await tx.outbox.add([answeredRow(context, { proposalId: proposal.id, answer })]);
  return true;
}

/**
 * The candidate pressed a button of a proposal while a person served, and the press changed nothing: the person is told, once
 * for each press (`cause`). A press that repeats the answer which settled it needs no word.
 */
export async function noteUnanswered(
  tx: Repositories,
  context: Context,
  { proposalId, accountId, accepts, cause }: Unanswered,
): Promise<void> {
  const proposal = await tx.proposals.find(proposalId);
  if (proposal?.accountId !== accountId) return;
  if (proposal.state === (accepts ? 'confirmed' : 'declined')) return;
  const answer = proposal.state === 'open' ? 'failed' : 'late';
  await tx.outbox.add([answeredRow(context, { proposalId, answer, cause })]);
}

interface Unanswered {
  proposalId: string;
  accountId: string;
  accepts: boolean;
  cause: string;
}

/** How the candidate answered; `failed`: they pressed, and nothing changed; `late`: as well, since it was over already. */
export type ProposalReply = 'confirmed' | 'declined' | 'failed' | 'late';

function answeredRow(
  context: Context,
  { proposalId, answer, cause }: { proposalId: string; answer: ProposalReply; cause?: string },
): ReturnType<typeof outboxRow> {
  const key = ['proposal.answered', proposalId, ...(cause === undefined ? [] : [cause])].join(':');
  return outboxRow(context, { topic: 'proposal.answered', key, payload: { proposalId, answer } });
}

/** One step of a proposal in history and audit: names of fields, never values (PR10). */
export async function recordProposal(
  tx: Repositories,
  context: Context,
  {
    proposal,
    registration,
    event,
    actor,
  }: { proposal: Proposal; registration: Registration; event: string; actor: Actor },
): Promise<void> {
  const { id: registrationId, state, revision } = registration;
  const entry = {
    ...{ registrationId, actor, revision, from: state },
    reason: proposal.fields.join(','),
    at: context.clock.now(),
  };
  await tx.history.append({ ...entry, id: context.newId(), event, to: state });
  await tx.audit.append({ ...entry, id: context.newId(), action: event, to: state });
}
