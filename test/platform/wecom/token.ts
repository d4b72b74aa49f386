import { getRoute } from '../core/errcode-style';
import type { Route } from '../core/http-host';
import { ok, Refusal } from '../core/json';
import type { WeCom } from './state';

export function tokenRoute(wecom: WeCom): Route {
  return getRoute('/cgi-bin/gettoken', ({ query }) => {
    const corpId = query.get('corpid');
    const secret = query.get('corpsecret');
    if (!corpId) throw new Refusal(41002, 'corpid missing');
    if (!secret) throw new Refusal(41004, 'corpsecret missing');
    if (corpId !== wecom.corpId) throw new Refusal(40013, 'invalid corpid');
    if (secret !== wecom.secret) throw new Refusal(40001, 'invalid credential');
    const token = wecom.tokens.current(secret);
    return ok({ access_token: token.value, expires_in: token.expiresIn });
  });
}
