import { chatEn } from '../../../shared/i18n/phone/chat/en';
import { chatZhCn, type ChatKey } from '../../../shared/i18n/phone/chat/zh-CN';
import { sayInChat } from '../../services/chat';
import { copyText } from '../../services/clipboard';
import { newId } from '../../services/ids';
import { followConversation } from '../../services/language';
import { openPage } from '../../services/navigation';
import { definePage, type DataEvent, type InputEvent, type PageHandle } from '../../services/page';
import { rememberSignedOut } from '../../services/session';
import { loadChat } from './facts';
import { answersProposal, keepLines, withConversation, type ChatFacts } from './lines';
import { wayOf } from './links';
import { remembered, type Outgoing, type Said } from './memory';
import { answerNotice, askForNotice } from './notice';
import { chatView, plainCaption } from './view-model';

type ChatPage = PageHandle<ChatFacts, ChatKey>;
type ItemEvent = DataEvent<{ message: string; index: number }>;

definePage({
  texts: { zhCn: chatZhCn, en: chatEn },
  title: 'chat.title',
  load: ({ query }) => loadChat(query),
  view: chatView,
  keep: keepLines,
  refreshing: ({ handoff }) => handoff !== null,
  events: {
    /** Kept beside the page: the lines are not drawn anew for each letter. */
    draft(_page, { detail }: InputEvent) {
      remembered.draft = detail.value;
    },
    send(page: ChatPage, { detail }: InputEvent) {
      const text = detail.value.trim();
      if (text !== '') return say(page, { message: { kind: 'text', text }, text });
    },
    tap(page: ChatPage, event: ItemEvent) {
      const item = itemOf(page.facts, event);
      if (item?.kind !== 'tap') return;
      const caption = plainCaption(item.caption);
      return say(page, { message: { kind: 'tap', id: item.id, caption }, text: caption });
    },
    open({ facts, words: { t } }: ChatPage, event: ItemEvent) {
      const way = wayOf(itemOf(facts, event), facts.links);
      if (way?.kind === 'page') return openPage(way.target);
      if (way) {
        const told = { copied: t('chat.copied'), otherwise: way.url, ok: t('frame.ok') };
        return copyText(way.url, told);
      }
    },
    notify: (page: ChatPage) => page.once('notify', () => notify(page)),
    again: (page: ChatPage) => page.once('say', () => send(page, page.facts.outgoing)),
    help: () => openPage({ page: 'help' }),
    photo: ({ facts }) => openPage({ page: 'photo', query: { registration: facts.photoOf ?? '' } }),
    signIn(page: ChatPage) {
      rememberSignedOut(false);
      return page.once('signIn', () => page.reload());
    },
  },
});

/** One message at a time: a second tap, or words sent meanwhile, wait in their place. */
function say(page: ChatPage, { message, text }: { message: Said; text: string }): Promise<void> {
  return page.once('say', () => {
    if (message.kind === 'text') remembered.draft = '';
    return send(page, { clientId: newId(), message, text, failure: '' });
  });
}

/** A repeat carries the id of the first try: what had arrived after all is not said twice. */
async function send(page: ChatPage, given: Outgoing | null): Promise<void> {
  if (!given) return;
  const outgoing = { ...given, failure: '' };
  keep(page, outgoing);
  const { clientId, message } = outgoing;
  const said = await sayInChat({ body: { clientId, message, since: page.facts.cursor } });
  if (said.ok) {
    remembered.unsent = null;
    const rest = { ...page.facts, outgoing: null, draft: remembered.draft };
    page.show(withConversation(answersProposal(message) ? { ...rest, proposal: null } : rest, said.body));
    if (followConversation(said.body.locale)) page.redress();
    page.show({ ...page.facts, notice: await answerNotice(page.facts) });
    return;
  }
  // Whether it arrived or not: sent again, it counts once.
  keep(page, { ...outgoing, failure: said.failure.message || page.words.t('chat.failed') });
}

async function notify(page: ChatPage): Promise<void> {
  const { notice } = page.facts;
  if (notice?.state !== 'offered') return;
  const asked = await askForNotice(notice);
  page.show({ ...page.facts, notice: asked });
}

function keep(page: ChatPage, outgoing: Outgoing): void {
  remembered.unsent = outgoing;
  page.show({ ...page.facts, outgoing, draft: remembered.draft });
}

function itemOf({ messages }: ChatFacts, { currentTarget }: ItemEvent) {
  const { message, index } = currentTarget.dataset;
  return messages.find(({ id }) => id === message)?.items[index];
}
