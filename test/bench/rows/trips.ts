import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Connection } from 'mysql2';
import { applyPlatformOrder } from '../../../server/use-cases/payments/apply-payment';
import { decideRegistration } from '../../../server/use-cases/review/decide-registration';
import type { PaymentOrder } from '../../../server/use-cases/ports/pay';
import type { ChatTurn } from '../../../server/use-cases/chat/chat-turn';
import { takeChatTurn } from '../../../server/use-cases/chat/take-chat-turn';
import type { Bench } from '../core/race';
import { spreadOf } from '../core/figures';
import { askingAddress } from './chat-turn';
import { ask as askStep, openSteps } from './save-step';
import { MEMBER, orderOf, payable, pending } from '../world/later-states';
import { openSeason, settlePeople } from '../world/people';
import { openProduct } from '../world/product';

// Round trips to the database are what an operation costs: counted, and printed with BENCH_STATEMENTS=1.

type Query = (...args: unknown[]) => unknown;

/** How many round trips `work` takes, by the driver's own calls. */
async function tripsOf(name: string, work: () => Promise<unknown>): Promise<number> {
  const prototype = Connection.prototype as unknown as { query: Query };
  const original = prototype.query;
  const texts: string[] = [];
  prototype.query = function counted(this: unknown, ...args: unknown[]) {
    const [first] = args;
    texts.push(typeof first === 'string' ? first : String((first as { sql?: string }).sql));
    return original.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  if (process.env['BENCH_STATEMENTS'] === '1') {
    for (const [index, text] of texts.entries()) {
      console.error(`${name} ${index + 1}: ${text.replace(/\s+/g, ' ').slice(0, 900)}`);
    }
  }
  return texts.length;
}

export async function countTrips(bench: Bench): Promise<void> {
  const target = await bench.newTarget(4);
  const product = await openProduct(target);
  const { context } = product;
  const steps = await stepSaver(bench);
  try {
    const season = await openSeason(context);
    const people = await settlePeople(context, { season, count: 1 });
    const customer = people[0]?.externalUserId ?? '';
    let sent = 0;
    const turn = (text: string): ChatTurn => {
      sent += 1;
      return {
        messageId: `m${sent}`,
        externalUserId: customer,
        openKfId: 'wk1234567890abcdef',
        message: { kind: 'text', text },
        sentAt: context.clock.now(),
        inboxId: null,
        eventCode: null,
        photo: null,
      };
    };
    const asking = { ...context, sessions: askingAddress(context.sessions) };
    const say = (text: string) => () => takeChatTurn(context, turn(text));
    const answer = (text: string) => () => takeChatTurn(asking, turn(text));
    await answer('朝阳路7号')();
    await say('进度')();
    const waiting = await pending(context, { season, count: 2 });
    await context.unitOfWork.run((tx) => tx.staff.replaceAll([MEMBER]));
    const decide = (registrationId: string) => () =>
      decideRegistration(context, {
        registrationId,
        member: MEMBER,
        channel: 'staff_page',
        revisionShown: 1,
        roundShown: 1,
        outcome: { kind: 'approve' },
      });
    const orders = await payable(context, { season, count: 2 });
    const pay = (order: PaymentOrder | undefined) => () => order && applyPlatformOrder(context, order);
    await steps.save();
    await decide(waiting[0] ?? '')();
    await pay(orderOf(orders[0]))();

    const operations: [string, () => Promise<unknown>, number][] = [
      ['chat turn, answer saved', answer('朝阳路8号'), 2],
      ['chat turn, no change', say('进度'), 2],
      ['save a step (API)', steps.save, 3],
      ['review decision', decide(waiting[1] ?? ''), 4],
      ['payment notice', async () => pay(orderOf(orders[1]))(), 5],
      ['payment notice, repeated', async () => pay(orderOf(orders[1]))(), 2],
    ];
    for (const [what, work, goal] of operations) {
      const trips = await tripsOf(what, work);
      const value = spreadOf([trips]);
      bench.report.lines.push({
        row: 'trips',
        what,
        clients: null,
        against: 'round trips',
        value,
        unit: 'count',
        floor: null,
        goal,
        lower: true,
        detail: '',
      });
    }
  } finally {
    await steps.close();
    await product.close();
  }
}

/** Saves one answer after the other through the whole API of a web process. */
async function stepSaver(bench: Bench): Promise<{ save(): Promise<void>; close(): Promise<void> }> {
  const { app, plan } = await openSteps(await bench.newTarget(1));
  const server = createServer(app.handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  let count = 0;
  return {
    save: async () => {
      const step = askStep(plan, 0, (count += 1));
      if (!step) throw new Error('Nobody to save for');
      const { path, method, headers, body } = step;
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: { ...headers, 'Content-Type': 'application/json' },
        body,
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await app.stop();
    },
  };
}
