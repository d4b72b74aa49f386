import { postRoute } from '../core/errcode-style';
import type { Answer, Route } from '../core/http-host';
import { child, isJson, ok, Refusal, text, type Json } from '../core/json';
import { authenticateWechat } from './account';
import { push } from './push';
import type { SubscribeMessage, Wechat } from './state';
import { isValueAllowed } from './value-types';

export type SubscribeAnswer = 'accept' | 'reject' | 'ban' | 'filter';

/** `message/subscribe/send` with its ledger of permits. */
export function subscribeRoute(wechat: Wechat): Route {
  return postRoute('/cgi-bin/message/subscribe/send', (body, call) => {
    authenticateWechat(wechat, call);
    return send(wechat, body);
  });
}

function send(wechat: Wechat, body: Json): Answer {
  const openid = text(body['touser']);
  const templateId = text(body['template_id']);
  const user = wechat.users.get(openid);
  if (!user) throw new Refusal(40003, 'invalid openid');
  const template = wechat.templates.get(templateId);
  if (!templateId || (wechat.templates.size > 0 && !template))
    throw new Refusal(40037, 'invalid template_id');
  if (!isJson(body['data'])) throw new Refusal(47001, 'data format error');
  const page = text(body['page']);
  if (wechat.pages.size > 0 && page && !wechat.pages.has(page.split('?')[0] ?? '')) {
    throw new Refusal(41030, 'invalid page');
  }
  const values = readValues(body['data'], template?.keys);
  spendPermit(wechat, openid, templateId);
  const message: SubscribeMessage = {
    msgid: String(2_000_000_000 + wechat.core.ids.count('subscribe-msg')),
    at: wechat.core.clock.now(),
    openid,
    templateId,
    page,
    data: values,
  };
  wechat.messages.push(message);
  wechat.core.timeline.record({
    area: 'wechat',
    kind: 'subscribe.received',
    who: user.nickname,
    data: { templateId, page, values },
  });
  void wechat.core.courier.track(
    pushList(wechat, openid, 'subscribe_msg_sent_event', [
      { TemplateId: templateId, MsgID: message.msgid, ErrorCode: '0', ErrorStatus: 'success' },
    ]),
  );
  return ok({ msgid: Number(message.msgid) });
}

/** The permit is not spent by a value that breaks its type; the message names the key. */
function readValues(data: Json, wanted: string[] | undefined): Record<string, string> {
  const values: Record<string, string> = {};
  for (const key of new Set([...(wanted ?? []), ...Object.keys(data)])) {
    const value = child(data, key)['value'];
    const shown = typeof value === 'number' ? String(value) : text(value);
    const known = !wanted || wanted.includes(key);
    if (!known || !isValueAllowed(key, shown)) {
      throw new Refusal(47003, `argument invalid! data.${key}.value invalid`);
    }
    values[key] = shown;
  }
  return values;
}

function spendPermit(wechat: Wechat, openid: string, templateId: string): void {
  const key = `${openid}/${templateId}`;
  const left = wechat.permits.get(key) ?? 0;
  if (left < 1) throw new Refusal(43101, 'user refuse to accept the msg');
  wechat.permits.set(key, left - 1);
}

/** The dialog of `wx.requestSubscribeMessage`: permits add up, and the popup event follows. */
export async function answerDialog(
  wechat: Wechat,
  openid: string,
  answers: Record<string, SubscribeAnswer>,
): Promise<void> {
  for (const [templateId, answer] of Object.entries(answers)) {
    const key = `${openid}/${templateId}`;
    if (answer === 'accept') wechat.permits.set(key, (wechat.permits.get(key) ?? 0) + 1);
  }
  const who = wechat.users.get(openid)?.nickname;
  wechat.core.timeline.record({ area: 'wechat', kind: 'subscribe.answered', who, data: answers });
  const entries = Object.entries(answers)
    .filter(([, answer]) => answer === 'accept' || answer === 'reject')
    .map(([templateId, answer]) => ({
      TemplateId: templateId,
      SubscribeStatusString: answer,
      PopupScene: 0,
    }));
  if (entries.length > 0) await pushList(wechat, openid, 'subscribe_msg_popup_event', entries);
}

/** The settings page: only a withdrawal is told. */
export async function withdrawPermit(wechat: Wechat, openid: string, templateId: string): Promise<void> {
  wechat.permits.set(`${openid}/${templateId}`, 0);
  await pushList(wechat, openid, 'subscribe_msg_change_event', [
    { TemplateId: templateId, SubscribeStatusString: 'reject' },
  ]);
}

/** With one entry the list is an object, with several an array. */
async function pushList(wechat: Wechat, openid: string, event: string, entries: Json[]): Promise<void> {
  const single = entries.length === 1 && wechat.options.singleEntryAsObject;
  await push(wechat, openid, { Event: event, List: single ? entries[0] : entries });
}
