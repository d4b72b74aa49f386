import type { WeComCallback } from '../wecom/callback';
import { PERSON_HEADER } from '../wecom/oauth';
import { pressCallback, sendPress } from '../wecom/press';
import { addMember, type Member, type WeCom } from '../wecom/state';
import { createBrowser, type Browser, type Page } from './browser';
import { seeCard, type SeenCard } from './seen-card';

/** A press that was made; it can be sent again as it was. */
export interface Pressed {
  callback: WeComCallback;
  /** Status that the server answered; 0 when it did not. */
  status: number;
}

/** A member of the corp who decides on cards and on the detail page. */
export interface Reviewer {
  userid: string;
  name: string;
  browser: Browser;
  /** Everything the app sent, oldest first, as the phone shows it now. */
  cards(): SeenCard[];
  /** The newest card with buttons or a title; `text` messages are in `texts`. */
  lastCard(): SeenCard;
  texts(): string[];
  /** Picks an entry of a drop-down, by id or text; it stays picked on this card until changed. */
  chooses(option: string, card?: SeenCard): void;
  /** Presses a button by its text or key. A grey card cannot be pressed unless `evenIfGrey` (an old phone). */
  presses(button: string, input?: { card?: SeenCard; evenIfGrey?: boolean }): Promise<Pressed>;
  /** Two presses at the same moment. */
  pressesTwice(button: string, card?: SeenCard): Promise<Pressed[]>;
  /** Delivers an old press once more. */
  replays(pressed: Pressed): Promise<Pressed>;
  /** Opens an address inside WeCom: authorisation by redirect goes through without a question. */
  opens(url: string): Promise<Page>;
}

export function createReviewer(wecom: WeCom, input: Partial<Member> & { userid: string }): Reviewer {
  const member = addMember(wecom, input);
  const key = member.userid.toLowerCase();
  const picked = new Map<string, Record<string, string[]>>();
  const browser = createBrowser({
    who: member.name,
    timeline: wecom.core.timeline,
    headersFor: (url): Record<string, string> =>
      url.searchParams.get('appid') === wecom.corpId
        ? { [PERSON_HEADER]: encodeURIComponent(member.userid) }
        : {},
  });

  function cards(): SeenCard[] {
    return wecom.messages.flatMap((message) => {
      const copy = message.copies.get(key);
      return copy ? [seeCard(message, copy)] : [];
    });
  }
  function lastCard(): SeenCard {
    const last = cards().findLast(({ kind }) => kind !== 'text' && kind !== 'markdown');
    if (!last) throw new Error(`no card has reached ${member.name}`);
    return last;
  }
  /** Selections are what the card shows, with the member's picks over it. */
  function selection(card: SeenCard): Record<string, string[]> {
    const shown = Object.fromEntries(card.choices.map(({ question, shown }) => [question, [shown]]));
    return { ...shown, ...picked.get(card.msgid) };
  }
  function prepare(button: string, card: SeenCard, evenIfGrey: boolean): WeComCallback {
    const found = card.buttons.find(({ text, key: id }) => text === button || id === button);
    const known = card.buttons.map(({ text }) => text).join(', ');
    if (!found?.key) throw new Error(`no button "${button}" on "${card.title}"; there are: ${known}`);
    if (!found.pressable && !evenIfGrey) throw new Error(`"${card.title}" is grey: ${card.greyButton ?? ''}`);
    const message = wecom.messages.find(({ msgid }) => msgid === card.msgid);
    const copy = message?.copies.get(key);
    if (!message || !copy) throw new Error('the card is gone');
    const data = { msgid: card.msgid, taskId: card.taskId, button: found.text, selected: selection(card) };
    wecom.core.timeline.record({ area: 'wecom', kind: 'card.pressed', who: member.name, data });
    return pressCallback(wecom, { message, copy, key: found.key, selected: selection(card) });
  }
  async function deliver(callback: WeComCallback): Promise<Pressed> {
    const { status } = await sendPress(wecom, callback);
    return { callback, status };
  }

  return {
    userid: member.userid,
    name: member.name,
    browser,
    cards,
    lastCard,
    texts: () =>
      cards()
        .filter(({ kind }) => kind === 'text' || kind === 'markdown')
        .map(({ text }) => text),
    chooses(option, card = lastCard()) {
      for (const { question, options } of card.choices) {
        const found = options.find(({ id, text }) => id === option || text === option);
        if (!found) continue;
        picked.set(card.msgid, { ...picked.get(card.msgid), [question]: [found.id] });
        return;
      }
      throw new Error(`no entry "${option}" on "${card.title}"`);
    },
    presses: async (button, { card = lastCard(), evenIfGrey = false } = {}) =>
      deliver(prepare(button, card, evenIfGrey)),
    async pressesTwice(button, card = lastCard()) {
      const both = [prepare(button, card, false), prepare(button, card, false)];
      return Promise.all(both.map(deliver));
    },
    replays: ({ callback }) => deliver(callback),
    opens: (url) => browser.open(url),
  };
}
