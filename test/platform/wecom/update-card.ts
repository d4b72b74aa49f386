import { postRoute } from '../core/errcode-style';
import type { Answer, Route } from '../core/http-host';
import { child, isJson, ok, Refusal, text, type Json } from '../core/json';
import { checkCard } from './card-rules';
import { namedMembers } from './send';
import { authenticate, type AppMessage, type CardCopy, type WeCom } from './state';

/** The real number for a spent or expired code is not documented; any error is final for that code. */
const BAD_RESPONSE_CODE = 40058;

export function updateCardRoute(wecom: WeCom): Route {
  return postRoute('/cgi-bin/message/update_template_card', (body, call) => {
    authenticate(wecom, call);
    return update(wecom, body);
  });
}

function update(wecom: WeCom, body: Json): Answer {
  const code = wecom.responseCodes.get(text(body['response_code']));
  if (!code) throw new Refusal(BAD_RESPONSE_CODE, 'invalid response_code');
  if (String(body['agentid']) !== code.message.agentId) throw new Refusal(42015, 'agentid not match');
  if (code.spent) throw new Refusal(BAD_RESPONSE_CODE, 'response_code has been used');
  if (code.expiresAt <= wecom.core.clock.now()) throw new Refusal(BAD_RESPONSE_CODE, 'response_code expired');
  const change = readChange(body);
  code.spent = true;
  const { message } = code;
  const named = body['atall'] === 1 ? [...message.copies.keys()] : namedMembers(body);
  const invaliduser = named.filter((userid) => !message.copies.has(userid));
  for (const userid of named) {
    const copy = message.copies.get(userid);
    if (copy) applyChange(wecom, { message, copy, change });
  }
  return ok({ invaliduser });
}

export interface CardChange {
  replaceName?: string;
  card?: Json;
}

function readChange(body: Json): CardChange {
  const replaceName = text(child(body, 'button')['replace_name']);
  if (replaceName) return { replaceName };
  if (!isJson(body['template_card'])) throw new Refusal(40058, 'button or template_card required');
  const card = body['template_card'];
  checkCard(card);
  return { card };
}

/** Changes what one member's phone shows. */
export function applyChange(
  wecom: WeCom,
  input: { message: AppMessage; copy: CardCopy; change: CardChange },
): void {
  const { copy, change } = input;
  if (change.card) {
    copy.content = change.card;
    copy.greyButton = text(change.card['replace_text']) || undefined;
  } else {
    copy.greyButton = change.replaceName;
  }
  wecom.core.timeline.record({
    area: 'wecom',
    kind: 'card.updated',
    who: wecom.members.get(copy.userid.toLowerCase())?.name,
    data: {
      userid: copy.userid,
      msgid: input.message.msgid,
      greyButton: copy.greyButton,
      content: copy.content,
    },
  });
}
