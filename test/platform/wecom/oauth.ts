import { getRoute, htmlError } from '../core/errcode-style';
import type { Answer, Call, Route } from '../core/http-host';
import { ok, Refusal } from '../core/json';
import { authenticate, type WeCom } from './state';

const CODE_LIFETIME_MS = 5 * 60_000;
/** Who holds the phone: hands send this header, browsers choose on the page and keep a cookie. */
export const PERSON_HEADER = 'x-phone-of';
const OUTSIDER = '@outsider';

/** The web authorisation of WeCom: the phone's page, the desktop's page, and the code's exchange. */
export function oauthRoutes(wecom: WeCom): Route[] {
  const authorize = (call: Call): Answer => authorizePage(wecom, call);
  return [
    { method: 'GET', path: '/connect/oauth2/authorize', handle: authorize },
    { method: 'GET', path: '/wwlogin/sso/login', handle: authorize },
    getRoute('/cgi-bin/auth/getuserinfo', (call) => userInfo(wecom, call, 'new')),
    getRoute('/cgi-bin/user/getuserinfo', (call) => userInfo(wecom, call, 'old')),
    getRoute('/cgi-bin/user/get', (call) => member(wecom, call)),
  ];
}

function authorizePage(wecom: WeCom, call: Call): Answer {
  const { query } = call;
  const wanted = query.get('redirect_uri') ?? '';
  if (query.get('appid') !== wecom.corpId) return htmlError(400, '40013 invalid corpid');
  if (!URL.canParse(wanted)) return htmlError(400, '50001 redirect_uri missing');
  const redirect = new URL(wanted);
  if (redirect.host !== trustedHost(wecom)) return htmlError(400, '50001 redirect_uri domain not trusted');
  if (!/^[a-zA-Z0-9]{0,128}$/.test(query.get('state') ?? '')) return htmlError(400, 'state not allowed');
  const cookie = /(?:^|;\s*)phone_of=([^;]+)/.exec(call.headers.cookie ?? '')?.[1];
  const header = call.headers[PERSON_HEADER];
  const person = query.get('as') ?? (typeof header === 'string' ? header : undefined) ?? cookie;
  if (!person) return whoAreYou(wecom, call);
  redirect.searchParams.set('code', newCode(wecom, decodeURIComponent(person)));
  redirect.searchParams.set('state', query.get('state') ?? '');
  const headers = {
    Location: redirect.toString(),
    'Set-Cookie': `phone_of=${encodeURIComponent(person)}; Path=/`,
  };
  return { status: 302, headers, body: '' };
}

function trustedHost(wecom: WeCom): string | undefined {
  const publicUrl = wecom.core.publicUrl();
  return wecom.trustedDomain ?? (publicUrl ? new URL(publicUrl).host : undefined);
}

function newCode(wecom: WeCom, person: string): string {
  const code = wecom.core.ids.next('oc_') + wecom.core.ids.secret(20);
  const known = wecom.members.get(person.toLowerCase());
  const expiresAt = wecom.core.clock.now() + CODE_LIFETIME_MS;
  wecom.oauthCodes.set(code, { userid: known?.userid, expiresAt, used: false });
  wecom.core.timeline.record({ area: 'wecom', kind: 'oauth.code', who: known?.name, data: { person } });
  return code;
}

/** In a browser nobody says whose phone it is: the page asks. */
function whoAreYou(wecom: WeCom, call: Call): Answer {
  const people = [...wecom.members.values()].map(({ userid, name }) => ({ userid, name }));
  const links = [...people, { userid: OUTSIDER, name: '企业外人员' }].map(({ userid, name }) => {
    const query = new URLSearchParams(call.query);
    query.set('as', userid);
    return `<p><a href="${call.path}?${escapeHtml(query.toString())}">${escapeHtml(name)}</a></p>`;
  });
  const body = `<!doctype html><meta charset="utf-8"><title>企业微信</title><h3>以谁的身份登录？</h3>${links.join('')}`;
  return { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}

function escapeHtml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function userInfo(wecom: WeCom, call: Call, form: 'new' | 'old'): Answer {
  authenticate(wecom, call);
  const code = wecom.oauthCodes.get(call.query.get('code') ?? '');
  if (!code) throw new Refusal(40029, 'invalid code');
  if (code.used) throw new Refusal(42022, 'code has been used');
  if (code.expiresAt <= wecom.core.clock.now()) throw new Refusal(42003, 'code expired');
  code.used = true;
  const old = form === 'old';
  if (!code.userid) return ok({ [old ? 'OpenId' : 'openid']: 'oOutsider0000000000000000001' });
  return ok(old ? { UserId: code.userid, DeviceId: 'device' } : { userid: code.userid });
}

function member(wecom: WeCom, call: Call): Answer {
  authenticate(wecom, call);
  const found = wecom.members.get((call.query.get('userid') ?? '').toLowerCase());
  if (!found) throw new Refusal(60111, 'userid not found');
  const { userid, name, department, position, status } = found;
  return ok({ userid, name, department, position, status });
}
