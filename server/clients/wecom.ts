import { z } from 'zod';
import type { AppMessageResult, WecomPort } from '../use-cases/ports/wecom';
import type { AccessTokens, FetchedToken } from './access-token';
import { readAnswer, textOrNull } from './answer';
import { classifyWecom } from './error-classes';
import { ErrcodeApi, asSetting, hasCode, type JsonObject } from './errcode-api';
import { addressOf } from './http';

export interface WecomOptions {
  /** `https://qyapi.weixin.qq.com` */
  apiUrl: string;
  /** Address of the authorisation inside WeCom: `https://open.weixin.qq.com/connect/oauth2/authorize` or its host. */
  oauthUrl: string;
  /** Address of the login on a desktop: `https://login.work.weixin.qq.com/wwlogin/sso/login` or its host. */
  loginUrl: string;
  corpId: string;
  agentId: number;
  tokens: AccessTokens;
  timeoutMs?: number;
}

const GETTOKEN = '/cgi-bin/gettoken';
const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().nonnegative() });
/** Numbers of an authorisation code that is bad, over or used: the person starts the login again. */
const CODE_INVALID = [40029, 42003, 42022];

/**
 * `GET /cgi-bin/gettoken`: one token per corp and secret, for up to two hours. Errors here are settings (40001, 40013,
 * 40091, 60020): a refused secret is never a reason to refresh.
 */
export async function fetchWecomToken(options: {
  apiUrl: string;
  corpId: string;
  secret: string;
  timeoutMs?: number;
}): Promise<FetchedToken> {
  const classify = (code: number) => asSetting(classifyWecom(code));
  const api = new ErrcodeApi({
    platform: 'wecom',
    baseUrl: options.apiUrl,
    classify,
    timeoutMs: options.timeoutMs,
  });
  const query = { corpid: options.corpId, corpsecret: options.secret };
  const answer = await api.call({ path: GETTOKEN, query });
  const read = readAnswer(tokenAnswer, answer, { platform: 'wecom', path: GETTOKEN });
  return { token: read.access_token, expiresInSeconds: read.expires_in };
}

/** WeCom over HTTP; see the port for meaning, limits and errors. */
export class WecomClient implements WecomPort {
  private readonly api: ErrcodeApi;

  constructor(private readonly options: WecomOptions) {
    const { apiUrl, timeoutMs } = options;
    this.api = new ErrcodeApi({ platform: 'wecom', baseUrl: apiUrl, classify: classifyWecom, timeoutMs });
  }

  async messageSend(message: Parameters<WecomPort['messageSend']>[0]): Promise<AppMessageResult> {
    const { toUsers, ...content } = message;
    const path = '/cgi-bin/message/send';
    const json = { touser: toUsers.join('|'), agentid: this.options.agentId, ...content };
    const answer = readAnswer(sendAnswer, await this.post(path, json), { platform: 'wecom', path });
    const invalidUsers = answer.invaliduser;
    const unlicensedUsers = answer.unlicenseduser;
    const missed = new Set([...invalidUsers, ...unlicensedUsers]);
    return {
      msgId: answer.msgid ?? '',
      responseCode: answer.response_code,
      reached: toUsers.filter((userid) => !missed.has(userid.toLowerCase())),
      invalidUsers,
      unlicensedUsers,
    };
  }

  async messageUpdateTemplateCard(
    update: Parameters<WecomPort['messageUpdateTemplateCard']>[0],
  ): Promise<void> {
    await this.post('/cgi-bin/message/update_template_card', {
      ...(update.toUsers === 'all' ? { atall: 1 } : { userids: update.toUsers }),
      agentid: this.options.agentId,
      response_code: update.responseCode,
      ...('card' in update
        ? { template_card: update.card }
        : { button: { replace_name: update.replaceName } }),
    });
  }

  async mediaGet(file: Parameters<WecomPort['mediaGet']>[0]): ReturnType<WecomPort['mediaGet']> {
    const path = '/cgi-bin/media/get';
    const query = { media_id: file.mediaId };
    return this.api.downloadAs(this.options.tokens, { path, query, maxBytes: file.maxBytes });
  }

  async mediaUpload(file: Parameters<WecomPort['mediaUpload']>[0]): Promise<string> {
    const path = '/cgi-bin/media/upload';
    const form = new FormData();
    form.append('media', new Blob([Uint8Array.from(file.bytes)], { type: file.contentType }), file.name);
    const query = { type: file.type };
    const answer = await this.api.uploadAs(this.options.tokens, { path, query, form });
    return readAnswer(mediaAnswer, answer, { platform: 'wecom', path }).media_id;
  }

  async authGetUserInfo(code: string): ReturnType<WecomPort['authGetUserInfo']> {
    const path = '/cgi-bin/auth/getuserinfo';
    try {
      const answer = readAnswer(identityAnswer, await this.get(path, { code }), { platform: 'wecom', path });
      return answer.userid ? { kind: 'member', userid: answer.userid } : { kind: 'outsider' };
    } catch (error) {
      if (hasCode(error, CODE_INVALID)) return { kind: 'code_invalid' };
      throw error;
    }
  }

  oauth2AuthorizeUrl({ redirectUri, state }: { redirectUri: string; state: string }): string {
    const url = addressOf(withDefaultPath(this.options.oauthUrl, '/connect/oauth2/authorize'), '', {
      appid: this.options.corpId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'snsapi_base',
      state,
      agentid: String(this.options.agentId),
    });
    // The platform's page reads the fragment.
    url.hash = 'wechat_redirect';
    return url.toString();
  }

  ssoLoginUrl({ redirectUri, state }: { redirectUri: string; state: string }): string {
    return addressOf(withDefaultPath(this.options.loginUrl, '/wwlogin/sso/login'), '', {
      login_type: 'CorpApp',
      appid: this.options.corpId,
      agentid: String(this.options.agentId),
      redirect_uri: redirectUri,
      state,
    }).toString();
  }

  private post(path: string, json: JsonObject): Promise<JsonObject> {
    return this.api.callAs(this.options.tokens, { path, json });
  }

  private get(path: string, query: Record<string, string>): Promise<JsonObject> {
    return this.api.callAs(this.options.tokens, { path, query });
  }
}

/** A setting may name only the host: the documented path is added then. */
function withDefaultPath(address: string, path: string): string {
  return new URL(address).pathname === '/' ? address.replace(/\/+$/, '') + path : address;
}

/** Ids joined by `|`. They come back lower-cased, and compare without case. */
const idList = z
  .string()
  .nullish()
  .transform((joined) =>
    (joined ?? '')
      .split('|')
      .filter(Boolean)
      .map((id) => id.toLowerCase()),
  );

const sendAnswer = z.object({
  msgid: textOrNull,
  response_code: textOrNull,
  invaliduser: idList,
  unlicenseduser: idList,
});
const mediaAnswer = z.object({ media_id: z.string().min(1) });
const identityAnswer = z.object({ userid: textOrNull });
