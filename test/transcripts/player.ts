import type { Candidate } from '../platform/hands/candidate';
import type { DrawnPhoto } from '../platform/hands/drawn-photos';
import { drawnPhotos } from '../platform/hands/drawn-photos';
import type { QuestionName } from '../platform/hands/chat-questions';
import { createPageWalker, type PageWalker } from '../platform/hands/page-walker';
import { createPhoneApp, type OpenedOrder, type PhoneApp } from '../platform/hands/phone-app';
import { createRegistrant, linkIn, type Particulars, type Registrant } from '../platform/hands/registrant';
import type { PhoneMessage } from '../platform/kf/state';
import type { Mail } from '../platform/mail';
import { REVIEWING_SITE } from '../support/season';
import { startStage, type Stage } from '../support/stage';
import { stageOptions } from './head';
import { officeActs } from './office-acts';
import { otherPerson } from './other-person';
import { particularsOf } from './particulars';
import { phoneActs } from './phone-acts';
import { reviewerActs, servicerActs } from './staff-acts';
import type { Script } from './script';

/** Everything a step may use. */
export interface Play {
  stage: Stage;
  candidate: Candidate;
  registrant: Registrant;
  phone: PhoneApp;
  /** The same phone on the way through the pages. */
  walker: PageWalker;
  /** What the newest opened item is about, and the order made there. */
  opened: { subjectCodes?: string[]; orderId?: string; payParams?: OpenedOrder['payParams'] };
  photos: Map<string, DrawnPhoto>;
  /** Adds a line to what is seen after the present step. */
  show(line: string): void;
}

export type Act = (play: Play, said: string) => Promise<void>;

const HOUR_MS = 3_600_000;
const UNITS: Record<string, number> = { 秒: 1000, 分钟: 60_000, 小时: HOUR_MS, 天: 24 * HOUR_MS };

/** Steps of a transcript by who acts. New ones are added here, once, in the words of the files. */
const ACTS: Record<string, Act> = {
  进入会话: ({ candidate }, said) => candidate.entersChat(said === '' ? {} : { sceneParam: said }),
  考生: ({ candidate }, said) => candidate.types(said),
  考生点: ({ candidate }, said) => tapOrType(candidate, said),
  考生点旧菜单: async ({ candidate }, said) => {
    const old = candidate
      .messages()
      .find(({ menu }) => menu?.items.some(({ label }) => label.includes(said)));
    if (!old) throw new Error(`no menu ever had ${said}`);
    const item = old.menu?.items.find(({ label }) => label.includes(said));
    await candidate.taps(item?.label ?? said, old);
  },
  考生发照片: async ({ candidate, photos }, said) => {
    const photo = photos.get(PHOTO_NAMES[said] ?? said);
    if (!photo) throw new Error(`no drawn photo is called ${said}`);
    await candidate.sendsImage(photo.bytes, photo.contentType);
  },
  考生发: ({ candidate }, said) => candidate.sends(KINDS[said] ?? said, { media_id: 'x' }),
  考生填到: async ({ registrant }, said) => void (await registrant.goesOnUntil(said as QuestionName)),
  考生打开邮件确认: ({ candidate, registrant }) =>
    pressLink(candidate, candidate.mails(registrant.particulars.email).at(-1)?.text),
  考生打开短信确认: ({ candidate, registrant }) =>
    pressLink(candidate, JSON.stringify(candidate.sms(registrant.particulars.mobile).at(-1)?.params)),
  监护人: async ({ candidate, registrant }, said) => {
    const sms = candidate.sms(registrant.particulars.guardian?.mobile ?? '').at(-1);
    const page = await candidate.opens(linkIn(JSON.stringify(sms?.params)) ?? '');
    await candidate.browser.submit(page, { button: said });
  },
  过了: async ({ stage }, said) => {
    const [, count, unit] = /^(\d+)(秒|分钟|小时|天)$/u.exec(said) ?? [];
    if (!count || !unit) throw new Error(`"${said}" is no span of time`);
    await stage.push(Number(count) * (UNITS[unit] ?? 0));
  },
  会话丢失: ({ stage }) => stage.restart(),
  小程序: phoneActs,
  审核员: reviewerActs,
  客服: servicerActs,
  考试院: officeActs,
  他人: otherPerson,
};

const PHOTO_NAMES: Record<string, string> = {
  合格: 'good',
  另一张: 'another',
  蓝底: 'blue',
  太小: 'small',
  空白: 'blank',
  模糊: 'blurred',
};
const KINDS: Record<string, string> = { 语音: 'voice', 视频: 'video', 文件: 'file', 位置: 'location' };

async function pressLink(candidate: Candidate, text: string | undefined): Promise<void> {
  const url = linkIn(text);
  if (!url) throw new Error('no link has arrived');
  const page = await candidate.opens(url);
  await candidate.browser.submit(page);
}

/** Taps in the newest message that offers it; where few messages are left choices are numbered lines: typed then. */
async function tapOrType(candidate: Candidate, said: string): Promise<void> {
  const offers = candidate.messages().filter(({ from }) => from === 'bot');
  for (const message of offers.slice(-MESSAGES_IN_SIGHT).toReversed()) {
    const items = message.menu?.items ?? [];
    if (items.some(({ kind, label }) => kind !== 'text' && label.includes(said))) {
      return void (await candidate.taps(said, message));
    }
    const lines = [...message.text.split('\n'), ...items.map(({ label }) => label)];
    const number = lines.find((line) => /^\d+\. /u.test(line) && line.includes(said))?.split('.')[0];
    if (number) return candidate.types(number);
  }
  throw new Error(`nothing to choose is called ${said}`);
}

const MESSAGES_IN_SIGHT = 3;

export interface Played {
  /** What was seen after each step, by line. */
  seen: Map<number, string[]>;
  /** How often the platform refused a sixth message. */
  overLimit: number;
}

/** Plays a transcript on the whole product; `tapsRefill`: whether a tapped choice opens five messages again. */
export async function play(script: Script, { tapsRefill }: { tapsRefill: boolean }): Promise<Played> {
  const stage = await startStage({ menuTapRefills: tapsRefill, ...stageOptions(script.head) });
  try {
    const seen = await playOn(stage, script);
    const refused = stage.platform.timeline.events().filter(({ kind }) => kind === 'message.over_limit');
    return { seen, overLimit: refused.length };
  } finally {
    await stage.stop();
  }
}

async function playOn(stage: Stage, script: Script): Promise<Map<number, string[]>> {
  const photos = new Map((await drawnPhotos()).map((photo) => [photo.key as string, photo]));
  const candidate = stage.platform.candidate({ nickname: '考生' });
  const particulars: Particulars = particularsOf(script.head, photos, REVIEWING_SITE);
  const registrant = createRegistrant({ candidate, particulars, settle: () => stage.settle() });
  const phone = createPhoneApp(candidate, () => stage.publicUrl);
  const seen = new Map<number, string[]>();
  let lines: string[] = [];
  const base: Play = {
    stage,
    candidate,
    registrant,
    photos,
    phone,
    walker: createPageWalker({
      app: phone,
      particulars: () => registrant.particulars,
      season: () => stage.season,
      settle: () => stage.settle(),
    }),
    opened: {},
    show: (line) => void lines.push(line),
  };
  const inbox = watchInbox(base);
  for (const step of script.steps) {
    lines = [];
    const act = ACTS[step.who];
    if (!act) throw new Error(`line ${step.line}: nobody is called ${step.who}`);
    try {
      await act(base, step.said);
      await stage.settle();
    } catch (error) {
      throw new Error(`line ${step.line}【${step.who}】${step.said}: ${String(error)}`, { cause: error });
    }
    const arrived = candidate.newMessages().filter(({ from }) => from !== 'customer');
    const skipped = step.who === '考生填到' ? arrived.slice(-1) : arrived;
    seen.set(step.line, [...skipped.flatMap(linesOf), ...lines, ...inbox()].map(withoutRandom));
  }
  return seen;
}

/** One message as lines: the words, then a line for each item of its menu. */
function linesOf(message: PhoneMessage): string[] {
  const who = message.from === 'servicer' ? '人工' : '助手';
  const text = message.menu ? message.menu.head : message.text;
  const [first = '', ...rest] = text.split('\n');
  const items = (message.menu?.items ?? []).map(({ kind, label }) => `  ${MARKS[kind]} ${label}`);
  const tail = message.menu?.tail ? message.menu.tail.split('\n').map((line) => `  ${line}`) : [];
  return [`${who}：${first}`, ...rest.map((line) => (line === '' ? '' : `  ${line}`)), ...items, ...tail];
}

const MARKS = { click: '〔点〕', view: '〔网页〕', miniprogram: '〔小程序〕', text: '〔文字〕' } as const;

/** Links and one-time codes differ each time. */
function mailLines({ subject, text }: Mail): string[] {
  const words = text
    .trim()
    .replaceAll(/https?:\/\/\S+/gu, '〔链接〕')
    .replaceAll(/(?<!\d)\d{6}(?!\d)/gu, '〔验证码〕');
  return [`邮件：${subject}`, ...words.split('\n').map((line) => `  ${line}`)];
}

/** Numbers of orders carry a random part. */
function withoutRandom(line: string): string {
  return line.replaceAll(/NCRE[0-9A-Z]{26}/g, 'NCRE…').trimEnd();
}

/** Mails, SMS and subscription messages that came since the last look; links in them are left out. */
function watchInbox({ candidate, registrant }: Play): () => string[] {
  const counts = { mail: 0, sms: 0, subscription: 0 };
  return () => {
    const mails = candidate.mails(registrant.particulars.email);
    const texts = [registrant.particulars.mobile, registrant.particulars.guardian?.mobile ?? ''].flatMap(
      (number) => (number === '' ? [] : candidate.sms(number)),
    );
    const subscriptions = candidate.subscriptionMessages();
    const lines = [
      ...mails.slice(counts.mail).flatMap(mailLines),
      ...texts.slice(counts.sms).map((sms) => `短信：${sms.template}`),
      ...subscriptions
        .slice(counts.subscription)
        .map((message) => `订阅消息：${Object.values(message.data).join(' · ')}`),
    ];
    Object.assign(counts, { mail: mails.length, sms: texts.length, subscription: subscriptions.length });
    return lines;
  };
}
