import type { DemoWorld } from './demo-world';
import { openAlbum } from './sample-photos';
import type { NoticeWay } from './served-phones';

/** What a visitor's click asks for; everything in it is checked where it is used. */
export type Wish = Readonly<Record<string, unknown>>;

type Action = (world: DemoWorld, wish: Wish) => Promise<unknown>;

const LONGEST_PUSH_MS = 400 * 24 * 3_600_000;
const NOTICE_WAYS: readonly NoticeWay[] = ['normal', 'late', 'twice', 'lost'];

/** Everything the page can do, by name. The people's hands do it; the page itself changes nothing. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  newPhone: async (world) => {
    const phone = world.newPhone();
    await phone.candidate.entersChat();
    return { key: phone.key };
  },
  enter: (world, wish) => world.phone(wish['phone']).candidate.entersChat(),
  type: (world, wish) => world.phone(wish['phone']).candidate.types(textOf(wish['text'])),
  tap: tapItem,
  sample: async (world, wish) => {
    const photo = (await openAlbum()).find(({ key }) => key === wish['photo']);
    if (photo) await world.phone(wish['phone']).candidate.sendsImage(photo.bytes, photo.contentType);
  },
  voice: (world, wish) =>
    world.phone(wish['phone']).candidate.sends('voice', { media_id: 'voice-of-the-demo' }),
  choose: async (world, wish) => {
    const { reviewer, card } = cardOf(world, wish);
    reviewer.chooses(textOf(wish['option']), card);
  },
  press: async (world, wish) => {
    const { reviewer, card } = cardOf(world, wish);
    await reviewer.presses(textOf(wish['button']), { card });
  },
  take: async (world, wish) => servicerOf(world, wish).takes(world.phone(wish['phone']).candidate),
  write: async (world, wish) =>
    servicerOf(world, wish).writes(world.phone(wish['phone']).candidate, textOf(wish['text'])),
  finish: async (world, wish) => servicerOf(world, wish).ends(world.phone(wish['phone']).candidate),
  /** The servicer has the chat of this person before them, and its sidebar. */
  beside: async (world, wish) =>
    world.clients.opens(servicerOf(world, wish).userid, world.phone(wish['phone']).candidate),
  /** A call of the sidebar to WeCom's client. */
  client: async (world, wish) =>
    world.clients.answers(textOf(wish['staff']), textOf(wish['name']), paramsOf(wish['params'])),
  /** How WeChat Pay tells the next payment. */
  notice: async ({ status }, wish) => {
    status.noticeWay = NOTICE_WAYS.find((way) => way === wish['way']) ?? 'normal';
  },
  push: async (world, wish) => {
    const { clock } = world.stack;
    const ms = wish['to'] === undefined ? Number(wish['ms']) : Number(wish['to']) - clock.now();
    if (!(ms > 0 && ms <= LONGEST_PUSH_MS)) return;
    await world.stack.push(ms);
  },
  /** What the office does with `npm run tickets -- import FILE`. */
  tickets: async ({ stack }) => {
    const count = await stack.server.importTickets(stack.season);
    await stack.settle();
    return { count };
  },
  kill: async (world) => {
    world.status.server = 'down';
    await world.stack.server.kill();
  },
  start: async (world) => {
    if (world.status.server !== 'down') return;
    world.status.server = 'starting';
    await world.stack.server.start({ offset: world.stack.clock.offset, seed: null });
    world.status.server = 'up';
  },
};

function paramsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

async function tapItem(world: DemoWorld, wish: Wish): Promise<void> {
  const { candidate } = world.phone(wish['phone']);
  const message = candidate.messages().find(({ msgid }) => msgid === wish['message']);
  if (message?.menu) await candidate.taps(textOf(wish['label']), message);
}

function cardOf(world: DemoWorld, wish: Wish) {
  const reviewer = world.stack.reviewers.get(textOf(wish['staff']));
  const card = reviewer?.cards().find(({ msgid }) => msgid === wish['message']);
  if (!reviewer || !card) throw new Error('no such card');
  return { reviewer, card };
}

function servicerOf(world: DemoWorld, wish: Wish) {
  const servicer = world.stack.servicers.get(textOf(wish['staff']));
  if (!servicer) throw new Error('no such person');
  return servicer;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value.length === 0 || value.length > 4_000)
    throw new Error('a text is needed');
  return value;
}
