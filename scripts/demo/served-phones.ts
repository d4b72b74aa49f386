import type { IncomingMessage } from 'node:http';
import { ORDINARY } from '../../test/platform/miniprogram-runner/conditions';
import { phoneHands } from '../../test/platform/miniprogram-runner/hands';
import type { ServedPhone } from '../../test/platform/miniprogram-runner/phone-server';
import type { Candidate } from '../../test/platform/hands/candidate';
import type { NoticePlan } from '../../test/platform/wechatpay/state';
import type { Bundle } from '../../test/platform/miniprogram-runner/bundle';
import { ALBUM_TITLES } from './sample-photos';
import type { Stack } from './stack';

/** How the platform's notice of the next payment travels. */
export type NoticeWay = 'normal' | 'late' | 'twice' | 'lost';

const NOTICE_PLANS: Readonly<Record<Exclude<NoticeWay, 'normal'>, NoticePlan>> = {
  late: { delayMs: 60_000 },
  twice: { copies: 2 },
  lost: { lost: true },
};

/** A card of the mini program that one person sent to another. */
export interface SentCard {
  id: string;
  at: number;
  /** Openid of the sender. */
  from: string;
  title: string;
  path: string;
}

export interface PhoneWorld {
  stack: Stack;
  bundle: Bundle;
  /** Grows when somebody sends one. */
  cards: SentCard[];
  noticeWay(): NoticeWay;
}

/** Set by the demo page: a phone starts in the language that the visitor chose there. */
const LANGUAGE_COOKIE = /(?:^|;\s*)demo_language=(zh|en)/;

/** The phone of one person with the mini program on it, as the demo page frames it. */
export function servePersonsPhone(world: PhoneWorld, candidate: Candidate): ServedPhone {
  const { platform } = world.stack;
  const hands = phoneHands(platform, candidate);
  const pictures = Object.entries(ALBUM_TITLES).map(([key, title]) => ({
    key,
    title,
    url: `/demo/album/${key}`,
  }));
  return {
    bundle: world.bundle,
    serverUrl: () => world.stack.publicUrl,
    hands: {
      answer(name, input) {
        if (TOLD.has(name)) {
          const data = { ...(input as Record<string, unknown>) };
          platform.timeline.record({ area: 'wechat', kind: `phone.${name}`, who: candidate.nickname, data });
        }
        if (name === 'share') keepCard(world, candidate, input as Pick<SentCard, 'title' | 'path'>);
        if (name === 'pay' && (input as { outcome?: string }).outcome === 'success') planNotice(world);
        return hands.answer(name, input);
      },
    },
    settings: (request) => ({
      entry: '',
      conditions: { ...ORDINARY, language: languageOf(request) },
      pictures,
      // One browser shows several phones, and those of an earlier demo.
      storage: `mp-storage:${candidate.openid}`,
    }),
  };
}

/** What a phone does beside its calls, as lines of what happened. */
const TOLD = new Set(['calendar', 'clipboard', 'call', 'share']);

function keepCard(
  { cards, stack }: PhoneWorld,
  { openid }: Candidate,
  { title, path }: Pick<SentCard, 'title' | 'path'>,
): void {
  cards.push({ id: `card-${cards.length + 1}`, at: stack.clock.now(), from: openid, title, path });
}

function planNotice({ stack, noticeWay }: PhoneWorld): void {
  const way = noticeWay();
  if (way !== 'normal') stack.platform.pay.nextNotices.push(NOTICE_PLANS[way]);
}

function languageOf({ headers }: IncomingMessage): 'zh_CN' | 'en' {
  return LANGUAGE_COOKIE.exec(headers.cookie ?? '')?.[1] === 'en' ? 'en' : 'zh_CN';
}
