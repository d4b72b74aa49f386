/** Who a login code belongs to. */
export type MiniprogramLogin =
  | { ok: true; openid: string; unionid: string | null; sessionKey: string }
  /** `code_invalid`: the app calls wx.login again. `user_blocked`: the platform holds the person for a risk. */
  | { ok: false; reason: 'code_invalid' | 'user_blocked' };

/** The phone number WeChat knows of the person. */
export type PhoneNumberAnswer =
  | {
      ok: true;
      /** Without country code. */
      number: string;
      countryCode: string;
    }
  | { ok: false; reason: 'code_invalid' };

/** Which build of the mini program a message or link opens. */
export type MiniprogramVersion = 'release' | 'trial' | 'develop';

/** A place in the mini program. */
export interface MiniprogramTarget {
  /** Page of the released version, without query. */
  path: string;
  /** Up to 1,024 characters of the address alphabet. */
  query: string;
  version?: MiniprogramVersion;
}

/** The mini program's server side. One method per platform path, named after it. Throws PlatformError, TransportError. */
export interface WechatPort {
  /** `GET /sns/jscode2session`: the code of wx.login lives five minutes and works once. The session key stays here. */
  jscode2session(code: string): Promise<MiniprogramLogin>;
  /**
   * `POST /wxa/business/getuserphonenumber`: the code of the phone button (not of wx.login), five minutes, once.
   * With `openid` the platform checks that both belong together.
   */
  getUserPhoneNumber(given: { code: string; openid?: string }): Promise<PhoneNumberAnswer>;
  /**
   * `POST /cgi-bin/message/subscribe/send`. 43101 (CHANNEL): no permission is left, use another way. 47003 (PERMANENT):
   * a value breaks its kind; `field` of the error names the key. 40037, 41030 (CONFIG): template or page.
   */
  subscribeSend(message: {
    toOpenid: string;
    templateId: string;
    page?: string;
    values: Readonly<Record<string, string>>;
    version?: MiniprogramVersion;
    lang?: 'zh_CN' | 'en_US';
  }): Promise<{ msgId: string | null }>;
  /** `POST /wxa/generate_urllink`: an https link into the mini program, up to 30 days. `expiresAt` in epoch milliseconds. */
  generateUrlLink(link: MiniprogramTarget & { expiresAt: number }): Promise<string>;
}
