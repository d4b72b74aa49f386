import { strings, child, text, type Json } from '../core/json';
import { servicerWrites } from '../kf/people';
import type { Chat, Kf } from '../kf/state';
import { faultOfProof } from '../wecom/tickets';

export interface OpenedPage {
  /** Who holds the client. */
  userid: string;
  /** Beside which chat the page was opened; undefined outside every chat. */
  chat?: Chat;
  /** How the page was opened. */
  entry: string;
  /** A call that the client leaves without an answer. */
  silentAt?: string;
}

/** What WeCom's client answers to the calls of one page that it shows; `err_msg` says how it went. */
export interface ClientBridge {
  invoke(url: string, name: string, params: Json): Promise<Json>;
  /** Every call so far with its answer; empty where none came. */
  calls: { name: string; said: string }[];
}

/** The calls of `WeixinJSBridge` that a page in the tool bar of a customer-service chat makes. */
export function createClientBridge(kf: Kf, page: OpenedPage): ClientBridge {
  /** Calls that the page has proved at an address, by the corp's and by the app's ticket. */
  const proved = { corp: new Map<string, string[]>(), app: new Map<string, string[]>() };
  const calls: ClientBridge['calls'] = [];

  async function answer(url: string, name: string, params: Json): Promise<Json> {
    switch (name) {
      case 'preVerifyJSAPI':
        return prove(url, 'corp', {
          right: params['appId'] === kf.wecom.corpId,
          timestamp: params['verifyTimestamp'],
          nonceStr: params['verifyNonceStr'],
          signature: params['verifySignature'],
          calls: params['verifyJsApiList'],
        });
      case 'agentConfig':
        return prove(url, 'app', {
          right: params['corpid'] === kf.wecom.corpId && params['agentid'] === kf.wecom.agentId,
          timestamp: params['timestamp'],
          nonceStr: params['nonceStr'],
          signature: params['signature'],
          calls: params['jsApiList'],
        });
      case 'getContext':
        return isProved(url, name) ? { said: 'ok', entry: page.entry } : { said: 'fail no permission' };
      case 'getCurExternalContact':
        if (!isProved(url, name)) return { said: 'fail no permission' };
        if (!page.chat) return { said: 'fail without context of external contact' };
        return { said: 'ok', userId: page.chat.customer.externalUserid };
      case 'sendChatMessage':
        return isProved(url, name) ? send(params) : { said: 'fail no permission' };
      default:
        return { said: 'fail function not exist' };
    }
  }

  function prove(
    url: string,
    kind: 'corp' | 'app',
    given: Record<'timestamp' | 'nonceStr' | 'signature' | 'calls', unknown> & { right: boolean },
  ): Json {
    const { timestamp, nonceStr, signature } = given;
    const proof = { timestamp: text(timestamp), nonceStr: text(nonceStr), signature: text(signature) };
    const fault = given.right ? faultOfProof(kf.wecom, { kind, url, ...proof }) : 'invalid agentid';
    if (fault !== null) return { said: `fail ${fault}` };
    proved[kind].set(url, strings(given.calls));
    return { said: 'ok' };
  }

  function isProved(url: string, name: string): boolean {
    return proved.app.get(url)?.includes(name) ?? false;
  }

  async function send(params: Json): Promise<Json> {
    const { chat, userid } = page;
    const content = text(child(params, 'text')['content']);
    if (!chat) return { said: 'fail without context of external contact' };
    if (params['msgtype'] !== 'text' || content === '') return { said: 'fail unsupported msgtype' };
    if (chat.state !== 3 || chat.servicer !== userid) return { said: 'fail no permission' };
    await servicerWrites(kf, chat, { userid, content });
    return { said: 'ok' };
  }

  return {
    calls,
    async invoke(url, name, params) {
      if (name === page.silentAt) {
        calls.push({ name, said: '' });
        return new Promise(() => undefined);
      }
      const { said, ...more } = await answer(url.replace(/#.*$/s, ''), name, params);
      calls.push({ name, said: text(said) });
      return { err_msg: `${name}:${text(said)}`, ...more };
    },
  };
}
