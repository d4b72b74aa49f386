import { z } from 'zod';
import type { MiniprogramTarget, MiniprogramVersion, WechatPort } from '../use-cases/ports/wechat';
import type { AccessTokens, FetchedToken } from './access-token';
import { readAnswer, textOrNull } from './answer';
import { classifyWechat } from './error-classes';
import { ErrcodeApi, asSetting, hasCode, type JsonObject } from './errcode-api';

export interface WechatOptions {
  /** `https://api.weixin.qq.com` */
  apiUrl: string;
  appId: string;
  appSecret: string;
  tokens: AccessTokens;
  timeoutMs?: number;
}

const STABLE_TOKEN = '/cgi-bin/stable_token';
/** A code that is bad, over or used. */
const CODE_INVALID = [40029, 40163];
const USER_BLOCKED = [40226];
/** `miniprogram_state` of subscription messages has words of its own. */
const MESSAGE_STATES: Readonly<Record<MiniprogramVersion, string>> = {
  release: 'formal',
  trial: 'trial',
  develop: 'developer',
};

/**
 * `POST /cgi-bin/stable_token`: the same token for all who ask inside its life (up to two hours, maybe less). `force`
 * kills the previous token at once; at most 20 a day, 30 s apart. Errors here are settings (40013, 40125, 40164).
 */
export async function fetchWechatToken(
  options: { apiUrl: string; appId: string; appSecret: string; timeoutMs?: number },
  force = false,
): Promise<FetchedToken> {
  const { apiUrl, appId, appSecret, timeoutMs } = options;
  const classify = (code: number) => asSetting(classifyWechat(code));
  const api = new ErrcodeApi({ platform: 'wechat', baseUrl: apiUrl, classify, timeoutMs });
  const json = {
    grant_type: 'client_credential',
    appid: appId,
    secret: appSecret,
    ...(force ? { force_refresh: true } : {}),
  };
  const answer = await api.call({ path: STABLE_TOKEN, json });
  const read = readAnswer(tokenAnswer, answer, { platform: 'wechat', path: STABLE_TOKEN });
  return { token: read.access_token, expiresInSeconds: read.expires_in };
}

/** The mini program's platform over HTTP; see the port for meaning, limits and errors. */
export class WechatClient implements WechatPort {
  private readonly api: ErrcodeApi;

  constructor(private readonly options: WechatOptions) {
    const { apiUrl, timeoutMs } = options;
    this.api = new ErrcodeApi({ platform: 'wechat', baseUrl: apiUrl, classify: classifyWechat, timeoutMs });
  }

  async jscode2session(code: string): ReturnType<WechatPort['jscode2session']> {
    const path = '/sns/jscode2session';
    const query = {
      appid: this.options.appId,
      secret: this.options.appSecret,
      js_code: code,
      grant_type: 'authorization_code',
    };
    try {
      const answer = readAnswer(loginAnswer, await this.api.call({ path, query }), {
        platform: 'wechat',
        path,
      });
      return { ok: true, openid: answer.openid, unionid: answer.unionid, sessionKey: answer.session_key };
    } catch (error) {
      if (hasCode(error, CODE_INVALID)) return { ok: false, reason: 'code_invalid' };
      if (hasCode(error, USER_BLOCKED)) return { ok: false, reason: 'user_blocked' };
      throw error;
    }
  }

  async getUserPhoneNumber(
    given: Parameters<WechatPort['getUserPhoneNumber']>[0],
  ): ReturnType<WechatPort['getUserPhoneNumber']> {
    try {
      const { phone_info } = await this.post('/wxa/business/getuserphonenumber', phoneAnswer, { ...given });
      return {
        ok: true,
        number: phone_info.purePhoneNumber,
        countryCode: String(phone_info.countryCode ?? ''),
      };
    } catch (error) {
      if (hasCode(error, CODE_INVALID)) return { ok: false, reason: 'code_invalid' };
      throw error;
    }
  }

  async subscribeSend(
    message: Parameters<WechatPort['subscribeSend']>[0],
  ): Promise<{ msgId: string | null }> {
    const values = Object.entries(message.values).map(([name, value]) => [name, { value }]);
    const answer = await this.post('/cgi-bin/message/subscribe/send', sentAnswer, {
      touser: message.toOpenid,
      template_id: message.templateId,
      ...(message.page ? { page: message.page } : {}),
      data: Object.fromEntries(values),
      miniprogram_state: MESSAGE_STATES[message.version ?? 'release'],
      lang: message.lang ?? 'zh_CN',
    });
    return { msgId: answer.msgid };
  }

  async generateUrlLink(link: MiniprogramTarget & { expiresAt: number }): Promise<string> {
    const answer = await this.post('/wxa/generate_urllink', urlLinkAnswer, {
      path: link.path,
      query: link.query,
      expire_type: 0,
      expire_time: seconds(link.expiresAt),
      env_version: link.version ?? 'release',
    });
    return answer.url_link;
  }

  private async post<T>(path: string, schema: z.ZodType<T>, json: JsonObject): Promise<T> {
    const answer = await this.api.callAs(this.options.tokens, { path, json });
    return readAnswer(schema, answer, { platform: 'wechat', path });
  }
}

/** Links expire at seconds; milliseconds would be taken for a date beyond the 30 days. */
function seconds(epochMs: number): number {
  return Math.floor(epochMs / 1000);
}

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().nonnegative() });
const loginAnswer = z.object({
  openid: z.string().min(1),
  session_key: z.string().min(1),
  unionid: textOrNull,
});
const phoneAnswer = z.object({
  phone_info: z.object({
    purePhoneNumber: z.string().min(1),
    // Documented as text, shown as a number.
    countryCode: z.union([z.string(), z.number()]).nullish(),
  }),
});
const sentAnswer = z.object({
  msgid: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((id) => (id ? String(id) : null)),
});
const urlLinkAnswer = z.object({ url_link: z.string().min(1) });
