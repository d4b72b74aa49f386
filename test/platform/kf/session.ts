import { postRoute } from '../core/errcode-style';
import type { Answer, Route } from '../core/http-host';
import { ok, Refusal, text, type Json } from '../core/json';
import { authenticate } from '../wecom/state';
import { expireSession, findChat } from './send';
import type { Chat, EventCode, Kf, ServiceState } from './state';

const HOUR_MS = 3_600_000;
const CODE_LIFETIME_MS: Record<EventCode['kind'], number> = {
  welcome: 20_000,
  pool: 48 * HOUR_MS,
  taken: 48 * HOUR_MS,
  ended: 20_000,
};

/** Where the API may move a session; 1 → 4 and 2 → 4 only with `looseMoves`. */
const MOVES: Record<ServiceState, ServiceState[]> = { 0: [1, 2, 3], 1: [2, 3], 2: [3], 3: [3, 4], 4: [] };

/** `kf/service_state/get` and `trans`. */
export function sessionRoutes(kf: Kf): Route[] {
  return [
    postRoute('/cgi-bin/kf/service_state/get', (body, call) => {
      authenticate(kf.wecom, call);
      const chat = findChat(kf, body, 'external_userid');
      expireSession(kf, chat);
      return ok({ service_state: chat.state, ...(chat.state === 3 && { servicer_userid: chat.servicer }) });
    }),
    postRoute('/cgi-bin/kf/service_state/trans', (body, call) => {
      authenticate(kf.wecom, call);
      return move(kf, body);
    }),
  ];
}

function move(kf: Kf, body: Json): Answer {
  const chat = findChat(kf, body, 'external_userid');
  expireSession(kf, chat);
  const to = body['service_state'];
  if (!isState(to)) throw new Refusal(40058, 'invalid service_state');
  const loose = kf.options.looseMoves && to === 4 && (chat.state === 1 || chat.state === 2);
  if (!MOVES[chat.state].includes(to) && !loose) throw new Refusal(95016, 'service state move not allowed');
  if (to === 3) chat.servicer = checkServicer(kf, chat, text(body['servicer_userid']));
  chat.state = to;
  kf.core.timeline.record({
    area: 'kf',
    kind: 'session.moved',
    who: chat.customer.nickname,
    data: { to, servicer: chat.servicer },
  });
  if (to === 2) return ok({ msg_code: newEventCode(kf, chat, 'pool') });
  if (to === 3) return ok({ msg_code: newEventCode(kf, chat, 'taken') });
  if (to === 4) return ok({ msg_code: newEventCode(kf, chat, 'ended') });
  return ok();
}

function checkServicer(kf: Kf, chat: Chat, userid: string): string {
  const servicer = kf.accounts.get(chat.openKfid)?.servicers.get(userid.toLowerCase());
  const member = kf.wecom.members.get(userid.toLowerCase());
  if (!servicer || member?.status !== 1) throw new Refusal(95014, 'not an active servicer');
  if (!servicer.serving) throw new Refusal(95019, 'servicer stopped serving');
  return servicer.userid;
}

/** A code for one message on an event, bound to the state that made it. */
export function newEventCode(kf: Kf, chat: Chat, kind: EventCode['kind']): string {
  const code = kf.core.ids.next('code_') + kf.core.ids.secret(24);
  const expiresAt = kf.core.clock.now() + CODE_LIFETIME_MS[kind];
  const state = kind === 'welcome' ? undefined : chat.state;
  kf.eventCodes.set(code, { kind, chat, expiresAt, state, spent: false });
  return code;
}

function isState(value: unknown): value is ServiceState {
  return value === 0 || value === 1 || value === 2 || value === 3 || value === 4;
}
