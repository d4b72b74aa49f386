import { readAppMenu } from '../../../bot/channels/miniprogram-chat';
import * as contract from '../../../shared/contract/chat';
import type { TranscriptLine } from '../../use-cases/ports/chat';
import { takeAppTurn } from '../../use-cases/chat/take-app-turn';
import { viewChat, type Conversation } from '../../use-cases/chat/view-chat';
import type { On } from '../api/call';
import type { HttpDeps } from '../deps';

/** The chat page of the mini program: the same conversation as in the customer-service chat. */
export function chatRoutes(on: On, deps: HttpDeps): void {
  const { context } = deps;
  const shown = ({ lines, cursor, handoff, locale }: Conversation) => ({
    messages: lines.flatMap(presentLine),
    cursor,
    locale,
    handoff:
      handoff && handoff.state !== 'closed' ? { state: handoff.state, answerBy: handoff.answerBy } : null,
    serverTime: context.clock.now(),
  });

  on(contract.readChat, async ({ login, query }) => {
    const since = query.since === undefined ? null : Number(query.since);
    return shown(await viewChat(context, { login, since }));
  });

  on(contract.sayInChat, async ({ login, body }) => {
    const { clientId, message, since } = body;
    await takeAppTurn(context, { login, clientId, message });
    deps.wake();
    return shown(await viewChat(context, { login, since }));
  });
}

const SPEAKERS = { candidate: 'candidate', bot: 'assistant', person: 'person' } as const;

/** What the system noted for itself, such as an entry, is no message; neither is one that was taken back. */
function presentLine(line: TranscriptLine) {
  const { id, from, channel, text, menu, at } = line;
  if (from === 'system' || (text === '' && menu === undefined)) return [];
  return [{ id, from: SPEAKERS[from], channel, text, ...readAppMenu(menu), at }];
}
