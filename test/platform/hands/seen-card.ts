import { child, isJson, list, text, type Json } from '../core/json';
import type { AppMessage, CardCopy } from '../wecom/state';

/** A card or text as one member's phone shows it now. */
export interface SeenCard {
  msgid: string;
  taskId?: string;
  at: number;
  kind: string;
  title: string;
  desc: string;
  text: string;
  rows: { label: string; value: string }[];
  choices: SeenChoice[];
  buttons: { text: string; key?: string; url?: string; pressable: boolean }[];
  /** Where a tap on the card itself leads. */
  url?: string;
  greyButton?: string;
  recalled: boolean;
}

export interface SeenChoice {
  question: string;
  title: string;
  options: { id: string; text: string }[];
  /** The shown option: the wished one, or the first when that is missing or wrong. */
  shown: string;
}

export function seeCard(message: AppMessage, copy: CardCopy): SeenCard {
  const card = copy.content;
  const title = text(child(card, 'main_title')['title']) || text(card['title']);
  return {
    msgid: message.msgid,
    ...(message.taskId && { taskId: message.taskId }),
    at: message.at,
    kind: text(card['card_type']) || message.msgtype,
    title,
    desc: text(child(card, 'main_title')['desc']) || text(card['description']),
    text: text(card['content']) || text(card['sub_title_text']),
    rows: objects(card['horizontal_content_list']).map((row) => ({
      label: text(row['keyname']),
      value: text(row['value']),
    })),
    choices: readChoices(card),
    buttons: readButtons(card, copy),
    url: text(child(card, 'card_action')['url']) || text(card['url']) || undefined,
    ...(copy.greyButton && { greyButton: copy.greyButton }),
    recalled: copy.recalled,
  };
}

function readChoices(card: Json): SeenChoice[] {
  const holders = [card['button_selection'], card['checkbox'], ...list(card['select_list'])].filter(isJson);
  return holders.map((holder) => {
    const options = objects(holder['option_list']).map((option) => ({
      id: text(option['id']),
      text: text(option['text']),
    }));
    const wished = options.find(({ id }) => id === holder['selected_id']);
    return {
      question: text(holder['question_key']),
      title: text(holder['title']),
      options,
      shown: (wished ?? options[0])?.id ?? '',
    };
  });
}

function readButtons(card: Json, copy: CardCopy): SeenCard['buttons'] {
  const pressable = !copy.greyButton && !copy.recalled;
  const submit = card['submit_button'];
  const buttons = [...objects(card['button_list']), ...(isJson(submit) ? [submit] : [])].map((button) => ({
    text: text(button['text']),
    ...(text(button['key']) && { key: text(button['key']) }),
    ...(button['type'] === 1 && { url: text(button['url']) }),
    pressable,
  }));
  const jumps = objects(card['jump_list']).map((jump) => ({
    text: text(jump['title']),
    url: text(jump['url']),
    pressable: true,
  }));
  const actions = objects(child(card, 'action_menu')['action_list']).map((action) => ({
    text: text(action['text']),
    key: text(action['key']),
    pressable: !copy.recalled,
  }));
  return [...buttons, ...jumps, ...actions];
}

function objects(value: unknown): Json[] {
  return list(value).filter(isJson);
}
