import type { State } from '../../../../../shared/domain/lifecycle';
import type { Answers } from '../../../../../shared/domain/registration';
import {
  deleteAccount,
  type AccountDeleted,
  type Farewell,
} from '../../../../../server/use-cases/privacy/delete-account';
import { endRetention } from '../../../../../server/use-cases/privacy/end-retention';
import { endSessions } from '../../../../../server/use-cases/accounts/end-sessions';
import { holdAnswers, heldAnswersOf } from '../../../../../server/use-cases/privacy/held-answers';
import { laneOf } from '../../../../../server/use-cases/chat/leave-replies';
import { liveKeyOf } from '../../../../../server/use-cases/chat/live-session';
import { outboxRow } from '../../../../../server/use-cases/outbox-rows';
import type { ChatState, Handoff } from '../../../../../server/use-cases/ports/chat';
import type { SessionStore } from '../../../../../server/use-cases/ports/sessions';
import type { Repositories } from '../../../../../server/use-cases/ports/storage';
import { tickNotice } from '../../../../../server/use-cases/privacy/ticks';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { registrationOf } from '../../../../support/embedded-context';
import { handoffAt } from '../../../../support/handoffs';
import { residentIdOf } from '../../../../support/ids';
import { OTHER_SITE } from '../../../../support/season';

const DAY_MS = 86_400_000;
const ANSWERS: Answers = {
  documentType: 'resident_id',
  documentNumber: residentIdOf({}),
  name: '林小明',
  mobile: '13900139000',
  siteCode: OTHER_SITE,
};

let world: AccountWorld;
let accountId: string;
beforeEach(async () => {
  world = await accountWorld();
  ({ id: accountId } = await world.passport());
  await world.context.unitOfWork.run((tx) =>
    tx.identities.bind({ kind: 'openid', value: 'openid-1', accountId, boundAt: NOW }),
  );
});
afterEach(() => world.close());

async function registered(state: State, photoId: string | null = null): Promise<string> {
  const { context, season } = world;
  const registration = registrationOf(context, {
    accountId,
    seasonId: season.id,
    state,
    answers: ANSWERS,
    photoId,
    deleteReason: state === 'deleted' ? '我姓林，电话13900139000' : null,
  });
  await context.unitOfWork.run((tx) => tx.registrations.insert(registration));
  return registration.id;
}

async function deletes(
  alongside: (tx: Repositories) => Promise<void> = async () => {},
): Promise<AccountDeleted> {
  const account = await world.account(accountId);
  return deleteAccount(world.context, { account, reason: 'privacy', alongside });
}

const chatOf = (externalUserId: string): ChatState => ({
  externalUserId,
  openKfId: 'wk-test',
  accountId,
  lastCustomerAt: NOW,
  sentSince: 0,
  serviceState: 1,
  servicerUserid: null,
  version: 1,
});

const handoffOf = (externalUserId: string): Handoff => handoffAt(NOW, { accountId, externalUserId });

const find = (id: string) => world.read((tx) => tx.registrations.find(id));

describe('deleteAccount', () => {
  it.each(['draft', 'saved', 'ready', 'pending', 'rejected', 'approved', 'deleted', 'expired'] as const)(
    'erases what an unpaid registration in %s holds (PR14, S31)',
    async (state) => {
      const id = await registered(state, 'photo-1');

      expect(await deletes()).toEqual({ ok: true, keptUntil: null });

      const after = await find(id);
      expect(after).toMatchObject({ answers: {}, changeSet: null, photoId: null, deleteReason: null });
      expect(['draft', 'deleted', 'expired']).toContain(after?.state);
      expect(await world.sent('photo.replaced')).toMatchObject([{ payload: { photoId: 'photo-1' } }]);
    },
  );

  it('closes the account, frees its addresses and lets no phone in', async () => {
    const login = await world.phone('openid-1');

    await deletes();

    expect(await world.account(accountId)).toMatchObject({
      state: 'closed',
      email: null,
      mobile: null,
      passwordHash: null,
    });
    await world.read(async (tx) => {
      expect(await tx.accounts.findByVerifiedEmail('lin@example.com')).toBeNull();
      expect(await tx.identities.listOf(accountId)).toEqual([]);
      expect(await tx.logins.find(login.tokenHash)).toBeNull();
    });
  });

  it('removes the conversation and what waits for a guardian, and keeps consents as proofs (PR12)', async () => {
    const { context, season } = world;
    const actor = { role: 'candidate', id: accountId, channel: 'chat' } as const;
    const textVersion = season.notices.find(({ id }) => id === 'general_consent')?.version ?? '';
    await context.unitOfWork.run(async (tx) => {
      await tickNotice(tx, context, { accountId, season, noticeId: 'general_consent', textVersion, actor });
      const line = { id: 'line-1', accountId, messageId: 'm-1', text: '我叫林小明', at: NOW };
      await tx.transcripts.addNew([{ ...line, channel: 'kf', from: 'candidate' }]);
    });
    await holdAnswers(context, accountId, { documentNumber: residentIdOf({ birthDate: '2015-03-15' }) });

    await deletes();

    expect(await heldAnswersOf(context, accountId)).toBeNull();
    await world.read(async (tx) => {
      expect(await tx.transcripts.lastOf(accountId, 5)).toEqual([]);
      expect(await tx.consents.historyOf(accountId)).toMatchObject([{ withdrawnAt: NOW }]);
    });
  });

  it('leaves neither the customer-service id nor a live session of a person who is forgotten (PR14)', async () => {
    const { context } = world;
    const keys = [{ externalUserId: 'wm-1' }, { accountId }].map((of) => liveKeyOf(context, of));
    const lane = laneOf(context, 'wm-1');
    await context.unitOfWork.run(async (tx) => {
      await tx.identities.bind({ kind: 'external_userid', value: 'wm-1', accountId, boundAt: NOW });
      await tx.chats.insert(chatOf('wm-1'));
      await tx.handoffs.insert(handoffOf('wm-1'));
      const reply = {
        topic: 'chat.replied',
        key: 'reply',
        payload: {},
        secret: '林小明',
        group: lane,
        place: 9,
      };
      await tx.outbox.add([outboxRow(context, reply)]);
    });
    for (const key of keys) await context.sessions.save(key, '{"v":1,"unconfirmed":"林小明"}', 0, DAY_MS);

    await deletes();

    await world.read(async (tx) => {
      expect(await tx.chats.find('wm-1')).toBeNull();
      expect((await tx.handoffs.find('handoff-1'))?.externalUserId).toBeNull();
      expect(await tx.outbox.hasLater({ group: lane, place: 0 })).toBe(false);
    });
    expect(await Promise.all(keys.map((key) => context.sessions.load(key)))).toEqual([null, null]);
    expect(await world.sent('chat.replied')).toEqual([]);
  });

  it('leaves the removal of live sessions to a job while the store is down (PR14)', async () => {
    const { context } = world;
    const key = liveKeyOf(context, { accountId });
    await context.sessions.save(key, '林小明', 0, DAY_MS);
    const { sessions } = context;
    const down: SessionStore = { ...sessions, remove: () => Promise.resolve(false) };
    context.sessions = down;

    await deletes();

    const [job] = await world.sent('session.ended');
    expect(JSON.stringify(job!.payload)).not.toContain(key);
    const keys = JSON.parse(job!.secret!) as string[];
    expect(await endSessions({ sessions: down }, keys)).toBe(false);
    expect(await endSessions({ sessions }, keys)).toBe(true);
    expect(await sessions.load(key)).toBeNull();
  });

  it('is told at both addresses, which are sealed until then', async () => {
    await deletes();

    const [told] = await world.sent('account.deleted');
    expect(told?.payload).toEqual({ accountId });
    expect(JSON.parse(told?.secret ?? '') as Farewell).toMatchObject({
      email: 'lin@example.com',
      mobile: '13800138000',
      keptUntil: null,
    });
  });

  it.each([
    ['paying', 'account.order_open'],
    ['paid', 'account.exam_ahead'],
    ['part_paid', 'account.exam_ahead'],
  ] as const)('changes nothing while a registration is %s', async (state, code) => {
    const id = await registered(state);

    expect(await deletes()).toMatchObject({ ok: false, why: 'refused', reasons: [{ code }] });

    expect((await find(id))?.answers).toEqual(ANSWERS);
    expect((await world.account(accountId)).state).toBe('active');
  });

  it('keeps a paid registration until its disputes end, then erases it (PR12, PR14)', async () => {
    const id = await registered('paid', 'photo-2');
    const examOver = Date.parse(`${world.season.examTo}T24:00:00+08:00`);
    world.clock.at = examOver + DAY_MS;

    expect(await deletes()).toEqual({ ok: true, keptUntil: examOver + 180 * DAY_MS });

    expect(await find(id)).toMatchObject({ state: 'paid', answers: ANSWERS, photoId: 'photo-2' });
    const planned = async () =>
      (await world.sent('retention.ended')).map(({ payload, dueAt }) => [payload['registrationId'], dueAt]);
    expect(await planned()).toEqual([[id, examOver + 180 * DAY_MS]]);
    world.clock.at += 3 * 365 * DAY_MS;
    expect(await planned()).toEqual([[null, world.clock.at]]);

    expect(await endRetention(world.context, { accountId, registrationId: id })).toBe('ended');
    expect(await find(id)).toMatchObject({ state: 'paid', answers: {}, photoId: null });
    expect(await world.sent('photo.replaced')).toHaveLength(1);
  });

  it('leaves everything as it was when what commits with it fails', async () => {
    const id = await registered('ready');

    await expect(deletes(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect((await find(id))?.answers).toEqual(ANSWERS);
    expect((await world.account(accountId)).state).toBe('active');
  });

  it('loses to a change of the account made at the same time', async () => {
    const account = await world.account(accountId);
    await world.context.unitOfWork.run((tx) => tx.accounts.save({ ...account, locale: 'en' }));

    const late = await deleteAccount(world.context, { account, reason: 'other', alongside: async () => {} });

    expect(late).toEqual({ ok: false, code: 'link.busy' });
    expect((await world.account(accountId)).state).toBe('active');
  });
});

describe('endRetention', () => {
  it('touches nothing of an account that is in use', async () => {
    const id = await registered('paid');

    await endRetention(world.context, { accountId, registrationId: id });

    expect((await find(id))?.answers).toEqual(ANSWERS);
  });

  it('removes the consents of an account that ended', async () => {
    const { context } = world;
    const consent = {
      id: 'c-1',
      accountId,
      seasonId: null,
      noticeId: 'general_consent',
      textVersion: '1',
    } as const;
    await context.unitOfWork.run((tx) =>
      tx.consents.add({ ...consent, channel: 'chat', givenAt: NOW, withdrawnAt: null, guardian: null }),
    );
    await deletes();

    await endRetention(context, { accountId, registrationId: null });

    expect(await world.read((tx) => tx.consents.historyOf(accountId))).toEqual([]);
  });
});
