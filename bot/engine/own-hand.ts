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

/**
 * Whether the assistant speaks although a person serves. Only in the mini program, whose chat is not the one in which they
 * speak: a correction that waits is asked there, with the ticks that stand before it, and its buttons are answered. Words are
 * for the person.
 */
export function isOwnHand({ channel, proposal }: Situation, message: ChatMessage): boolean {
  if (channel !== 'mini_program') return false;
  if (pressedProposal(message)) return true;
  return proposal?.state === 'open' && (message.kind === 'entered' || message.kind === 'tap');
}

/** First half of a turn, also while a person serves: then nothing is understood but what needs the candidate's own hand. */
export function understandOwnHand(situation: Situation, stored: Session | null, message: ChatMessage): Heard {
  if (!isServed(situation)) return understand(situation, stored, message);
  if (isOwnHand(situation, message)) return understand({ ...situation, handoff: null }, stored, message);
  const heard = understand(situation, stored, message);
  const pressed = pressedProposal(message);
  return pressed ? { ...heard, act: pressed } : heard;
}
