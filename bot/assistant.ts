import { understandOwnHand } from './engine/own-hand';
import type { Assistant } from './ports';
import { reply } from './replies/reply';

/**
 * The conversation as two pure halves: `understand` turns a message into one act, `reply` tells its outcome and asks what
 * is next. Neither opens a socket nor reads a clock; the host gathers the situation before each half.
 */
export function createAssistant(): Assistant {
  return { understand: understandOwnHand, reply };
}
