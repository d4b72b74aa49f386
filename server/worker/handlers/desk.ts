import { deliverWords, type WordsContext } from '../../use-cases/support/deliver-words';
import type { WritingRoad } from '../../use-cases/support/choose-road';
import { tellOfProposal, type ProposalNoticeContext } from '../../use-cases/support/tell-of-proposal';
import type { ClaimedMessage } from '../../use-cases/ports/messaging';
import { tellOfReply } from '../../use-cases/support/tell-of-reply';
import type { ProposalReply } from '../../use-cases/support/settle-proposal';
import { tellDelay } from '../../use-cases/support/tell-delay';
import { tellWriter, type TellWriterContext } from '../../use-cases/support/tell-writer';
import type { LeavingWords } from '../../use-cases/support/write-to-candidate';
import { DONE, paced, type Handled, type Handlers } from '../handler';

export type DeskContext = WordsContext & TellWriterContext & ProposalNoticeContext;

/** Jobs of what the desk writes and proposes to candidates. */
export function deskHandlers(context: DeskContext): Handlers {
  return {
    'support.written': (message) => deliver(context, message),
    'support.not_delivered': (message) => tell(context, message),
    'proposal.answered': (message) => tellReply(context, message),
    'proposal.told': (message) => tellOfOpen(context, message),
    'handoff.delayed': (message) => tellOfDelay(context, message),
  };
}

async function deliver(context: DeskContext, { id, payload, secret }: ClaimedMessage): Promise<Handled> {
  if (secret === null) return DONE;
  const delivered = await deliverWords(context, {
    outboxId: id,
    handoffId: String(payload.handoffId),
    accountId: String(payload.accountId),
    road: String(payload.road) as WritingRoad,
    mark: String(payload.mark),
    writtenAt: Number(payload.writtenAt),
    leaving: JSON.parse(secret) as LeavingWords,
  });
  return typeof delivered === 'object'
    ? paced('support.quiet', context.clock.now() + delivered.waitMs)
    : DONE;
}

async function tell(context: DeskContext, { id, payload }: ClaimedMessage): Promise<Handled> {
  const told = await tellWriter(context, { outboxId: id, handoffId: String(payload.handoffId) });
  return typeof told === 'object' ? paced('support.paced', context.clock.now() + told.waitMs) : DONE;
}

async function tellOfOpen(context: DeskContext, { id, payload }: ClaimedMessage): Promise<Handled> {
  const told = await tellOfProposal(context, { outboxId: id, proposalId: String(payload.proposalId) });
  return typeof told === 'object' ? paced('support.quiet', context.clock.now() + told.waitMs) : DONE;
}

async function tellReply(context: DeskContext, { id, payload }: ClaimedMessage): Promise<Handled> {
  const { proposalId, answer } = payload;
  const reply = { outboxId: id, proposalId: String(proposalId), answer: String(answer) as ProposalReply };
  const told = await tellOfReply(context, reply);
  return typeof told === 'object' ? paced('support.paced', context.clock.now() + told.waitMs) : DONE;
}

async function tellOfDelay(
  context: DeskContext,
  { id, payload, createdAt }: ClaimedMessage,
): Promise<Handled> {
  const told = await tellDelay(context, {
    ...{ outboxId: id, handoffId: String(payload.handoffId), accountId: String(payload.accountId) },
    ...{ broken: Number(payload.broken), answerBy: Number(payload.answerBy), at: createdAt },
  });
  return typeof told === 'object' ? paced('support.quiet', context.clock.now() + told.waitMs) : DONE;
}
