import { postRoute } from '../core/errcode-style';
import type { Answer, Route } from '../core/http-host';
import { bytesOf, child, ok, Refusal, strings, text, type Json } from '../core/json';
import { checkCard, isInteractive } from './card-rules';
import { authenticate, newResponseCode, type AppMessage, type Member, type WeCom } from './state';

const PER_MINUTE = 30;
const PER_HOUR = 1_000;
const TEXT_BYTES = 2_048;

/** `message/send` and `message/recall`. */
export function sendRoutes(wecom: WeCom): Route[] {
  return [
    postRoute('/cgi-bin/message/send', (body, call) => {
      authenticate(wecom, call);
      return sendMessage(wecom, body);
    }),
    postRoute('/cgi-bin/message/recall', (body, call) => {
      authenticate(wecom, call);
      return recall(wecom, text(body['msgid']));
    }),
  ];
}

function sendMessage(wecom: WeCom, body: Json): Answer {
  if (String(body['agentid']) !== wecom.agentId) throw new Refusal(40056, 'invalid agentid');
  const { recipients, invalid } = partition(wecom, body);
  const invaliduser = invalid.join('|');
  if (recipients.length === 0) throw new Refusal(81013, 'user & party & tag all invalid');
  const content = checkContent(wecom, body);
  const message = newMessage(wecom, body);
  if (!isRepeat(wecom, body)) deliver(wecom, { message, recipients, content });
  const interactive =
    body['msgtype'] === 'template_card' && text(content['card_type']).endsWith('_interaction');
  return ok({
    invaliduser,
    invalidparty: '',
    invalidtag: '',
    unlicenseduser: '',
    msgid: message.msgid,
    ...(interactive && { response_code: newResponseCode(wecom, message) }),
  });
}

/** Splits the wanted recipients into members that get the message and lower-cased ids that do not. */
function partition(wecom: WeCom, body: Json): { recipients: Member[]; invalid: string[] } {
  const wanted = text(body['touser']).split('|').filter(Boolean);
  const others = text(body['toparty']) + text(body['totag']);
  if (wanted.length === 0 && !others) throw new Refusal(82001, 'touser, toparty and totag are empty');
  if (wanted.length > 1_000) throw new Refusal(40063, 'touser has more than 1000');
  if (wanted.includes('@all')) {
    return { recipients: [...wecom.members.values()].filter(({ visible }) => visible), invalid: [] };
  }
  const recipients: Member[] = [];
  const invalid: string[] = [];
  for (const userid of new Set(wanted.map((id) => id.toLowerCase()))) {
    const member = wecom.members.get(userid);
    if (member?.visible && member.status === 1) recipients.push(member);
    else invalid.push(userid);
  }
  return { recipients, invalid };
}

function checkContent(wecom: WeCom, body: Json): Json {
  const msgtype = text(body['msgtype']);
  if (msgtype === 'text' || msgtype === 'markdown') {
    const content = child(body, msgtype);
    if (!text(content['content'])) throw new Refusal(44004, 'content is empty');
    if (bytesOf(content['content']) > TEXT_BYTES) throw new Refusal(45002, 'content over 2048 bytes');
    return content;
  }
  if (msgtype === 'textcard') return child(body, msgtype);
  if (msgtype !== 'template_card') throw new Refusal(40008, 'invalid msgtype');
  const card = child(body, 'template_card');
  checkCard(card);
  if (isInteractive(card)) {
    if (!wecom.core.publicUrl()) throw new Refusal(43012, 'the app has no callback address');
    checkTaskId(wecom, text(card['task_id']));
  }
  return card;
}

/** A task_id is unique inside the app for ever. */
function checkTaskId(wecom: WeCom, taskId: string): void {
  const fits = /^[0-9A-Za-z_\-@]{1,128}$/.test(taskId);
  if (!fits || wecom.taskIds.has(taskId)) {
    throw new Refusal(42014, 'taskid has existed or empty or exceed max len');
  }
}

function newMessage(wecom: WeCom, body: Json): AppMessage {
  const card = child(body, 'template_card');
  const message: AppMessage = {
    msgid: wecom.core.ids.next('msg_'),
    at: wecom.core.clock.now(),
    agentId: wecom.agentId,
    msgtype: text(body['msgtype']),
    copies: new Map(),
    ...(text(card['task_id']) && { taskId: text(card['task_id']) }),
    ...(text(card['card_type']) && { cardType: text(card['card_type']) }),
  };
  wecom.messages.push(message);
  if (message.taskId) wecom.taskIds.set(message.taskId, message);
  return message;
}

function isRepeat(wecom: WeCom, body: Json): boolean {
  if (body['enable_duplicate_check'] !== 1) return false;
  const seconds = Number(body['duplicate_check_interval'] ?? 1_800);
  const key = JSON.stringify([body['touser'], body['msgtype'], body[text(body['msgtype'])]]);
  const before = wecom.recentSends.get(key);
  const now = wecom.core.clock.now();
  if (before !== undefined && now - before < Math.min(seconds, 14_400) * 1000) return true;
  wecom.recentSends.set(key, now);
  return false;
}

function deliver(wecom: WeCom, input: { message: AppMessage; recipients: Member[]; content: Json }): void {
  const { message, recipients, content } = input;
  for (const { userid, name } of recipients) {
    const dropped = isOverRate(wecom, userid);
    if (!dropped) message.copies.set(userid.toLowerCase(), { userid, content, recalled: false });
    wecom.core.timeline.record({
      area: 'wecom',
      kind: dropped ? 'message.dropped' : 'message.received',
      who: name,
      data: { userid, msgid: message.msgid, msgtype: message.msgtype, taskId: message.taskId, content },
    });
  }
}

/** Above 30 a minute or 1 000 an hour a member gets nothing more, and nobody is told. */
function isOverRate(wecom: WeCom, userid: string): boolean {
  const now = wecom.core.clock.now();
  const key = userid.toLowerCase();
  const lastHour = (wecom.deliveries.get(key) ?? []).filter((at) => now - at < 3_600_000);
  const lastMinute = lastHour.filter((at) => now - at < 60_000);
  const over = lastMinute.length >= PER_MINUTE || lastHour.length >= PER_HOUR;
  wecom.deliveries.set(key, over ? lastHour : [...lastHour, now]);
  return over;
}

function recall(wecom: WeCom, msgid: string): Answer {
  const message = wecom.messages.find((candidate) => candidate.msgid === msgid);
  if (!message) throw new Refusal(40058, 'invalid msgid');
  if (wecom.core.clock.now() - message.at > 24 * 3_600_000) throw new Refusal(42052, 'recall after 24 h');
  for (const copy of message.copies.values()) copy.recalled = true;
  return ok();
}

/** Members named in an update: lower-cased ids of a JSON array. */
export function namedMembers(body: Json): string[] {
  return strings(body['userids']).map((userid) => userid.toLowerCase());
}
