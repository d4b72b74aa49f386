import { getRoute, postRoute } from '../core/errcode-style';
import type { Answer, Call, Route } from '../core/http-host';
import { ok, Refusal, text, type Json } from '../core/json';
import type { Wechat } from './state';

const FORCE_PAUSE_MS = 30_000;
const FORCED_A_DAY = 20;
const DAY_MS = 86_400_000;

/** Credentials, login and phone number. */
export function accountRoutes(wechat: Wechat): Route[] {
  return [
    postRoute('/cgi-bin/stable_token', (body) => stableToken(wechat, body)),
    getRoute('/cgi-bin/token', ({ query }) => {
      checkApp(wechat, query.get('appid'), query.get('secret'));
      const token = wechat.plainTokens.issue(wechat.appId, true);
      return bare({ access_token: token.value, expires_in: token.expiresIn });
    }),
    getRoute('/sns/jscode2session', (call) => codeToSession(wechat, call)),
    postRoute('/wxa/business/getuserphonenumber', (body, call) => {
      authenticateWechat(wechat, call);
      return phoneNumber(wechat, body);
    }),
  ];
}

/** Good tokens of either book are accepted; 40001 means a stale token on this host. */
export function authenticateWechat(wechat: Wechat, call: Call): void {
  try {
    wechat.stableTokens.verify(call);
  } catch (error) {
    if (error instanceof Refusal && error.errcode !== 40001) throw error;
    wechat.plainTokens.verify(call);
  }
}

/** Success bodies of these calls carry no errcode. */
function bare(fields: Json): Answer {
  return { status: 200, body: JSON.stringify(fields) };
}

function checkApp(wechat: Wechat, appId: unknown, secret: unknown): void {
  if (!appId) throw new Refusal(41002, 'appid missing');
  if (!secret) throw new Refusal(41004, 'appsecret missing');
  if (appId !== wechat.appId) throw new Refusal(40013, 'invalid appid');
  if (secret !== wechat.secret) throw new Refusal(40125, 'invalid appsecret');
}

function stableToken(wechat: Wechat, body: Json): Answer {
  if (body['grant_type'] !== 'client_credential') throw new Refusal(40002, 'invalid grant_type');
  checkApp(wechat, body['appid'], body['secret']);
  const forced = body['force_refresh'] === true;
  if (forced) countForced(wechat);
  const { stableTokens } = wechat;
  const token = forced ? stableTokens.issue(wechat.appId, true) : stableTokens.current(wechat.appId);
  return bare({ access_token: token.value, expires_in: token.expiresIn });
}

/** At most 20 forced refreshes a day, 30 seconds apart. */
function countForced(wechat: Wechat): void {
  const now = wechat.core.clock.now();
  const ofToday = wechat.forcedAt.filter((at) => now - at < DAY_MS);
  if (now - (ofToday.at(-1) ?? Number.NEGATIVE_INFINITY) < FORCE_PAUSE_MS) {
    throw new Refusal(45011, 'force_refresh within 30 s');
  }
  if (ofToday.length >= FORCED_A_DAY) throw new Refusal(45009, 'reach max api daily quota limit');
  wechat.forcedAt = [...ofToday, now];
}

function codeToSession(wechat: Wechat, { query }: Call): Answer {
  checkApp(wechat, query.get('appid'), query.get('secret'));
  const jsCode = query.get('js_code');
  if (!jsCode) throw new Refusal(41008, 'missing code');
  const code = wechat.loginCodes.get(jsCode);
  if (!code || code.expiresAt <= wechat.core.clock.now()) throw new Refusal(40029, 'invalid code');
  if (code.used) throw new Refusal(40163, 'code been used');
  code.used = true;
  const user = wechat.users.get(code.openid);
  const answer = bare({
    openid: code.openid,
    session_key: wechat.core.ids.bytes(16).toString('base64'),
    ...(wechat.options.unionids && user && { unionid: user.unionid }),
  });
  return { ...answer, headers: { 'Content-Type': 'text/plain' } };
}

function phoneNumber(wechat: Wechat, body: Json): Answer {
  const code = wechat.phoneCodes.get(text(body['code']));
  const now = wechat.core.clock.now();
  if (!code || code.used || code.expiresAt <= now) throw new Refusal(40029, 'invalid code');
  if (body['openid'] !== undefined && body['openid'] !== code.openid)
    throw new Refusal(40003, 'invalid openid');
  code.used = true;
  const phone = wechat.users.get(code.openid)?.phone ?? '';
  return ok({
    phone_info: {
      phoneNumber: phone,
      purePhoneNumber: phone,
      countryCode: '86',
      watermark: { timestamp: Math.floor(now / 1000), appid: wechat.appId },
    },
  });
}
