/** A template card as the platform reads it (snake_case wire form; built and limited by the card channel). */
export interface TemplateCard {
  card_type: string;
  /** Needed by interactive cards: digits, letters, `_-@`, up to 128 bytes, unique inside the app for ever. */
  task_id?: string;
  [part: string]: unknown;
}

/** A card without buttons that opens a page. */
export interface TextCard {
  title: string;
  description: string;
  url: string;
  btntxt?: string;
}

/** What can be sent to members. */
export type AppMessage =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'textcard'; textcard: TextCard }
  | { msgtype: 'template_card'; template_card: TemplateCard };

/** What became of a message to members. Success of the call does not mean that each got it: read `reached`. */
export interface AppMessageResult {
  msgId: string;
  /** Updates the card once, within 72 h; only for cards with buttons. */
  responseCode: string | null;
  /** Asked recipients outside the lists below, in the caller's spelling. */
  reached: string[];
  /** Unknown or outside the app's visible range; lower-cased, as member ids compare without case. */
  invalidUsers: string[];
  /** Known, but without a licence; lower-cased likewise. */
  unlicensedUsers: string[];
}

/** Who came through the web authorisation. An outsider is never a member, whatever else the answer holds. */
export type WebIdentity =
  { kind: 'member'; userid: string } | { kind: 'outsider' } | { kind: 'code_invalid' };

/** A temporary file of the platform. */
export interface MediaFile {
  bytes: Uint8Array;
  contentType: string;
}

/** WeCom, the reviewers' side. One method per platform path, named after it. Throws PlatformError, TransportError. */
export interface WecomPort {
  /**
   * `POST /cgi-bin/message/send` to up to 1,000 members. Text holds up to 2,048 bytes.
   * 81013 (TARGET): nobody could be reached, nothing was sent. 42014 (UNKNOWN) for a card: its `task_id` was used
   * before; after a lost answer that means that the first try arrived. Surplus over 30 a minute per member is dropped
   * silently by the platform: pace it.
   */
  messageSend(message: { toUsers: readonly string[] } & AppMessage): Promise<AppMessageResult>;
  /**
   * `POST /cgi-bin/message/update_template_card`. The code works once, within 72 h: an error is final for that code and
   * no reason to fail the review. `replaceName` greys the buttons with that text; `card` puts a whole new card.
   */
  messageUpdateTemplateCard(
    update: { responseCode: string; toUsers: readonly string[] | 'all' } & (
      { replaceName: string } | { card: TemplateCard }
    ),
  ): Promise<void>;
  /** `GET /cgi-bin/media/get`: a temporary file (three days), up to `maxBytes`. */
  mediaGet(file: { mediaId: string; maxBytes: number }): Promise<MediaFile>;
  /** `POST /cgi-bin/media/upload`: a temporary file. Returns its media id, alive for three days. */
  mediaUpload(file: {
    type: 'image' | 'voice' | 'video' | 'file';
    name: string;
    bytes: Uint8Array;
    contentType: string;
  }): Promise<string>;
  /** `GET /cgi-bin/auth/getuserinfo`: the code of a web authorisation, usable once, for five minutes. */
  authGetUserInfo(code: string): Promise<WebIdentity>;
  /** Address inside WeCom that comes back to `redirectUri` with `code` and `state` (letters and digits, 128 bytes). */
  oauth2AuthorizeUrl(redirect: { redirectUri: string; state: string }): string;
  /** The same for a desktop browser. */
  ssoLoginUrl(redirect: { redirectUri: string; state: string }): string;
}

/** As whom a page speaks to WeCom's client: `app` for whatever concerns an open chat, `corp` also with old clients. */
export type PageIdentity = 'corp' | 'app';

/** What the client checks before it lets a page call it; holds for exactly one address. */
export interface PageSignature {
  /** Seconds. */
  timestamp: number;
  nonceStr: string;
  signature: string;
}

/** Signs our pages for WeCom's client (wecom.md 5). */
export interface PageSigner {
  readonly corpId: string;
  readonly agentId: number;
  /** `url` as the client has it; what follows `#` does not count. Throws PlatformError, TransportError. */
  sign(page: { identity: PageIdentity; url: string }): Promise<PageSignature>;
}
