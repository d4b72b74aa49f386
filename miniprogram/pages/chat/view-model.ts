import type { ChatKey } from '../../../shared/i18n/phone/chat/zh-CN';
import { dueText, instantText } from '../../../shared/i18n/instants';
import type { ChatMessage } from '../../services/chat';
import type { Outlook } from '../../services/page';
import { asksProposal, type ChatFacts } from './lines';
import { wayOf } from './links';

export interface ChatItem {
  key: string;
  /** `tap` answers, `open` leads to a page, `plain` is only read. */
  kind: 'tap' | 'open' | 'plain';
  text: string;
}

export interface ChatLine {
  /** Also the place to scroll to. */
  key: string;
  message: string;
  side: 'mine' | 'theirs';
  /** Who speaks, for whoever listens to the page; shown where it is not the assistant. */
  who: string;
  named: boolean;
  text: string;
  items: ChatItem[];
  tail: string;
  /** Time and place, where either of them changes. */
  divider: string;
}

export interface ChatView {
  lead: string;
  secret: string;
  lines: ChatLine[];
  outgoing: { text: string; who: string; failure: string; retry: string; sending: string } | null;
  /** Said while the assistant works on an answer. */
  thinking: string;
  /** The newest words of the person, so that the answer stands below them. */
  at: string;
  handoff: string;
  /** Being told by WeChat of an answer: offered as a button, or how it stands. */
  notice: { act: string; state: string };
  composer: { label: string; hint: string; send: string; draft: string };
  tools: { help: string; photo: string };
  signedOut: { title: string; text: string; act: string } | null;
}

type ChatOutlook = Outlook<ChatKey>;

const PAUSE_MS = 10 * 60_000;
export const OUTGOING = 'outgoing';

/** The conversation as bubbles; only what was said last can be tapped. */
export function chatView(facts: ChatFacts, outlook: ChatOutlook): ChatView {
  const { t } = outlook.words;
  const { outgoing } = facts;
  const sending = outgoing !== null && outgoing.failure === '';
  return {
    lead: t('chat.lead'),
    secret: t('chat.secret'),
    lines: linesOf(facts, outlook),
    outgoing: outgoing && {
      text: outgoing.text,
      who: t('chat.you'),
      failure: outgoing.failure,
      retry: t('chat.retry'),
      sending: sending ? t('chat.sending') : '',
    },
    thinking: sending ? t('chat.thinking') : '',
    at: outgoing ? OUTGOING : placeOf(facts.messages),
    handoff: handoffText(facts, outlook),
    notice: noticeOf(facts, outlook),
    composer: {
      label: t('chat.type'),
      hint: facts.messages.length > 3 ? t('chat.type') : t('chat.type.hint'),
      send: t('chat.send'),
      draft: facts.draft,
    },
    tools: { help: t('chat.help'), photo: facts.photoOf === null ? '' : t('chat.photo') },
    signedOut: facts.signedOut
      ? { title: t('chat.signed_out'), text: t('chat.signed_out.text'), act: t('chat.sign_in') }
      : null,
  };
}

function linesOf(facts: ChatFacts, outlook: ChatOutlook): ChatLine[] {
  const { messages } = facts;
  /** A correction is answered also after words to the person who serves. */
  const mayTap = (message: ChatMessage, isLast: boolean) =>
    !facts.outgoing && (isLast || (facts.proposal !== null && asksProposal(message, facts.proposal)));
  const newestOwn = messages.reduce((found, { from }, at) => (from === 'candidate' ? at : found), -1);
  return messages.map((message, at) => {
    const { id, from, text, tail } = message;
    return {
      key: `m-${id}`,
      message: id,
      side: from === 'candidate' ? 'mine' : 'theirs',
      who: outlook.words.t(WHO[from]),
      named: from === 'person',
      text,
      items: itemsOf(message, { current: mayTap(message, at > newestOwn), links: facts.links }),
      tail,
      divider: dividerOf(message, messages[at - 1], outlook),
    };
  });
}

const WHO = { candidate: 'chat.you', assistant: 'chat.assistant', person: 'chat.person' } as const;

function itemsOf(
  { id, items }: ChatMessage,
  { current, links }: { current: boolean; links: ChatFacts['links'] },
): ChatItem[] {
  return items.map((item, index) => {
    const key = `${id} ${index}`;
    if (item.kind === 'line') return { key, kind: 'plain', text: item.text };
    if (item.kind === 'tap')
      return { key, kind: current ? 'tap' : 'plain', text: plainCaption(item.caption) };
    return { key, kind: wayOf(item, links) ? 'open' : 'plain', text: item.caption };
  });
}

/** The other chat numbers what can be answered by a number; a button needs none. */
export function plainCaption(caption: string): string {
  return caption.replace(/^\d{1,2}\.\s+/, '');
}

function dividerOf(
  { at, channel }: ChatMessage,
  before: ChatMessage | undefined,
  { words: { t, locale } }: ChatOutlook,
): string {
  const moved = before ? before.channel !== channel : channel === 'kf';
  if (before && !moved && at - before.at < PAUSE_MS) return '';
  const time = instantText(at, locale);
  return moved ? `${time} · ${t(channel === 'kf' ? 'chat.in_kf' : 'chat.here')}` : time;
}

/** The person's newest words; the first that was said where they said nothing. */
function placeOf(messages: readonly ChatMessage[]): string {
  const own = messages.filter(({ from }) => from === 'candidate').at(-1);
  const place = own ?? messages.at(-1);
  return place ? `m-${place.id}` : '';
}

function handoffText({ handoff }: ChatFacts, { words: { t, locale }, now }: ChatOutlook): string {
  if (!handoff) return '';
  if (handoff.state === 'served') return t('chat.served');
  return t('chat.queued', { due: dueText(handoff.answerBy, now, locale) });
}

function noticeOf({ handoff, notice }: ChatFacts, { words: { t } }: ChatOutlook): ChatView['notice'] {
  if (!handoff || !notice) return { act: '', state: '' };
  if (notice.state === 'offered') return { act: t('chat.notify'), state: '' };
  return { act: '', state: t(notice.state === 'allowed' ? 'chat.notify.done' : 'chat.notify.no') };
}
