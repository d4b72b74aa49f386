import type { Clock } from '../../shared/domain/time';
import { createCore } from './core/core';
import { errcodeFault } from './core/errcode-style';
import { startHost } from './core/http-host';
import { mediaRoutes } from './core/media';
import type { Timeline } from './core/timeline';
import type { FaultHandle, FaultOptions } from './faults';
import { createCandidate, type Candidate } from './hands/candidate';
import { createReviewer, type Reviewer } from './hands/reviewer';
import { createServicer, type Servicer } from './hands/servicer';
import { adminRoutes, newLink } from './kf/admin';
import { sendRoutes as kfSendRoutes } from './kf/send';
import { sessionRoutes } from './kf/session';
import { createKf, type Kf, type KfOptions } from './kf/state';
import { syncRoute } from './kf/sync';
import { startMail, type Mail } from './mail';
import { environment } from './settings';
import { startSms, type Sms } from './sms';
import { takeSnapshot, type Snapshot } from './snapshot';
import { accountRoutes } from './wechat/account';
import { extraRoutes } from './wechat/extras';
import { createWechat, type Wechat, type WechatOptions } from './wechat/state';
import { subscribeRoute } from './wechat/subscribe';
import { billRoutes } from './wechatpay/bills';
import { payFault } from './wechatpay/http';
import { orderRoutes } from './wechatpay/orders';
import { refundRoutes } from './wechatpay/refunds';
import { signAnswer } from './wechatpay/signing';
import { createPay, type Pay, type PayOptions } from './wechatpay/state';
import { oauthRoutes } from './wecom/oauth';
import { sendRoutes } from './wecom/send';
import { authenticate, createWeCom, type Member, type WeCom, type WeComOptions } from './wecom/state';
import { ticketRoutes } from './wecom/tickets';
import { tokenRoute } from './wecom/token';
import { updateCardRoute } from './wecom/update-card';

export interface PlatformOptions {
  /** All time of the stand-in. Pushing it does nothing by itself: call `settle`, or set `pollMs`. */
  clock: Clock;
  /** Who the corp, the apps, the keys' owners and the people are; default the same in every run. */
  seed?: string;
  /** Set it anew when a kept database meets a new stand-in of the same seed: codes and message ids then differ. */
  run?: string;
  /** Looks every so many real milliseconds for things that have become due; for the demo page. */
  pollMs?: number;
  /** How many timeline events are kept; default 20 000. */
  keepEvents?: number;
  wecom?: Partial<WeComOptions>;
  kf?: Partial<KfOptions>;
  wechat?: Partial<WechatOptions>;
  pay?: Partial<PayOptions>;
}

/** WeChat, WeCom, customer service, WeChat Pay, mail and SMS on free ports of 127.0.0.1, and the people who use them. */
export interface Platform {
  /** Environment for the server under test. */
  settings(): Record<string, string>;
  /** Tells where our callbacks are. */
  connect(input: { publicUrl: string }): void;
  /** Makes calls to the stand-in fail. */
  fail(options: FaultOptions): FaultHandle;
  healAll(): void;
  /** Runs what is due by the clock. */
  tick(): Promise<void>;
  /** Runs what is due and waits until every callback in flight has been answered. */
  settle(): Promise<void>;
  /** When the next scheduled thing is due. */
  nextDueAt(): number | undefined;
  candidate(input?: { nickname?: string; phone?: string }): Candidate;
  reviewer(input: Partial<Member> & { userid: string }): Reviewer;
  servicer(input: Partial<Member> & { userid: string }): Servicer;
  candidates(): readonly Candidate[];
  reviewers(): readonly Reviewer[];
  servicers(): readonly Servicer[];
  /** Everything a page needs to draw the phones, cards, inboxes and the pay sheet. */
  snapshot(): Snapshot;
  timeline: Timeline;
  wecom: WeCom;
  kf: Kf;
  wechat: Wechat;
  pay: Pay;
  mails: Mail[];
  sms: Sms[];
  stop(): Promise<void>;
}

export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { clock, seed = 'stand-in', run = '', keepEvents = 20_000 } = options;
  const core = createCore({ clock, seed, run, keepEvents });
  const wecom = createWeCom(core, { retryCallbacksOn: 'any-failure', retryAfterMs: 5_000, ...options.wecom });
  const wechat = createWechat(core, { ...WECHAT_DEFAULTS, ...options.wechat });
  const kf = createKf(core, wecom, { ...KF_DEFAULTS, ...options.kf, linkedAppId: wechat.appId });
  const payUrl = { value: '' };
  const pay = createPay(core, {
    ...PAY_DEFAULTS,
    ...options.pay,
    appId: wechat.appId,
    url: () => payUrl.value,
  });
  const { faults } = core;
  const [wecomHost, wechatHost, payHost, mail, sms] = await Promise.all([
    startHost({ routes: wecomRoutes(wecom, kf), faults, failAnswer: errcodeFault }),
    startHost({
      routes: [...accountRoutes(wechat), subscribeRoute(wechat), ...extraRoutes(wechat)],
      faults,
      failAnswer: errcodeFault,
    }),
    startHost({
      routes: [...orderRoutes(pay), ...refundRoutes(pay), ...billRoutes(pay)],
      faults,
      failAnswer: payFault,
      finish: (input) => signAnswer(pay, input),
    }),
    startMail(core),
    startSms(core),
  ]);
  payUrl.value = payHost.url;
  const urls = {
    wecom: wecomHost.url,
    wechat: wechatHost.url,
    pay: payHost.url,
    smtp: mail.url,
    sms: sms.url,
  };
  const kfLink = newLink(kf, kf.mainAccount.openKfid, 'entry');
  const people = { candidates: [] as Candidate[], reviewers: [] as Reviewer[], servicers: [] as Servicer[] };
  const world = { kf, wechat, pay, mails: mail.inbox, sms: sms.inbox };
  const poll = options.pollMs ? setInterval(() => void core.tick(), options.pollMs).unref() : undefined;

  return {
    settings: () => environment({ wecom, kf, wechat, pay, urls, kfLink, smsApiKey: sms.apiKey }),
    connect: ({ publicUrl }) => core.connect(publicUrl),
    fail: (fault) => faults.fail(fault),
    healAll: () => faults.clear(),
    tick: () => core.tick(),
    settle: () => core.settle(),
    nextDueAt: () => core.schedule.nextDueAt(),
    candidate: (input = {}) => added(people.candidates, createCandidate(world, input)),
    reviewer: (input) => added(people.reviewers, createReviewer(wecom, input)),
    servicer: (input) => added(people.servicers, createServicer(kf, input)),
    candidates: () => people.candidates,
    reviewers: () => people.reviewers,
    servicers: () => people.servicers,
    snapshot: () => takeSnapshot({ ...people, ...world }),
    timeline: core.timeline,
    wecom,
    kf,
    wechat,
    pay,
    mails: mail.inbox,
    sms: sms.inbox,
    async stop() {
      clearInterval(poll);
      await Promise.all([wecomHost, wechatHost, payHost, mail, sms].map((host) => host.close()));
    },
  };
}

const KF_DEFAULTS: KfOptions = { menuTapRefills: true, looseMoves: false, pageSize: 1_000 };
const WECHAT_DEFAULTS: WechatOptions = {
  unionids: true,
  pushMode: 'secure',
  singleEntryAsObject: true,
  retryAfterMs: 5_000,
};
const PAY_DEFAULTS: PayOptions = {
  answersSignedWith: 'public-key',
  noticesSignedWith: 'alternate',
  refundDelayMs: 5_000,
};

function wecomRoutes(wecom: WeCom, kf: Kf) {
  return [
    tokenRoute(wecom),
    ...sendRoutes(wecom),
    updateCardRoute(wecom),
    ...oauthRoutes(wecom),
    ...ticketRoutes(wecom),
    ...mediaRoutes(wecom.media, (call) => authenticate(wecom, call)),
    syncRoute(kf),
    ...kfSendRoutes(kf),
    ...sessionRoutes(kf),
    ...adminRoutes(kf),
  ];
}

function added<T>(list: T[], person: T): T {
  list.push(person);
  return person;
}
