import type { AskedField } from '../../../shared/domain/fields';
import { isProposable, MOST_PROPOSED, PROPOSAL_LIFE_MS } from '../../../shared/domain/proposal';
import { findPersonalNumbers } from '../../../shared/domain/masks';
import type { Answers, Registration } from '../../../shared/domain/registration';
import type { AnswerProblem, AnswersPatch } from '../../../shared/domain/rules/answers';
import { sameAnswer } from '../../../shared/domain/rules/answers-apart';
import { checkPlainText } from '../../../shared/domain/rules/plain-text';
import type { Refusal } from '../../../shared/domain/refusal';
import type { Season } from '../../../shared/domain/season';
import { maskedAnswer } from '../../../bot/replies/display';
import { chatIsOpen } from '../chat/chat-budget';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import { deskActor } from './own-handoff';
import type { StaffMember } from '../ports/review';
import type { Proposal, ProposalContent } from '../ports/support';
import type { Repositories } from '../ports/storage';
import { standingOf } from './proposal-standing';
import { judgeAnswers } from '../registrations/save-answers';
import { laneOfProposal, PROPOSALS, recordProposal, settleProposal } from './settle-proposal';
import { isOwnRegistration, isSupport } from '../staff/staff-rights';
import { supportCase, type SupportCase } from './support-case';
import { LOOK_MS } from './tell-to-look';

export interface Proposing {
  handoffId: string;
  member: StaffMember;
  /** Raw, as typed or chosen; null takes an answer back. */
  answers: AnswersPatch;
  reason: string;
  /** False only tries. */
  send: boolean;
}

export type Proposed =
  /** `road`: where the candidate is asked: by the bot in the chat, else told outside it; a link can be sent as well. */
  | { kind: 'sent'; proposal: Proposal; road: 'chat' | 'link' }
  | { kind: 'fits'; was: Answers; after: Answers; voided: AskedField[]; reason: string; season: Season }
  | { kind: 'absent' }
  | { kind: 'own' }
  | { kind: 'closed' }
  | { kind: 'open_already' }
  | { kind: 'nothing' }
  | { kind: 'too_many' }
  | { kind: 'reason'; code: string; params?: Record<string, string | number> }
  | { kind: 'invalid'; problems: AnswerProblem[] }
  | { kind: 'refused'; reasons: Refusal[] };

const REASON = { min: 5, max: 100 };

/**
 * Support proposes corrections, with a reason that the candidate reads. They are judged as answers of the candidate's own
 * would be, and change nothing: only the candidate's tap does (`answerProposal`). What tells who somebody is stays out.
 */
export function proposeChange(context: Context, proposing: Proposing): Promise<Proposed> {
  return context.unitOfWork.run(async (tx): Promise<Proposed> => {
    const found = await findForDesk(tx, context, proposing);
    if (found.kind !== 'case') return found;
    const { case: support, registration, season } = found;
    if (support.handoff.state === 'closed') return { kind: 'closed' };
    const judged = judgeProposal(proposing, { registration, season, now: context.clock.now() });
    if (judged.kind !== 'fits' || !proposing.send) return judged;
    if (!(await freeOf(tx, context, { registration, season }))) return { kind: 'open_already' };
    const proposal = proposalOf(context, { proposing, support, registration, judged });
    if (!(await tx.proposals.insert(proposal))) return { kind: 'open_already' };
    const actor = deskActor(proposing.member);
    await recordProposal(tx, context, { proposal, registration, event: 'proposal.opened', actor });
    const road = roadTo(support, context.clock.now());
    await tx.outbox.add(followUps(context, proposal, road));
    return { kind: 'sent', proposal, road };
  });
}

export type FoundForDesk =
  | { kind: 'case'; case: SupportCase; registration: Registration; season: Season }
  | { kind: 'absent' }
  | { kind: 'own' };

/** The registration that a conversation is about, for support staff who are not the candidate themselves (PR8). */
export async function findForDesk(
  tx: Repositories,
  context: Pick<Context, 'hash'>,
  { handoffId, member }: { handoffId: string; member: StaffMember },
): Promise<FoundForDesk> {
  const handoff = isSupport(member) ? await tx.handoffs.find(handoffId) : null;
  if (!handoff) return { kind: 'absent' };
  const support = await supportCase(tx, handoff);
  const { registration, season, account } = support;
  if (!registration || !season || !account) return { kind: 'absent' };
  if (await isOwnRegistration(tx, context, { member, registration, account })) return { kind: 'own' };
  return { kind: 'case', case: support, registration, season };
}

type Judged = Exclude<Proposed, { kind: 'sent' }>;

function judgeProposal(
  { answers, reason }: Proposing,
  { registration, season, now }: { registration: Registration; season: Season; now: number },
): Judged {
  const fields = Object.keys(answers) as AskedField[];
  if (fields.length === 0) return { kind: 'nothing' };
  if (fields.length > MOST_PROPOSED) return { kind: 'too_many' };
  if (!fields.every(isProposable)) return { kind: 'absent' };
  const actor = { role: 'candidate', id: registration.accountId, channel: 'page' } as const;
  const judged = judgeAnswers({ registration, season, answers, actor, now });
  if (!judged.ok && judged.why === 'refused') return { kind: 'refused', reasons: judged.reasons };
  if (!judged.ok) return { kind: 'invalid', problems: judged.problems };
  const was = registration.changeSet ?? registration.answers;
  const { answers: after, voided } = judged;
  if (fields.every((field) => isPlainlySame(field, was, after))) return { kind: 'nothing' };
  const words = checkPlainText(reason, REASON);
  if (!words.ok) return { kind: 'reason', code: words.code, ...(words.params && { params: words.params }) };
  if (findPersonalNumbers(words.value).length > 0) return { kind: 'reason', code: 'reason.personal_number' };
  return { kind: 'fits', was, after, voided, reason: words.value, season };
}

/** A masked answer is never told to be the same: who may not see it must not find it out by trying (PR8). */
function isPlainlySame(field: AskedField, was: Answers, after: Answers): boolean {
  return maskedAnswer(field, was) === null && sameAnswer(was[field], after[field]);
}

/** Whether no proposal is open; one that is over without anybody having noted it is ended here. */
async function freeOf(
  tx: Repositories,
  context: Context,
  { registration, season }: { registration: Registration; season: Season },
): Promise<boolean> {
  const [latest] = await tx.proposals.listOf(registration.id, 1);
  if (latest?.state !== 'open') return true;
  const { state } = standingOf(latest, { registration, season, now: context.clock.now() });
  if (state === 'open') return false;
  return settleProposal(tx, context, { proposal: latest, registration, state, actor: PROPOSALS });
}

function proposalOf(
  context: Context,
  from: {
    proposing: Proposing;
    support: SupportCase;
    registration: Registration;
    judged: Extract<Judged, { kind: 'fits' }>;
  },
): Proposal {
  const { proposing, support, registration, judged } = from;
  const fields = (Object.keys(proposing.answers) as AskedField[]).toSorted();
  const now = context.clock.now();
  const of = (answers: Answers): ProposalContent['answers'] =>
    Object.fromEntries(fields.map((field) => [field, answers[field] ?? null]));
  const was = Object.fromEntries(Object.entries(of(judged.was)).filter(([, value]) => value !== null));
  return {
    id: context.newId(),
    accountId: registration.accountId,
    registrationId: registration.id,
    handoffId: support.handoff.id,
    staffId: proposing.member.id,
    state: 'open',
    fields,
    content: { answers: of(judged.after), was, reason: judged.reason },
    revision: registration.revision,
    createdAt: now,
    expiresAt: now + PROPOSAL_LIFE_MS,
    settledAt: null,
  };
}

/** The bot asks where it may speak; while a person serves, it is silent (promise 12). */
export function roadTo({ chat, handoff }: SupportCase, now: number): 'chat' | 'link' {
  return chat !== null && handoff.state !== 'served' && chatIsOpen(chat, now) ? 'chat' : 'link';
}

function followUps(
  context: Context,
  { id, accountId, expiresAt }: Proposal,
  road: 'chat' | 'link',
): ReturnType<typeof outboxRow>[] {
  const ended = outboxRow(context, {
    topic: 'proposal.expired',
    key: `proposal.expired:${id}`,
    payload: { proposalId: id },
    group: laneOfProposal(id),
    dueAt: expiresAt,
  });
  if (road === 'link') {
    const told = { topic: 'proposal.told', key: `proposal.told:${id}`, group: laneOfProposal(id) };
    const dueAt = context.clock.now() + LOOK_MS;
    return [ended, outboxRow(context, { ...told, payload: { proposalId: id }, dueAt })];
  }
  const asked = { topic: 'chat.resume_requested', key: `chat.resume_requested:proposal:${id}` };
  return [ended, outboxRow(context, { ...asked, payload: { accountId } })];
}
