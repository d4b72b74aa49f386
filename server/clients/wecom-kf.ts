import { z } from 'zod';
import type { KfPort, KfServiceState, KfSyncedMessage } from '../use-cases/ports/kf';
import type { AccessTokens } from './access-token';
import { readAnswer, textOrNull } from './answer';
import { classifyWecom } from './error-classes';
import { ErrcodeApi, type JsonObject } from './errcode-api';

export interface WecomKfOptions {
  /** `https://qyapi.weixin.qq.com` */
  apiUrl: string;
  /** Tokens of the app that is listed for the customer-service API: the same as WeCom's. */
  tokens: AccessTokens;
  timeoutMs?: number;
}

/** A page of a thousand messages is longer than other answers. */
const PAGE_BYTES = 8 * 1_048_576;

/** Customer service over HTTP; see the port for meaning, limits and errors. */
export class WecomKfClient implements KfPort {
  private readonly api: ErrcodeApi;

  constructor(private readonly options: WecomKfOptions) {
    const { apiUrl, timeoutMs } = options;
    this.api = new ErrcodeApi({ platform: 'kf', baseUrl: apiUrl, classify: classifyWecom, timeoutMs });
  }

  async syncMsg(pull: Parameters<KfPort['syncMsg']>[0]): ReturnType<KfPort['syncMsg']> {
    const path = '/cgi-bin/kf/sync_msg';
    const json = {
      open_kfid: pull.openKfId,
      limit: pull.limit ?? 1000,
      ...(pull.cursor ? { cursor: pull.cursor } : {}),
      ...(pull.token ? { token: pull.token } : {}),
    };
    const pulled = await this.api.callAs(this.options.tokens, { path, json, maxBytes: PAGE_BYTES });
    const answer = readAnswer(syncAnswer, pulled, { platform: 'kf', path });
    return {
      messages: answer.msg_list.filter(isMessage),
      nextCursor: answer.next_cursor ?? '',
      hasMore: answer.has_more === 1,
    };
  }

  async sendMsg(send: Parameters<KfPort['sendMsg']>[0]): Promise<{ msgId: string }> {
    const answer = await this.post('/cgi-bin/kf/send_msg', sentAnswer, {
      touser: send.toUser,
      open_kfid: send.openKfId,
      ...(send.msgId ? { msgid: send.msgId } : {}),
      ...send.message,
    });
    return { msgId: answer.msgid ?? send.msgId ?? '' };
  }

  async sendMsgOnEvent(send: Parameters<KfPort['sendMsgOnEvent']>[0]): Promise<{ msgId: string }> {
    const answer = await this.post('/cgi-bin/kf/send_msg_on_event', sentAnswer, {
      code: send.code,
      ...(send.msgId ? { msgid: send.msgId } : {}),
      ...send.message,
    });
    return { msgId: answer.msgid ?? send.msgId ?? '' };
  }

  async serviceStateGet(of: Parameters<KfPort['serviceStateGet']>[0]): ReturnType<KfPort['serviceStateGet']> {
    const answer = await this.post('/cgi-bin/kf/service_state/get', stateAnswer, {
      open_kfid: of.openKfId,
      external_userid: of.externalUserId,
    });
    return { state: answer.service_state, servicerUserid: answer.servicer_userid };
  }

  async serviceStateTrans(
    move: Parameters<KfPort['serviceStateTrans']>[0],
  ): Promise<{ msgCode: string | null }> {
    const answer = await this.post('/cgi-bin/kf/service_state/trans', movedAnswer, {
      open_kfid: move.openKfId,
      external_userid: move.externalUserId,
      service_state: move.state,
      ...(move.servicerUserid ? { servicer_userid: move.servicerUserid } : {}),
    });
    return { msgCode: answer.msg_code };
  }

  async addContactWay(way: { openKfId: string; scene: string }): Promise<{ url: string }> {
    return this.post('/cgi-bin/kf/add_contact_way', linkAnswer, {
      open_kfid: way.openKfId,
      scene: way.scene,
    });
  }

  async customerBatchGet(
    of: Parameters<KfPort['customerBatchGet']>[0],
  ): ReturnType<KfPort['customerBatchGet']> {
    const answer = await this.post('/cgi-bin/kf/customer/batchget', customersAnswer, {
      external_userid_list: of.externalUserIds,
      need_enter_session_context: of.withEntry ? 1 : 0,
    });
    const customers = answer.customer_list.map((customer) => ({
      externalUserId: customer.external_userid,
      nickname: customer.nickname ?? '',
      unionid: customer.unionid,
      entry: customer.enter_session_context
        ? {
            scene: customer.enter_session_context.scene ?? '',
            sceneParam: customer.enter_session_context.scene_param ?? '',
          }
        : null,
    }));
    return { customers, invalid: answer.invalid_external_userid };
  }

  async servicerList(openKfId: string): Promise<{ userid: string; serving: boolean }[]> {
    const path = '/cgi-bin/kf/servicer/list';
    const answer = await this.api.callAs(this.options.tokens, { path, query: { open_kfid: openKfId } });
    const { servicer_list } = readAnswer(servicersAnswer, answer, { platform: 'kf', path });
    // Entries may be departments: those have no userid and no status of their own.
    return servicer_list.flatMap(({ userid, status }) => (userid ? [{ userid, serving: status === 0 }] : []));
  }

  async accountList(page = { offset: 0, limit: 100 }): ReturnType<KfPort['accountList']> {
    const answer = await this.post('/cgi-bin/kf/account/list', accountsAnswer, { ...page });
    return answer.account_list.map((account) => ({
      openKfId: account.open_kfid,
      name: account.name ?? '',
      mayManage: account.manage_privilege === true,
    }));
  }

  private async post<T>(path: string, schema: z.ZodType<T>, json: JsonObject): Promise<T> {
    const answer = await this.api.callAs(this.options.tokens, { path, json });
    return readAnswer(schema, answer, { platform: 'kf', path });
  }
}

/** A list that may be left out or null when it is empty. */
function list<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}

function isMessage(entry: unknown): entry is KfSyncedMessage {
  return typeof entry === 'object' && entry !== null && 'msgid' in entry && typeof entry.msgid === 'string';
}

const syncAnswer = z.object({ next_cursor: textOrNull, has_more: z.number(), msg_list: list(z.unknown()) });
const sentAnswer = z.object({ msgid: textOrNull });
const stateAnswer = z.object({
  service_state: z.literal([0, 1, 2, 3, 4] satisfies KfServiceState[]),
  servicer_userid: textOrNull,
});
const movedAnswer = z.object({ msg_code: textOrNull });
const linkAnswer = z.object({ url: z.string().min(1) });
const customersAnswer = z.object({
  customer_list: list(
    z.object({
      external_userid: z.string(),
      nickname: z.string().nullish(),
      unionid: textOrNull,
      enter_session_context: z
        .object({ scene: z.string().nullish(), scene_param: z.string().nullish() })
        .nullish(),
    }),
  ),
  invalid_external_userid: list(z.string()),
});
const servicersAnswer = z.object({
  servicer_list: list(z.object({ userid: z.string().nullish(), status: z.number().nullish() })),
});
const accountsAnswer = z.object({
  account_list: list(
    z.object({
      open_kfid: z.string(),
      name: z.string().nullish(),
      manage_privilege: z.boolean().nullish(),
    }),
  ),
});
