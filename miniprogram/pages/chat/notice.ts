import { askSubscriptions } from '../../services/ask-subscriptions';
import type { Conversation } from '../../services/chat';
import { listSubscriptions } from '../../services/subscriptions';
import { remembered } from './memory';

/** Whether WeChat tells the person of an answer of the desk: one yes is one message. */
export interface AnswerNotice {
  templateId: string;
  state: 'offered' | 'allowed' | 'refused';
}

/**
 * What can be offered to somebody who waits for a person; null where nothing can. The server is asked anew after each
 * answer, which may have used the permission up.
 */
export async function answerNotice({
  handoff,
  messages,
}: Pick<Conversation, 'handoff' | 'messages'>): Promise<AnswerNotice | null> {
  if (!handoff) return (remembered.notice = null);
  const after = messages.filter(({ from }) => from === 'person').at(-1)?.id ?? '';
  if (remembered.notice?.after !== after) {
    const notice = await readNotice();
    remembered.notice = notice && { ...notice, after };
  }
  return remembered.notice;
}

async function readNotice(): Promise<AnswerNotice | null> {
  const listed = await listSubscriptions({});
  const found = listed.ok
    ? listed.body.templates.find(({ kinds }) => kinds.includes('support_answer'))
    : undefined;
  if (!found) return null;
  const { templateId, left, choice, always } = found;
  if (left > 0) return { templateId, state: 'allowed' };
  // WeChat shows no dialog then.
  if (choice === 'banned' || (choice === 'refused' && always)) return null;
  return { templateId, state: 'offered' };
}

/** Asks in the tap itself: WeChat refuses the dialog after any wait. */
export async function askForNotice(notice: AnswerNotice): Promise<AnswerNotice> {
  const allowed = await askSubscriptions([notice.templateId]);
  const state = allowed ? 'allowed' : 'refused';
  if (remembered.notice) remembered.notice = { ...remembered.notice, state };
  return { ...notice, state };
}
