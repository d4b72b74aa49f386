import type { NoticePlan } from '../../test/platform/wechatpay/state';
import type { RequestPaymentParams } from '../../test/platform/wechatpay/signing';
import type { DemoWorld } from './demo-world';
import { openMiniPage } from './mini-sheet';
import { openAlbum } from './sample-photos';

/** What a visitor's click asks for; everything in it is checked where it is used. */
export type Wish = Readonly<Record<string, unknown>>;

type Action = (world: DemoWorld, wish: Wish) => Promise<unknown>;

const LONGEST_PUSH_MS = 400 * 24 * 3_600_000;

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
  open: openItem,
  sheet: pressSheet,
  pay: payOrder,
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

async function tapItem(world: DemoWorld, wish: Wish): Promise<void> {
  const { candidate } = world.phone(wish['phone']);
  const message = candidate.messages().find(({ msgid }) => msgid === wish['message']);
  if (message?.menu) await candidate.taps(textOf(wish['label']), message);
}

/** Taps a mini-program item: the page behind it is opened by the stand-in of the mini program. */
async function openItem(world: DemoWorld, wish: Wish): Promise<unknown> {
  const phone = world.phone(wish['phone']);
  phone.app.locale = wish['lang'] === 'en' ? 'en' : 'zh-CN';
  phone.app.calls.length = 0;
  const templateIds = [...new Set(world.stack.season.templates.map(({ templateId }) => templateId))];
  phone.page = await openMiniPage(phone.app, { pagepath: textOf(wish['pagepath']), templateIds });
  return phone.page.sheet;
}

async function pressSheet(world: DemoWorld, wish: Wish): Promise<unknown> {
  const { page } = world.phone(wish['phone']);
  const checks = Array.isArray(wish['checks']) ? wish['checks'].map(String).slice(0, 20) : [];
  const sheet = await page?.press({
    button: textOf(wish['button']),
    checks,
    result: typeof wish['result'] === 'string' ? wish['result'] : '',
  });
  return sheet?.pay
    ? { ...sheet, pay: { ...sheet.pay, description: descriptionOf(world, sheet.pay) } }
    : sheet;
}

/** What WeChat's sheet and list of payments call it: as the merchant wrote it in the order. */
function descriptionOf({ stack }: DemoWorld, { params }: { params: RequestPaymentParams }): string {
  const { orders } = stack.platform.snapshot();
  return orders.find(({ prepayId }) => params.package === `prepay_id=${prepayId}`)?.description ?? '';
}

/** The pay sheet of the phone: what it was given is checked by the stand-in as WeChat checks it. */
async function payOrder(world: DemoWorld, wish: Wish): Promise<unknown> {
  const { candidate } = world.phone(wish['phone']);
  const plan = NOTICES[String(wish['notice'])];
  const outcome = wish['outcome'] === 'success' ? 'success' : 'cancel';
  if (plan && outcome === 'success') world.stack.platform.pay.nextNotices.push(plan);
  return candidate.pays(wish['params'] as RequestPaymentParams, outcome);
}

/** How the platform's notice of the payment travels. */
const NOTICES: Readonly<Record<string, NoticePlan>> = {
  late: { delayMs: 60_000 },
  twice: { copies: 2 },
  lost: { lost: true },
};

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
