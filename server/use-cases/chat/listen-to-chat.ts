import { pressedProposal, type AnswerToProposal } from '../../../bot/engine/own-hand';
import type { ChatMessage, Outcome } from '../../../bot/ports';
import { maskText } from '../../../shared/domain/masks';
import { answerProposal } from '../support/answer-proposal';
import { chatAfter } from './chat-budget';
import { closeTurn, type ChatTurn, type TurnContext } from './chat-turn';
import type { Live } from './live-session';
import type { Met } from './meet-customer';
import { noteCandidateWaits } from '../support/note-waiting';
import { answeredOutcome } from './perform-act';
import type { ChatState } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import { noteUnanswered } from '../support/settle-proposal';

export type Listened =
  | { kind: 'heard'; live: Live | null }
  | { kind: 'repeat' | 'conflict' }
  /** The answer of a proposal could not be put in force: the turn runs again and only tells so. */
  | { kind: 'failed'; outcome: Outcome };

/**
 * While the conversation is a person's, the bot keeps its copy and does not answer (promise 12). It acts on one thing alone:
 * the press on a proposed correction is the candidate's answer, and whoever serves is told of it.
 */
export async function listenOnly(
  tx: Repositories,
  context: TurnContext,
  { turn, asker, live, failed }: { turn: ChatTurn; asker: Met; live: Live | null; failed: Outcome | null },
): Promise<Listened> {
  await tx.transcripts.addNew([
    {
      id: context.newId(),
      accountId: asker.account.id,
      channel: 'kf',
      messageId: turn.messageId,
      from: 'candidate',
      text: maskText(wordsOf(turn.message)),
      at: turn.sentAt,
    },
  ]);
  const pressed = pressedProposal(turn.message);
  const { messageId } = turn;
  const outcome = pressed && !failed ? await put(tx, context, { asker, pressed, messageId }) : null;
  if (outcome && !outcome.ok) return { kind: 'failed', outcome };
  if (pressed && failed)
    await noteUnanswered(tx, context, { ...pressed, accountId: asker.account.id, cause: messageId });
  // Entering says nothing that anybody has to answer.
  if (turn.message.kind !== 'entered' && !(await noteCandidateWaits(tx, context, asker.account.id)))
    return { kind: 'conflict' };
  const chat = chatAfter(asker.chat, turn, 0);
  const closed = await closeTurn(tx, context, { turn, chat });
  if (closed !== 'closed') return { kind: closed };
  return { kind: 'heard', live: heardBy(live, chat) };
}

async function put(
  tx: Repositories,
  context: TurnContext,
  { asker, pressed, messageId }: { asker: Met; pressed: AnswerToProposal; messageId: string },
): Promise<Outcome> {
  const answer = { ...pressed, accountId: asker.account.id, channel: 'chat' } as const;
  const answered = await answerProposal(tx, context, answer);
  if (answered.ok || answered.why !== 'over') return answeredOutcome(answered);
  // What is over changes nothing, and that it is over is kept; the bot may not say so, so whoever serves is told.
  await noteUnanswered(tx, context, { ...answer, cause: messageId });
  return { ok: true };
}

/** The bot's own question waits until the person has ended: its session only notes what was heard. */
function heardBy(live: Live | null, { version, lastCustomerAt }: ChatState): Live | null {
  if (!live?.memory) return null;
  return { ...live, memory: { ...live.memory, chatVersion: version + 1, lastCustomerAt } };
}

function wordsOf(message: ChatMessage): string {
  if (message.kind === 'text') return message.text;
  return message.kind === 'tap' ? message.caption : '';
}
