import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { judge } from '../../../shared/domain/transition';
import type { Changed } from '../registrations/change-registration';
import type { Context } from '../context';
import type { Proposal } from '../ports/support';
import type { Repositories } from '../ports/storage';
import { standingOf, type Standing } from './proposal-standing';
import { registrationFacts } from '../registrations/registration-facts';
import { saveAnswers, type SavedAnswers } from '../registrations/save-answers';
import { settleProposal, PROPOSALS, type ProposalEnd } from './settle-proposal';
import { applyChanges } from '../registrations/submit-information';
import { noticesMissing, NOTICES_BEFORE_ANSWERS } from '../registrations/view-registration';

export type ProposalAnswered =
  | {
      ok: true;
      state: 'confirmed' | 'declined';
      registration: Registration;
      /** False: it stands in an open change, which the candidate has yet to promise and apply. */
      applied: boolean;
    }
  /** Nobody's, or somebody else's. */
  | { ok: false; why: 'absent' }
  /** It ended before; how. */
  | { ok: false; why: 'over'; state: ProposalEnd }
  /** A notice has a newer text that the candidate has to read first (PR1). */
  | { ok: false; why: 'notices_missing' }
  | Exclude<Changed, { ok: true }>
  | Exclude<SavedAnswers, { ok: true }>;

export interface ProposalAnswer {
  proposalId: string;
  /** Whose answer it is: the proposal is bound to them. */
  accountId: string;
  accepts: boolean;
  channel: Actor['channel'];
}

/**
 * The candidate answers a proposed correction with one tap. Accepted, it is an own act of theirs: judged once more by the
 * rules of their own answers and put in force with the promise (S21) that the button names; where another change of theirs
 * is open it joins that one. Repeats change nothing. After `over` the caller commits; after any other refusal it undoes.
 */
export async function answerProposal(
  tx: Repositories,
  context: Context,
  answer: ProposalAnswer,
): Promise<ProposalAnswered> {
  const found = await findProposal(tx, answer);
  if (!found) return { ok: false, why: 'absent' };
  const { proposal, registration, season } = found;
  const standing = standingOf(proposal, { registration, season, now: context.clock.now() });
  if (standing.state !== 'open') {
    const { state } = standing;
    if (proposal.state === 'open')
      await settleProposal(tx, context, { proposal, registration, state, actor: PROPOSALS });
    return { ok: false, why: 'over', state };
  }
  const actor: Actor = { role: 'candidate', id: answer.accountId, channel: answer.channel };
  if (!answer.accepts) {
    const settled = await settleProposal(tx, context, { proposal, registration, state: 'declined', actor });
    return settled
      ? { ok: true, state: 'declined', registration, applied: false }
      : { ok: false, why: 'version_conflict' };
  }
  const missing = await noticesMissing(tx, { accountId: answer.accountId, season });
  if (missing.some((id) => NOTICES_BEFORE_ANSWERS.includes(id))) return { ok: false, why: 'notices_missing' };
  return accept(tx, context, { ...found, standing, actor });
}

interface Found {
  proposal: Proposal;
  registration: Registration;
  season: Season;
}

async function findProposal(
  tx: Repositories,
  { proposalId, accountId }: Pick<ProposalAnswer, 'proposalId' | 'accountId'>,
): Promise<Found | null> {
  const proposal = await tx.proposals.find(proposalId);
  if (!proposal || proposal.accountId !== accountId) return null;
  const registration = await tx.registrations.find(proposal.registrationId);
  const season = registration && (await tx.seasons.find(registration.seasonId));
  return registration && season && { proposal, registration, season };
}

async function accept(
  tx: Repositories,
  context: Context,
  { proposal, registration, season, standing, actor }: Found & Accepting,
): Promise<ProposalAnswered> {
  const hadChange = registration.changeSet !== null;
  const { answers } = standing.content;
  const saved = await saveAnswers(tx, context, { registration, season, answers, actor });
  if (!saved.ok) return saved;
  let present = saved.registration;
  const opens = present.state !== 'draft' && present.changeSet !== null;
  const applies = opens && !hadChange && isComplete(present, season, context.clock.now());
  if (applies) {
    const target = { registration: present, season, actor, promised: true };
    const applied = await applyChanges(tx, context, target);
    if (!applied.ok) return applied;
    present = applied.registration;
  }
  const end = { proposal, registration: present, state: 'confirmed', actor } as const;
  if (!(await settleProposal(tx, context, end))) return { ok: false, why: 'version_conflict' };
  return { ok: true, state: 'confirmed', registration: present, applied: applies || !opens };
}

interface Accepting {
  standing: Extract<Standing, { state: 'open' }>;
  actor: Actor;
}

/** Nothing but the promise is lacking, which the tap gives. */
function isComplete(registration: Registration, season: Season, now: number): boolean {
  const { answers, changeSet } = registration;
  const movesSite = changeSet !== null && changeSet.siteCode !== answers.siteCode;
  const facts = registrationFacts(registration, season, now);
  return judge('apply_changes', facts, { role: 'candidate', promised: true, movesSite }).ok;
}
