import type { InputOf } from '../../services/route';
import type * as contract from '../../../shared/contract/chat';
import type { AnswerNotice } from './notice';

export type Said = InputOf<typeof contract.sayInChat>['body']['message'];

/** A message on its way. Its id stays the same however often it is sent: the server takes it once. */
export interface Outgoing {
  clientId: string;
  message: Said;
  /** Words of the bubble. */
  text: string;
  /** Why it did not go out; empty while it is on its way. */
  failure: string;
}

/** What outlives the page while the mini program runs; typed words never reach the storage of the phone. */
interface Remembered {
  draft: string;
  unsent: Outgoing | null;
  /** Where the registration stood when the assistant spoke last. */
  standing: string | null;
  /** The correction that was asked about last. */
  proposal: string | null;
  /** What is known of the notice of an answer, and the answer after which it was asked for. */
  notice: (AnswerNotice & { after: string }) | null;
}

export const remembered: Remembered = {
  draft: '',
  unsent: null,
  standing: null,
  proposal: null,
  notice: null,
};
