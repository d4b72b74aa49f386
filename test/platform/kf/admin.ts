import { getRoute, postRoute } from '../core/errcode-style';
import type { Answer, Route } from '../core/http-host';
import { ok, Refusal, strings, text, type Json } from '../core/json';
import { authenticate } from '../wecom/state';
import { chatOf, type Kf, type KfAccount } from './state';

const CONTEXT_MS = 48 * 3_600_000;

/** Accounts, servicers, contact links and customer profiles. */
export function adminRoutes(kf: Kf): Route[] {
  const post = (path: string, handle: (kf: Kf, body: Json) => Answer): Route =>
    postRoute(path, (body, call) => {
      authenticate(kf.wecom, call);
      return handle(kf, body);
    });
  return [
    post('/cgi-bin/kf/account/list', listAccounts),
    post('/cgi-bin/kf/account/add', addAccount),
    post('/cgi-bin/kf/servicer/add', (state, body) => changeServicers(state, body, 'add')),
    post('/cgi-bin/kf/servicer/del', (state, body) => changeServicers(state, body, 'del')),
    post('/cgi-bin/kf/add_contact_way', contactWay),
    post('/cgi-bin/kf/customer/batchget', profiles),
    getRoute('/cgi-bin/kf/servicer/list', (call) => {
      authenticate(kf.wecom, call);
      const account = findAccount(kf, call.query.get('open_kfid') ?? '');
      const rows = [...account.servicers.values()].map(({ userid, serving }) => ({
        userid,
        status: serving ? 0 : 1,
        stop_type: 0,
      }));
      return ok({ servicer_list: rows });
    }),
  ];
}

function findAccount(kf: Kf, openKfid: string): KfAccount {
  const account = kf.accounts.get(openKfid);
  if (!account) throw new Refusal(95000, 'invalid open_kfid');
  return account;
}

function listAccounts(kf: Kf, body: Json): Answer {
  const offset = Number(body['offset'] ?? 0);
  const limit = Number(body['limit'] ?? 100);
  if (limit < 1 || limit > 100) throw new Refusal(40058, 'limit 1..100');
  const rows = [...kf.accounts.values()].map(({ openKfid, name }) => ({
    open_kfid: openKfid,
    name,
    avatar: '',
    manage_privilege: true,
  }));
  return ok({ account_list: rows.slice(offset, offset + limit) });
}

function addAccount(kf: Kf, body: Json): Answer {
  const name = text(body['name']);
  if (!name || [...name].length > 16) throw new Refusal(95006, 'invalid name');
  const account: KfAccount = { openKfid: `wk${kf.core.ids.secret(30)}`, name, servicers: new Map() };
  kf.accounts.set(account.openKfid, account);
  return ok({ open_kfid: account.openKfid });
}

function changeServicers(kf: Kf, body: Json, act: 'add' | 'del'): Answer {
  const account = findAccount(kf, text(body['open_kfid']));
  const userids = strings(body['userid_list']);
  if (userids.length < 1 || userids.length > 100) throw new Refusal(40058, 'userid_list 1..100');
  const rows = userids.map((userid) => {
    const key = userid.toLowerCase();
    const member = kf.wecom.members.get(key);
    if (!member) return { userid, errcode: 60111, errmsg: 'userid not found' };
    if (account.servicers.has(key) === (act === 'add')) return { userid, errcode: 0, errmsg: 'ignored' };
    if (act === 'add') account.servicers.set(key, { userid: member.userid, serving: true });
    else account.servicers.delete(key);
    return { userid, errcode: 0, errmsg: 'success' };
  });
  return ok({ result_list: rows });
}

function contactWay(kf: Kf, body: Json): Answer {
  const account = findAccount(kf, text(body['open_kfid']));
  const scene = text(body['scene']);
  if (!/^[0-9a-zA-Z_-]{0,32}$/.test(scene)) throw new Refusal(40058, 'invalid scene');
  return ok({ url: newLink(kf, account.openKfid, scene) });
}

/** A link that opens the chat; `&scene_param=` may be appended to it when it has a scene. */
export function newLink(kf: Kf, openKfid: string, scene: string): string {
  const encScene = `ENC${kf.core.ids.secret(20)}`;
  kf.links.set(encScene, { openKfid, scene });
  return `https://work.weixin.qq.com/kfid/kfc${openKfid.slice(2, 14)}?enc_scene=${encScene}`;
}

function profiles(kf: Kf, body: Json): Answer {
  const wanted = strings(body['external_userid_list']);
  if (wanted.length < 1 || wanted.length > 100) throw new Refusal(40058, 'external_userid_list 1..100');
  const known = wanted.flatMap((id) => kf.customers.get(id) ?? []);
  const rows = known.map((customer) => ({
    external_userid: customer.externalUserid,
    nickname: customer.nickname,
    avatar: '',
    gender: 0,
    ...(customer.unionid && { unionid: customer.unionid }),
    ...(body['need_enter_session_context'] === 1 && enterContext(kf, customer.externalUserid)),
  }));
  return ok({
    customer_list: rows,
    invalid_external_userid: wanted.filter((id) => !kf.customers.has(id)),
  });
}

function enterContext(kf: Kf, externalUserid: string): Json {
  const customer = kf.customers.get(externalUserid);
  const entered = customer && chatOf(kf, kf.mainAccount.openKfid, customer).enteredWith;
  if (!entered || kf.core.clock.now() - entered.at > CONTEXT_MS) return {};
  return { enter_session_context: { scene: entered.scene, scene_param: entered.sceneParam } };
}
