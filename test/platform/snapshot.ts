import type { Candidate } from './hands/candidate';
import type { Reviewer } from './hands/reviewer';
import type { SeenCard } from './hands/seen-card';
import type { Servicer } from './hands/servicer';
import type { Kf, PhoneMessage, ServiceState } from './kf/state';
import type { Mail } from './mail';
import type { Sms } from './sms';
import type { SubscribeMessage, Wechat } from './wechat/state';
import type { Order, Pay, Refund } from './wechatpay/state';

/** The whole visible world at one moment, ready for JSON. */
export interface Snapshot {
  phones: {
    nickname: string;
    openid: string;
    externalUserid: string;
    session: ServiceState;
    messagesLeft: number;
    messages: readonly PhoneMessage[];
    subscriptionMessages: SubscribeMessage[];
  }[];
  reviewers: { userid: string; name: string; cards: SeenCard[] }[];
  servicers: { userid: string; name: string; cards: SeenCard[] }[];
  /** Nicknames of those who wait for a human. */
  pool: string[];
  mails: Pick<Mail, 'id' | 'at' | 'from' | 'to' | 'subject' | 'text' | 'html'>[];
  sms: Sms[];
  orders: PaySheet[];
}

/** What the pay sheet of the phone shows. */
export interface PaySheet {
  outTradeNo: string;
  description: string;
  totalFen: number;
  state: Order['state'];
  openid: string;
  expiresAt: number;
  /** The newest prepay_id. */
  prepayId: string;
  refunds: Pick<Refund, 'outRefundNo' | 'refundFen' | 'status'>[];
}

export function takeSnapshot(world: {
  candidates: Candidate[];
  reviewers: Reviewer[];
  servicers: Servicer[];
  kf: Kf;
  wechat: Wechat;
  pay: Pay;
  mails: Mail[];
  sms: Sms[];
}): Snapshot {
  const waiting = [...world.kf.chats.values()].filter(({ state }) => state === 2);
  return {
    phones: world.candidates.map((candidate) => ({
      nickname: candidate.nickname,
      openid: candidate.openid,
      externalUserid: candidate.externalUserid,
      session: candidate.chat.state,
      messagesLeft: candidate.chat.budget,
      messages: candidate.messages(),
      subscriptionMessages: candidate.subscriptionMessages(),
    })),
    reviewers: world.reviewers.map(({ userid, name, cards }) => ({ userid, name, cards: cards() })),
    servicers: world.servicers.map(({ userid, name, wecom }) => ({ userid, name, cards: wecom.cards() })),
    pool: waiting.map(({ customer }) => customer.nickname),
    mails: world.mails.map(({ id, at, from, to, subject, text, html }) => ({
      id,
      at,
      from,
      to,
      subject,
      text,
      html,
    })),
    sms: world.sms,
    orders: [...world.pay.orders.values()].map((order) => paySheet(world.pay, order)),
  };
}

function paySheet(pay: Pay, order: Order): PaySheet {
  const refunds = [...pay.refunds.values()].filter((refund) => refund.order === order);
  const { outTradeNo, description, totalFen, state, openid, expiresAt } = order;
  return {
    outTradeNo,
    description,
    totalFen,
    state,
    openid,
    expiresAt,
    prepayId: [...order.prepayIds.keys()].at(-1) ?? '',
    refunds: refunds.map(({ outRefundNo, refundFen, status }) => ({ outRefundNo, refundFen, status })),
  };
}
