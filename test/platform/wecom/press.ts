import type { Delivery } from '../core/courier';
import { isJson, list, text, type Json } from '../core/json';
import { toXml, type XmlValue } from '../core/xml';
import { deliverCallback, type WeComCallback } from './callback';
import { newResponseCode, type AppMessage, type CardCopy, type WeCom } from './state';
import { applyChange } from './update-card';

export interface Press {
  message: AppMessage;
  copy: CardCopy;
  /** Key of the button, of the submit button, or of the action menu entry. */
  key: string;
  /** Chosen option ids by question key. A drop-down that was not touched sends its shown option. */
  selected: Record<string, string[]>;
}

/** Makes the callback of one press, with its own response code. It can be delivered again as it is. */
export function pressCallback(wecom: WeCom, press: Press): WeComCallback {
  const { message, copy, key } = press;
  const xml = toXml({
    ToUserName: wecom.corpId,
    FromUserName: copy.userid,
    CreateTime: Math.floor(wecom.core.clock.now() / 1000),
    MsgType: 'event',
    Event: isMenuKey(copy.content, key) ? 'template_card_menu_event' : 'template_card_event',
    EventKey: key,
    TaskId: message.taskId,
    CardType: message.cardType,
    ResponseCode: newResponseCode(wecom, message),
    AgentID: wecom.agentId,
    SelectedItems: selectedItems(press),
  });
  return {
    path: '/callbacks/wecom',
    keys: wecom.keys,
    xml,
    agentId: wecom.agentId,
    onReply: (reply) => passiveUpdate(wecom, press, reply),
  };
}

export function sendPress(wecom: WeCom, callback: WeComCallback): Promise<Delivery> {
  return deliverCallback(wecom.core, wecom.options, callback);
}

function isMenuKey(card: Json, key: string): boolean {
  const menu = card['action_menu'];
  return isJson(menu) && list(menu['action_list']).some((item) => isJson(item) && item['key'] === key);
}

function selectedItems(press: Press): XmlValue {
  const items = Object.entries(press.selected).map(([question, options]) => ({
    QuestionKey: question,
    OptionIds: { OptionId: options },
  }));
  return items.length > 0 ? { SelectedItem: items } : undefined;
}

/** The passive reply changes only the presser's copy. */
function passiveUpdate(wecom: WeCom, press: Press, reply: Json): void {
  const { message, copy } = press;
  if (reply['MsgType'] === 'update_button') {
    const button = reply['Button'];
    const replaceName = isJson(button) ? text(button['ReplaceName']) : '';
    if (replaceName) applyChange(wecom, { message, copy, change: { replaceName } });
  }
  const card = reply['TemplateCard'];
  if (reply['MsgType'] === 'update_template_card' && isJson(card)) {
    applyChange(wecom, { message, copy, change: { card: snakeCase(card) as Json } });
  }
}

function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.replace(/(?!^)([A-Z])/g, '_$1').toLowerCase(),
      snakeCase(inner),
    ]),
  );
}
