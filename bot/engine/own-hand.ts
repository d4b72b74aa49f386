import type { Act, ChatMessage, Heard, Session, Situation } from '../ports';
import { isServed } from './handoff';
import { understand } from './hear';
import { readTapId } from './nonce';

export type AnswerToProposal = Extract<Act, { kind: 'answer_proposal' }>;

/**
 * The press on a proposed correction, whichever question stands now. Its button names the very proposal, so it is the
 * candidate's answer also while a person serves; whether it still counts is judged where it is put in force.
 */
export function pressedProposal(message: ChatMessage): AnswerToProposal | null {
  const key = message.kind === 'tap' ? readTapId(message.id)?.key : undefined;
  const [, answer, proposalId] = /^proposal_(yes|no)\.(.+)$/u.exec(key ?? '') ?? [];
  return proposalId === undefined ? null : { kind: 'answer_proposal', proposalId, accepts: answer === 'yes' };
}

/** Buttons of the texts that have to be ticked before a correction can be put in force (PR1). */
const TICKS: readonly string[] = ['tick', 'decline'];

/**
 * Whether the assistant speaks although a person serves. Only in the mini program, where their words may stand as well, and
 * only of a correction that waits: it is asked when the chat is opened, with the ticks that stand before it, and these
 * buttons are answered. Words, and the buttons of any other question, are for the person.
 */
export function isOwnHand({ channel, proposal }: Situation, message: ChatMessage): boolean {
  if (channel !== 'mini_program') return false;
  if (pressedProposal(message)) return true;
  if (proposal?.state !== 'open') return false;
  return message.kind === 'entered' || (message.kind === 'tap' && isTick(message.id));
}

function isTick(id: string): boolean {
  return TICKS.includes(readTapId(id)?.key ?? '');
}

/** First half of a turn, also while a person serves: then nothing is understood but what needs the candidate's own hand. */
export function understandOwnHand(situation: Situation, stored: Session | null, message: ChatMessage): Heard {
  if (!isServed(situation)) return understand(situation, stored, message);
  // A question of the bot's own that waited for a yes is put aside: its buttons are not answered now.
  const session = stored && { ...stored, confirming: null, choosing: null };
  if (isOwnHand(situation, message)) return understand({ ...situation, handoff: null }, session, message);
  const heard = understand(situation, stored, message);
  const pressed = pressedProposal(message);
  return pressed ? { ...heard, act: pressed } : heard;
}
