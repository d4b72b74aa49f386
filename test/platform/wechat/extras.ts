import { postRoute } from '../core/errcode-style';
import type { Answer, Route } from '../core/http-host';
import { child, ok, Refusal, text, type Json } from '../core/json';
import { authenticateWechat } from './account';
import { push } from './push';
import type { Wechat } from './state';

const TWO_HOURS_MS = 2 * 3_600_000;
const VERDICT_AFTER_MS = 60_000;
const QUERY = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~%]{0,1024}$/;

/** Content check, links into the mini program, and its binding to the corp. */
export function extraRoutes(wechat: Wechat): Route[] {
  const post = (path: string, handle: (wechat: Wechat, body: Json) => Answer): Route =>
    postRoute(path, (body, call) => {
      authenticateWechat(wechat, call);
      return handle(wechat, body);
    });
  return [
    post('/wxa/msg_sec_check', checkText),
    post('/wxa/media_check_async', checkPicture),
    post('/wxa/generate_urllink', (state, body) => {
      const link = newLink(state, { ...body, ...target(body) });
      return ok({ url_link: `https://wxaurl.cn/${link}` });
    }),
    post('/wxa/generatescheme', (state, body) => {
      const link = newLink(state, { ...body, ...child(body, 'jump_wxa') });
      return ok({ openlink: `weixin://dl/business/?t=${link}` });
    }),
    post('/customservice/work/get', () =>
      ok({ entityName: '考试院', corpid: 'bound', bindTime: 1_700_000_000 }),
    ),
    post('/customservice/work/bind', () => ok()),
  ];
}

function target(body: Json): Json {
  return { path: body['path'], query: body['query'] };
}

/** Where a link or scheme leads when somebody taps it now; throws when it is unknown or over. */
export function openAppLink(wechat: Wechat, url: string): { path: string; query: string } {
  const id = /(?:wxaurl\.cn\/|[?&]t=)([0-9A-Za-z]+)/.exec(url)?.[1] ?? '';
  const link = wechat.links.get(id);
  if (!link) throw new Error('this link leads nowhere');
  if (link.expiresAt <= wechat.core.clock.now()) throw new Error('this link is over');
  return { path: link.path, query: link.query };
}

/** A word that the check calls risky, for tests. */
export const RISKY_WORD = '违规示例';

function checkText(wechat: Wechat, body: Json): Answer {
  const user = wechat.users.get(text(body['openid']));
  if (!user) throw new Refusal(40003, 'invalid openid');
  if (wechat.core.clock.now() - user.lastUsedAt > TWO_HOURS_MS) {
    throw new Refusal(61010, 'code is expired: the user was not here in the last two hours');
  }
  if ([...text(body['content'])].length > 2_500) throw new Refusal(40129, 'content too long');
  const risky = text(body['content']).includes(RISKY_WORD);
  const result = risky ? { suggest: 'risky', label: 20012 } : { suggest: 'pass', label: 100 };
  return ok({ result, detail: [], trace_id: wechat.core.ids.next('trace-') });
}

/** The verdict on a picture comes later, as an event; this one always passes. */
function checkPicture(wechat: Wechat, body: Json): Answer {
  const openid = text(body['openid']);
  if (!wechat.users.has(openid)) throw new Refusal(40003, 'invalid openid');
  if (!URL.canParse(text(body['media_url']))) throw new Refusal(40058, 'invalid media_url');
  const traceId = wechat.core.ids.next('trace-');
  const result = { suggest: 'pass', label: 100 };
  const event = { Event: 'wxa_media_check', appid: wechat.appId, trace_id: traceId, version: 2, result };
  wechat.core.schedule.at(wechat.core.clock.now() + VERDICT_AFTER_MS, async () => {
    await push(wechat, openid, { ...event, detail: [], errcode: 0, errmsg: 'ok' });
  });
  return ok({ trace_id: traceId });
}

function newLink(wechat: Wechat, body: Json): string {
  const path = text(body['path']);
  const query = text(body['query']);
  if (path.includes('?') || !QUERY.test(query)) throw new Refusal(40097, 'invalid path or query');
  if (wechat.pages.size > 0 && !wechat.pages.has(path)) throw new Refusal(40165, 'invalid weapp pagepath');
  const now = wechat.core.clock.now();
  const days = Number(body['expire_interval'] ?? 30);
  const expiresAt =
    body['expire_type'] === 1 || body['expire_time'] === undefined
      ? now + days * 86_400_000
      : Number(body['expire_time']) * 1000;
  if (!(expiresAt > now) || expiresAt - now > 30 * 86_400_000)
    throw new Refusal(85401, 'invalid expire time');
  const id = wechat.core.ids.secret(12);
  wechat.links.set(id, { path, query, expiresAt });
  return id;
}
