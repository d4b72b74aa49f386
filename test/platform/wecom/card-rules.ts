import { bytesOf, child, isJson, list, Refusal, text, type Json } from '../core/json';

/**
 * Checks a template card against the lists, lengths and codes of `message/send`.
 * Advised lengths are display hints and are not refused here.
 */
export function checkCard(card: Json): void {
  const check = CHECKS[text(card['card_type'])];
  if (!check) throw new Refusal(42031, 'invalid card_type');
  check(card);
  checkHorizontal(card);
  atMost(card, 'jump_list', 3, 42042);
  for (const jump of list(card['jump_list'])) need(child({ jump }, 'jump'), 'title', 42033);
  const actions = list(child(card, 'action_menu')['action_list']);
  uniqueKeys(
    actions.map((action) => (isJson(action) ? text(action['key']) : '')),
    42051,
  );
}

/** Cards that come back when pressed need a task_id and a callback address. */
export function isInteractive(card: Json): boolean {
  return text(card['card_type']).endsWith('_interaction') || isJson(card['action_menu']);
}

const CHECKS: Record<string, (card: Json) => void> = {
  text_notice(card) {
    if (!text(child(card, 'main_title')['title']) && !text(card['sub_title_text'])) {
      throw new Refusal(42033, 'main_title.title or sub_title_text required');
    }
    checkCardAction(card);
  },
  news_notice(card) {
    need(child(card, 'main_title'), 'title', 42033);
    if (!isJson(card['card_image']) && !isJson(card['image_text_area'])) {
      throw new Refusal(40058, 'card_image required');
    }
    atMost(card, 'vertical_content_list', 4, 42036);
    checkCardAction(card);
  },
  button_interaction(card) {
    need(child(card, 'main_title'), 'title', 42033);
    checkButtons(card);
    if (card['button_selection'] !== undefined) checkSelection(child(card, 'button_selection'));
  },
  vote_interaction(card) {
    need(child(card, 'main_title'), 'title', 42033);
    checkOptions(child(card, 'checkbox'), 20);
    checkSubmit(card);
  },
  multiple_interaction(card) {
    need(child(card, 'main_title'), 'title', 42033);
    const selects = list(card['select_list']);
    if (selects.length < 1 || selects.length > 3) throw new Refusal(42047, 'select_list 1..3');
    for (const select of selects) checkSelection(isJson(select) ? select : {});
    checkSubmit(card);
  },
};

function checkButtons(card: Json): void {
  const buttons = list(card['button_list']).map((button) => (isJson(button) ? button : {}));
  if (buttons.length < 1 || buttons.length > 6) throw new Refusal(42017, 'button_list 1..6');
  for (const button of buttons) {
    need(button, 'text', 42038);
    if (button['type'] === 1) need(button, 'url', 42018);
    else key(button, 'key', { max: 1024, errcode: 42039 });
  }
  uniqueKeys(
    buttons.filter((button) => button['type'] !== 1).map((button) => text(button['key'])),
    42039,
  );
}

function checkSelection(selection: Json): void {
  checkOptions(selection, 10);
}

function checkOptions(holder: Json, max: number): void {
  key(holder, 'question_key', { max: 1024, errcode: 42043 });
  const options = list(holder['option_list']).map((option) => (isJson(option) ? option : {}));
  if (options.length < 1 || options.length > max) throw new Refusal(42037, `options 1..${max}`);
  for (const option of options) {
    key(option, 'id', { max: 128, errcode: 42040 });
    need(option, 'text', 42041);
  }
  uniqueKeys(
    options.map((option) => text(option['id'])),
    42040,
  );
}

function checkSubmit(card: Json): void {
  const button = child(card, 'submit_button');
  key(button, 'key', { max: 1024, errcode: 42046 });
  need(button, 'text', 42049);
}

function checkCardAction(card: Json): void {
  const action = child(card, 'card_action');
  if (action['type'] !== 1 && action['type'] !== 2) throw new Refusal(42045, 'card_action type 1 or 2');
  if (action['type'] === 1) need(action, 'url', 42045);
}

function checkHorizontal(card: Json): void {
  atMost(card, 'horizontal_content_list', 6, 42035);
  for (const item of list(card['horizontal_content_list'])) {
    const row = isJson(item) ? item : {};
    need(row, 'keyname', 42027);
    if (row['type'] === 1) need(row, 'url', 42028);
    if (row['type'] === 2) need(row, 'media_id', 42029);
    if (row['type'] === 3) need(row, 'userid', 42050);
  }
}

function need(holder: Json, name: string, errcode: number): void {
  if (!text(holder[name])) throw new Refusal(errcode, `${name} required`);
}

function key(holder: Json, name: string, rule: { max: number; errcode: number }): void {
  const size = bytesOf(holder[name]);
  if (size < 1 || size > rule.max) throw new Refusal(rule.errcode, `${name} 1..${rule.max} bytes`);
}

function atMost(card: Json, name: string, max: number, errcode: number): void {
  if (list(card[name]).length > max) throw new Refusal(errcode, `${name} has more than ${max}`);
}

function uniqueKeys(keys: string[], errcode: number): void {
  if (new Set(keys).size !== keys.length) throw new Refusal(errcode, 'keys clash');
}
