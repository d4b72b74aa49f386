import type { Proposed } from '../../../bot/ports';
import type { AskedField } from '../../../shared/domain/fields';
import type { ProposalState } from '../../../shared/domain/proposal';
import type { Answers, Registration } from '../../../shared/domain/registration';
import { sameAnswer } from '../../../shared/domain/rules/answers-apart';
import type { Season } from '../../../shared/domain/season';
import type { Proposal, ProposalContent } from '../ports/support';
import { judgeAnswers } from '../registrations/save-answers';

export type Standing =
  /** `after`: all answers as they will be; `voided`: fields whose answer goes because it fits no longer. */
  | { state: 'open'; content: ProposalContent; after: Answers; voided: AskedField[] }
  | { state: Exclude<ProposalState, 'open'> };

/**
 * Where a proposal stands now, whatever was stored last: time, an own edit of the candidate, or an act that locks the
 * registration ends it without anybody writing that down at once. Judged by the rules of the candidate's own answers.
 */
export function standingOf(
  proposal: Proposal,
  { registration, season, now }: { registration: Registration; season: Season; now: number },
): Standing {
  const { content, state } = proposal;
  if (state !== 'open') return { state };
  if (content === null || now >= proposal.expiresAt) return { state: 'expired' };
  const actor = { role: 'candidate', id: registration.accountId, channel: 'page' } as const;
  const judged = judgeAnswers({ registration, season, answers: content.answers, actor, now });
  if (!judged.ok && judged.why === 'refused') return { state: 'locked' };
  const base = registration.changeSet ?? registration.answers;
  const isTheirs = registration.accountId === proposal.accountId;
  const stands = proposal.fields.every((field) => sameAnswer(base[field], content.was[field]));
  if (!isTheirs || !stands) return { state: 'overtaken' };
  if (!judged.ok) return { state: 'unfit' };
  return { state: 'open', content, after: judged.answers, voided: judged.voided };
}

/** The newest proposal as the chat and pages of the candidate know it; null when it is about something else. */
export function proposedTo(
  proposal: Proposal | null,
  { registration, season, now }: { registration: Registration | null; season: Season | null; now: number },
): Proposed | null {
  if (!proposal || !season || proposal.registrationId !== registration?.id) return null;
  const standing = standingOf(proposal, { registration, season, now });
  const { id, fields } = proposal;
  if (standing.state !== 'open') return { id, fields, state: standing.state, change: null };
  const { content, after, voided } = standing;
  // What is offered beside the fields goes with a promise, except in a draft, which is promised as a whole later (S21).
  return { id, fields, state: 'open', change: { after, voided, reason: content.reason } };
}
