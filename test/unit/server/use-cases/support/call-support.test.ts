import {
  callSupport,
  remindSupport,
  type SupportContext,
} from '../../../../../server/use-cases/support/call-support';
import { handOff } from '../../../../../server/use-cases/support/hand-off';
import { PlatformError } from '../../../../../server/use-cases/ports/platform-errors';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';

const SUPPORTER: StaffMember = {
  id: 'staff-1',
  userid: 'support-one',
  email: null,
  name: '客服一',
  roles: ['support'],
  siteCodes: [],
  onDuty: true,
  mobileHash: null,
  documentHash: null,
};

let world: AccountWorld;
let context: SupportContext;
let handoffId: string;
let told: string[][];
let reached: boolean;
beforeEach(async () => {
  world = await accountWorld();
  told = [];
  reached = true;
  context = {
    ...world.context,
    kf: {} as SupportContext['kf'],
    wecom: {
      messageSend: async ({ toUsers }: { toUsers: string[] }) => {
        told.push(toUsers);
        return { reached: reached ? toUsers : [], responseCode: null };
      },
    } as unknown as SupportContext['wecom'],
    addresses: { publicUrl: 'https://example.org', miniProgramAppId: 'wx1' },
  };
  const account = await world.customer('wm-1');
  const subject = {
    account,
    actor: { role: 'candidate', id: account.id, channel: 'chat' } as const,
    season: null,
    seasons: [],
    registration: null,
    guardianGiven: false,
    held: null,
    photo: null,
    externalUserId: 'wm-1',
  };
  await context.unitOfWork.run((tx) => handOff(tx, context, { subject, trigger: 'asked' }));
  handoffId = (await world.read((tx) => tx.handoffs.openOf(account.id)))!.id;
});
afterEach(() => world.close());

const employ = (...members: StaffMember[]) =>
  context.unitOfWork.run((tx) => tx.staff.replaceAll(members).then(() => undefined));
const CLOSED = {
  platform: 'kf',
  path: '/cgi-bin/kf/service_state/trans',
  status: 200,
  code: 95_016,
} as const;
/** The desk is staffed: the call has a place in its queue. */
const opensNow = () =>
  context.unitOfWork.run(async (tx) => {
    const handoff = await tx.handoffs.find(handoffId);
    if (handoff) await tx.handoffs.save({ ...handoff, state: 'queued' });
  });
/** A typed message opens the conversation again. */
const writes = () =>
  context.unitOfWork.run(async (tx) => {
    const chat = await tx.chats.find('wm-1');
    if (chat) await tx.chats.save({ ...chat, serviceState: 0 });
  });
const call = () => callSupport(context, { outboxId: 'row-1', handoffId });

describe('callSupport', () => {
  it('tells those on duty once, however often the job runs (promise 5)', async () => {
    await employ(SUPPORTER);
    expect(await call()).toBe('called');
    expect(await call()).toBe('called');
    expect(told).toEqual([['support-one']]);
    const [delivery] = await world.read((tx) => tx.deliveries.listOf('row-1'));
    expect(delivery).toMatchObject({ channel: 'card', topic: 'support.called', outcome: 'sent' });
  });

  it('says that nobody could be told, and tries again when there is somebody (promise 12)', async () => {
    expect(await call()).toBe('nobody');
    expect(told).toEqual([]);
    await employ(SUPPORTER);
    expect(await call()).toBe('called');
    expect(told).toEqual([['support-one']]);
  });

  it('moves a conversation that begins after the call once the candidate has written, and tells the desk no second time', async () => {
    await employ(SUPPORTER);
    await opensNow();
    let hasWritten = false;
    const kf = {
      serviceStateTrans: async () => {
        if (!hasWritten) throw new PlatformError({ ...CLOSED, class: 'CHANNEL' });
        return { msgCode: 'pool-code' };
      },
      serviceStateGet: async () => ({ state: 4, servicerUserid: null }),
    };
    Object.assign(context.kf, kf);
    const move = () => callSupport(context, { outboxId: 'row-2', handoffId, told: true });
    expect(await move()).toEqual({ waitMs: 20_000 });
    hasWritten = true;
    await writes();
    expect(await move()).toBe('called');
    expect(told).toEqual([]);
    expect((await world.read((tx) => tx.chats.find('wm-1')))?.serviceState).toBe(2);
    // By it alone something can be said in the pool, should nobody come.
    expect((await world.read((tx) => tx.handoffs.find(handoffId)))?.poolCode?.code).toBe('pool-code');
  });

  it('does not take a member whom WeCom lists as invalid for told', async () => {
    await employ(SUPPORTER);
    reached = false;
    expect(await call()).toBe('nobody');
  });
});

describe('remindSupport', () => {
  it('tells the desk again in each round, and once in one', async () => {
    await employ(SUPPORTER);
    for (const round of [1, 1, 2]) await remindSupport(context, { outboxId: 'row-2', handoffId, round });
    expect(told).toHaveLength(2);
  });

  it('says how often the promise was broken, and the time that was promised instead', async () => {
    const texts: string[] = [];
    const messageSend = async (message: { toUsers: string[] }) => {
      texts.push(JSON.stringify(message));
      return { reached: message.toUsers, responseCode: null };
    };
    Object.assign(context.wecom, { messageSend });
    await employ(SUPPORTER);
    await context.unitOfWork.run(async (tx) => {
      const handoff = (await tx.handoffs.find(handoffId))!;
      const answerBy = context.clock.now() + 3_600_000;
      await tx.handoffs.save({ ...handoff, promisesBroken: 2, answerBy });
    });
    await remindSupport(context, { outboxId: 'row-3', handoffId, round: 1 });
    expect(texts).toEqual([expect.stringMatching(/2 次.*11:00/u)]);
  });
});
