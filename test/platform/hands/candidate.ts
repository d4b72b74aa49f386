import type { Json } from '../core/json';
import { customerRecalls, customerSends, enterChat } from '../kf/people';
import {
  chatOf,
  type Chat,
  type Customer,
  type Kf,
  type PhoneMenuItem,
  type PhoneMessage,
} from '../kf/state';
import type { Mail } from '../mail';
import type { Sms } from '../sms';
import { openAppLink } from '../wechat/extras';
import { newOneTimeCode, type SubscribeMessage, type Wechat, type WechatUser } from '../wechat/state';
import { answerDialog, withdrawPermit, type SubscribeAnswer } from '../wechat/subscribe';
import { payOrder, type PaymentAttempt, type PaymentResult } from '../wechatpay/payer';
import type { Pay } from '../wechatpay/state';
import { createBrowser, type Browser, type Page } from './browser';

/** One person with a phone: WeChat user, customer of the chat, payer, reader of mails and SMS. */
export interface Candidate {
  nickname: string;
  openid: string;
  unionid: string;
  externalUserid: string;
  phone: string;
  browser: Browser;
  chat: Chat;
  /** Opens the chat, for example from the mini program with a one-time `sceneParam`. */
  entersChat(input?: { scene?: string; sceneParam?: string }): Promise<void>;
  /** Opens the chat by its link; reads `enc_scene` and `scene_param` from it. */
  followsChatLink(url: string): Promise<void>;
  types(content: string): Promise<void>;
  /**
   * Taps an item of the newest menu, or of the given message: by label, by the beginning of one, or by number from 1
   * (plain lines do not count). A click is sent; a view or mini-program item is only returned, for `opens`.
   */
  taps(item: string | number, from?: PhoneMessage): Promise<PhoneMenuItem>;
  sendsImage(bytes: Buffer, contentType?: string): Promise<void>;
  /** Any other kind of message, as `sync_msg` shows it. */
  sends(msgtype: string, content: Json): Promise<void>;
  recalls(message: PhoneMessage): Promise<void>;
  /** From now on the account's messages are refused (fail_type 10). */
  rejectsMessages(rejects: boolean): void;
  messages(): readonly PhoneMessage[];
  /** The newest message that is not the candidate's own. */
  lastMessage(): PhoneMessage;
  /** What arrived since the last call. */
  newMessages(): PhoneMessage[];
  /** `wx.login`. */
  loginCode(): string;
  /** The code of the phone number button. */
  phoneCode(): string;
  /** `wx.requestPayment`, or a bare prepay_id. */
  pays(
    request: PaymentAttempt['request'],
    outcome?: PaymentAttempt['outcome'],
    extras?: Pick<PaymentAttempt, 'payerTotalFen' | 'reportedTotalFen'>,
  ): Promise<PaymentResult>;
  /** The dialog of `wx.requestSubscribeMessage`. */
  answersSubscription(answers: Record<string, SubscribeAnswer>): Promise<void>;
  withdrawsSubscription(templateId: string): Promise<void>;
  subscriptionMessages(): SubscribeMessage[];
  mails(address: string): Mail[];
  sms(number?: string): Sms[];
  opens(url: string): Promise<Page>;
  /** Taps a link into the mini program: the page it opens, or an error when it is over. */
  followsAppLink(url: string): { path: string; query: string };
}

export interface CandidateWorld {
  kf: Kf;
  wechat: Wechat;
  pay: Pay;
  mails: Mail[];
  sms: Sms[];
}

export function createCandidate(
  world: CandidateWorld,
  input: { nickname?: string; phone?: string },
): Candidate {
  const { kf, wechat, pay } = world;
  const { core } = kf;
  const { user, customer } = register(world, input);
  const chat = chatOf(kf, kf.mainAccount.openKfid, customer);
  const browser = createBrowser({ who: user.nickname, timeline: core.timeline });
  let read = 0;
  const arrived = (): PhoneMessage[] => chat.phone.filter(({ from }) => from !== 'customer');

  return {
    nickname: user.nickname,
    openid: user.openid,
    unionid: user.unionid,
    externalUserid: customer.externalUserid,
    phone: user.phone,
    browser,
    chat,
    entersChat: ({ scene = 'mp', sceneParam = '' } = {}) => enterChat(kf, chat, { scene, sceneParam }),
    async followsChatLink(url) {
      const { searchParams } = new URL(url);
      const link = kf.links.get(searchParams.get('enc_scene') ?? '');
      if (!link) throw new Error('this link opens no chat');
      const sceneParam = link.scene ? (searchParams.get('scene_param') ?? '') : '';
      await enterChat(kf, chat, { scene: link.scene, sceneParam });
    },
    async types(content) {
      await customerSends(kf, chat, { msgtype: 'text', content: { content }, shown: { text: content } });
    },
    async taps(wanted, from) {
      const item = findItem(from ?? lastMenu(chat), wanted);
      const { kind, label, id } = item;
      const who = user.nickname;
      core.timeline.record({ area: 'kf', kind: 'menu.tapped', who, data: { ...item, kind } });
      if (kind === 'click') {
        const content = { content: label, menu_id: id };
        await customerSends(kf, chat, { msgtype: 'text', content, shown: { text: label }, fromMenu: true });
      }
      return item;
    },
    async sendsImage(bytes, contentType = 'image/jpeg') {
      const { id } = kf.wecom.media.add({ bytes, contentType });
      const shown = { text: '[图片]', mediaId: id };
      await customerSends(kf, chat, { msgtype: 'image', content: { media_id: id }, shown });
    },
    async sends(msgtype, content) {
      await customerSends(kf, chat, { msgtype, content, shown: { text: `[${msgtype}]` } });
    },
    recalls: ({ msgid }) => customerRecalls(kf, chat, msgid),
    rejectsMessages(rejects) {
      customer.rejectsMessages = rejects;
    },
    messages: () => chat.phone,
    lastMessage() {
      const last = arrived().at(-1);
      if (!last) throw new Error(`nothing has arrived at ${user.nickname}`);
      return last;
    },
    newMessages() {
      const fresh = arrived().slice(read);
      read += fresh.length;
      return fresh;
    },
    loginCode: () => newOneTimeCode(wechat, 'login', user.openid),
    phoneCode: () => newOneTimeCode(wechat, 'phone', user.openid),
    pays: (request, outcome = 'success', extras = {}) =>
      payOrder(pay, { request, openid: user.openid, outcome, ...extras }),
    answersSubscription: (answers) => answerDialog(wechat, user.openid, answers),
    withdrawsSubscription: (templateId) => withdrawPermit(wechat, user.openid, templateId),
    subscriptionMessages: () => wechat.messages.filter(({ openid }) => openid === user.openid),
    mails: (address) => world.mails.filter(({ to }) => to.includes(address)),
    sms: (number = user.phone) => world.sms.filter(({ to }) => to.replace(/^\+86/, '') === number),
    opens: (url) => browser.open(url),
    followsAppLink: (url) => openAppLink(wechat, url),
  };
}

/** Makes the person known to WeChat and to the corp's customer service. */
function register(
  { kf, wechat }: CandidateWorld,
  input: { nickname?: string; phone?: string },
): { user: WechatUser; customer: Customer } {
  const { identities: ids } = kf.core;
  const number = ids.count('person');
  const user: WechatUser = {
    openid: `o${ids.secret(27)}`,
    unionid: `oU${ids.secret(26)}`,
    nickname: input.nickname ?? `考生${number}`,
    phone: input.phone ?? `199${String(number).padStart(8, '0')}`,
    lastUsedAt: kf.core.clock.now(),
  };
  const customer: Customer = {
    externalUserid: `wm${ids.secret(30)}`,
    nickname: user.nickname,
    rejectsMessages: false,
    ...(wechat.options.unionids && { unionid: user.unionid }),
  };
  wechat.users.set(user.openid, user);
  kf.customers.set(customer.externalUserid, customer);
  return { user, customer };
}

function lastMenu(chat: Chat): PhoneMessage {
  const found = chat.phone.findLast(({ menu }) => menu);
  if (!found) throw new Error('no menu has arrived');
  return found;
}

function findItem(message: PhoneMessage, wanted: string | number): PhoneMenuItem {
  const items = (message.menu?.items ?? []).filter(({ kind }) => kind !== 'text');
  const found =
    typeof wanted === 'number'
      ? items[wanted - 1]
      : (items.find(({ label }) => label === wanted) ??
        items.find(({ label }) => label.startsWith(wanted)) ??
        items.find(({ label }) => label.includes(wanted)));
  if (found) return found;
  throw new Error(`no item "${wanted}" among: ${items.map(({ label }) => label).join(' | ')}`);
}
