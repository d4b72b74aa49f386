import { closeFromDesk } from '../../server/use-cases/support/close-from-desk';
import type { MoveContext } from '../../server/use-cases/support/move-conversation';
import type { Handoff } from '../../server/use-cases/ports/chat';
import type { StaffMember } from '../../server/use-cases/ports/review';
import { takeFromDesk } from '../../server/use-cases/support/take-from-desk';
import type { Candidate } from '../platform/hands/candidate';
import type { Servicer } from '../platform/hands/servicer';
import type { Platform } from '../platform/platform';
import { becomes, until } from './until';

/** A product with its platforms, in which a person takes conversations from the bot. */
export interface RaceWorld {
  platform: Platform;
  /** Of a process that serves the desk's pages. */
  context: MoveContext;
  servicer: Servicer;
  member: StaffMember;
  /** Until nothing of this conversation is under way on either side. */
  quiet(candidate: Candidate): Promise<void>;
  /** Real milliseconds a race may last before the person comes in. */
  spreadMs: number;
  /** A number from 0 to 1, from a fixed seed. */
  random(): number;
}

/** What came of one race, counted where messages arrive: at the platform. */
export interface Race {
  takenFrom: 'pool' | 'desk';
  /** Bot messages that reached the person while a human had the conversation: none, ever. */
  spoken: number;
  /** Sends that the platform refused while a human had it, and of those the ones after we had noted it. */
  tried: number;
  triedKnowingly: number;
  /** Bot messages between the end of the human's service and the candidate's next word. */
  afterEnd: string[];
}

const CODE_LIFE_MS = 20_000;
const WORDS = ['请问怎么报名', '考试费多少钱', '我要改邮箱', '照片有什么要求', '进度', '还在吗'];

/**
 * The candidate calls a person and goes on writing; somebody comes in at any moment of that, from the platform's pool or
 * from the desk's page, answers, and ends. Counted is every message and every attempt of the bot from then on.
 */
export async function race(world: RaceWorld, candidate: Candidate): Promise<Race> {
  const { platform, servicer, quiet } = world;
  await candidate.entersChat();
  await candidate.types('你好');
  await quiet(candidate);
  await candidate.types('人工');
  const begin = platform.timeline.events().at(-1)?.seq ?? 0;
  const talks = talk(world, candidate);
  const takenFrom = await comesIn(world, candidate);
  await talks;
  await quiet(candidate);
  const noted = platform.timeline.events().at(-1)?.seq ?? 0;
  await candidate.types('现在是真人吗');
  await servicer.writes(candidate, '您好，我来帮您。');
  await candidate.types('谢谢');
  await quiet(candidate);
  const events = platform.timeline.since(begin).filter(({ who }) => who === candidate.nickname);
  const ofBot = (kind: string) => events.filter((event) => event.kind === kind && event.data['state'] === 3);
  const forbidden = ofBot('message.forbidden');
  candidate.newMessages();
  await ends(world, candidate);
  // The code that lets the bot speak lives for 20 s; whatever comes doubled comes with it.
  const afterEnd: string[] = [];
  await becomes(() => afterEnd.push(...candidate.newMessages().map(({ text }) => text)) > 0, {
    withinMs: CODE_LIFE_MS,
    everyMs: 5,
  });
  await quiet(candidate);
  return {
    takenFrom,
    spoken: ofBot('message.received').length,
    tried: forbidden.length,
    triedKnowingly: forbidden.filter(({ seq }) => seq > noted).length,
    afterEnd: [...afterEnd, ...candidate.newMessages().map(({ text }) => text)],
  };
}

async function talk({ random, spreadMs }: RaceWorld, candidate: Candidate): Promise<void> {
  const words = 1 + Math.floor(random() * 3);
  for (let word = 0; word < words; word += 1) {
    await pause(random() * spreadMs);
    await candidate.types(WORDS[Math.floor(random() * WORDS.length)] ?? '你好');
  }
}

/** The desk's page can take it from the bot itself, or from the pool as WeCom's client does. */
async function comesIn(world: RaceWorld, candidate: Candidate): Promise<Race['takenFrom']> {
  const { context, member, random, spreadMs, servicer } = world;
  await pause(random() * spreadMs);
  const handoff = await handoffOf(world, candidate);
  if (handoff.state === 'queued' && random() < 0.5) {
    await until('it waits in the pool', () => candidate.chat.state === 2, { everyMs: 1 });
    await servicer.takes(candidate);
    return 'pool';
  }
  const taken = await until('it is taken from the desk', async () => {
    const outcome = await takeFromDesk(context, { handoffId: handoff.id, member });
    return outcome.ok || outcome.why !== 'changed' ? outcome : false;
  });
  if (!taken.ok) throw new Error(`the desk could not take it: ${taken.why}`);
  return 'desk';
}

async function ends(world: RaceWorld, candidate: Candidate): Promise<void> {
  const { context, member, random, servicer } = world;
  const { id: handoffId } = await handoffOf(world, candidate);
  // Somebody else may write the conversation at this very moment: the person presses again then.
  const close = async () => (await closeFromDesk(context, { handoffId, member, outcome: 'solved' })).ok;
  if (random() < 0.5) await until('the desk ends it', close);
  else await servicer.ends(candidate);
  await world.quiet(candidate);
  await until('the end is known', () =>
    context.unitOfWork.read(async (tx) => (await tx.handoffs.find(handoffId))?.state === 'closed'),
  );
}

function handoffOf({ context }: RaceWorld, { externalUserid }: Candidate): Promise<Handoff> {
  return until('somebody was called', () =>
    context.unitOfWork.read(async (tx) => {
      const chat = await tx.chats.find(externalUserid);
      return (chat && (await tx.handoffs.openOf(chat.accountId))) ?? false;
    }),
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What many races came to, as one line of numbers. */
export function summaryOf(races: readonly Race[]): string {
  const sum = (count: (race: Race) => number): number => races.reduce((total, one) => total + count(one), 0);
  const from = (where: Race['takenFrom']): number =>
    races.filter(({ takenFrom }) => takenFrom === where).length;
  return [
    `${races.length} races: ${from('pool')} taken from the pool, ${from('desk')} from the desk`,
    `${sum(({ spoken }) => spoken)} bot messages in state 3`,
    `${sum(({ tried }) => tried)} refused by the platform on the way, ${sum(({ triedKnowingly }) => triedKnowingly)} after we knew`,
    `after an end ${races.filter(({ afterEnd }) => afterEnd.length === 1).length} heard one message, ${races.filter(({ afterEnd }) => afterEnd.length > 1).length} more`,
  ].join('; ');
}

/** The same numbers in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
