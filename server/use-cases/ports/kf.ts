/** One entry of a menu. Ids and captions are limited in bytes: id 64, caption of a click item 128. */
export type KfMenuItem =
  | { type: 'click'; click: { id: string; content: string } }
  | { type: 'view'; view: { url: string; content: string } }
  | { type: 'miniprogram'; miniprogram: { appid: string; pagepath: string; content: string } }
  | { type: 'text'; text: { content: string; no_newline?: 0 | 1 } };

/** Up to 2,048 bytes. */
export type KfText = { msgtype: 'text'; text: { content: string } };
/** Up to ten items; head and tail up to 1,024 bytes each. */
export type KfMenu = {
  msgtype: 'msgmenu';
  msgmenu: { head_content?: string; list: KfMenuItem[]; tail_content?: string };
};
/** What can be sent to a customer. */
export type KfMessage =
  | KfText
  | KfMenu
  | {
      msgtype: 'link';
      link: { title: string; desc?: string; url: string; thumb_media_id: string };
    }
  | {
      msgtype: 'miniprogram';
      miniprogram: { appid: string; title?: string; thumb_media_id: string; pagepath: string };
    }
  | { msgtype: 'image'; image: { media_id: string } };

/** One pulled message or event, as the platform sent it; the channel reads it. Events hold their ids inside `event`. */
export type KfSyncedMessage = Readonly<Record<string, unknown>> & { readonly msgid: string };

/** One page of pulled messages. */
export interface KfPage {
  messages: KfSyncedMessage[];
  nextCursor: string;
  /** The only sign of the end: an empty page may be followed by more. */
  hasMore: boolean;
}

/** 0 untreated, 1 bot, 2 waiting in the pool, 3 human, 4 ended or not begun. */
export type KfServiceState = 0 | 1 | 2 | 3 | 4;
export const UNTREATED = 0;
export const POOL = 2;
export const SERVED = 3;
export const ENDED = 4;

/** The platform answers this for a message id it has already: our first try arrived (kf.md 4.1). */
export const REPEATED_ID = 40058;

/** Who a customer is, as far as the platform tells. */
export interface KfCustomer {
  externalUserId: string;
  nickname: string;
  /** Only when the corp has bound a WeChat developer account. */
  unionid: string | null;
  /** How the person last came in, within 48 h. */
  entry: { scene: string; sceneParam: string } | null;
}

/** Customer service in WeChat. One method per platform path, named after it. Throws PlatformError, TransportError. */
export interface KfPort {
  /**
   * `POST /cgi-bin/kf/sync_msg`: a page of messages after `cursor` (empty: from the oldest of the last three days).
   * `token` comes with the bell and lives ten minutes; 95007 (CHANNEL) says to pull once without it.
   */
  syncMsg(pull: {
    openKfId: string;
    cursor?: string;
    token?: string;
    /** 1 to 1,000. */
    limit?: number;
  }): Promise<KfPage>;
  /**
   * `POST /cgi-bin/kf/send_msg`: returns the message id. At most five messages after each word of the customer (95001),
   * within 48 h (95002), while the bot or nobody serves (95018): all CHANNEL. `msgId` (32 bytes, `[0-9A-Za-z_-]`) is
   * unique inside the account: keep it when repeating a send whose answer was lost.
   */
  sendMsg(send: {
    toUser: string;
    openKfId: string;
    msgId?: string;
    message: KfMessage;
  }): Promise<{ msgId: string }>;
  /** `POST /cgi-bin/kf/send_msg_on_event`: by a code that works once; 20 s for a welcome, which is text or menu only. */
  sendMsgOnEvent(send: {
    code: string;
    msgId?: string;
    message: KfText | KfMenu;
  }): Promise<{ msgId: string }>;
  /** `POST /cgi-bin/kf/service_state/get`; the servicer only in state 3. */
  serviceStateGet(of: {
    openKfId: string;
    externalUserId: string;
  }): Promise<{ state: KfServiceState; servicerUserid: string | null }>;
  /**
   * `POST /cgi-bin/kf/service_state/trans`. State 3 needs a servicer who is serving (95014, 95019). 95016: the present
   * state does not allow the move; read it again. The code sends one more message by event.
   */
  serviceStateTrans(move: {
    openKfId: string;
    externalUserId: string;
    state: KfServiceState;
    servicerUserid?: string;
  }): Promise<{ msgCode: string | null }>;
  /** `POST /cgi-bin/kf/add_contact_way`: the chat's link for one scene (32 bytes, `[0-9A-Za-z_-]`). */
  addContactWay(way: { openKfId: string; scene: string }): Promise<{ url: string }>;
  /** `POST /cgi-bin/kf/customer/batchget` for up to 100 customers. Nicknames are the users' own text: escape them. */
  customerBatchGet(of: {
    externalUserIds: readonly string[];
    withEntry?: boolean;
  }): Promise<{ customers: KfCustomer[]; invalid: string[] }>;
  /** `GET /cgi-bin/kf/servicer/list`. The platform's status is 0 serving, 1 stopped here (other numbers in events). */
  servicerList(openKfId: string): Promise<{ userid: string; serving: boolean }[]>;
}
