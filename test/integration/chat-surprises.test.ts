import { guestAccount } from '../../server/use-cases/accounts/open-account';
import type { Candidate } from '../platform/hands/candidate';
import { startStage, type Stage } from '../support/stage';

const MINUTE_MS = 60_000;

describe('A chat in which the platform does what it may', () => {
  let stage: Stage;
  let person: { candidate: Candidate; says(text: string): Promise<void> };
  beforeEach(async () => {
    stage = await startStage({ settings: { LOG_LEVEL: 'silent', KF_LOOK_MINUTES: '5' } });
    const candidate = stage.platform.candidate({ nickname: '赵试甲' });
    const says = async (text: string) => {
      await candidate.types(text);
      await stage.settle();
    };
    person = { candidate, says };
  });
  afterEach(() => stage.stop());

  const SEND = '/cgi-bin/kf/send_msg';
  const WELCOME = '/cgi-bin/kf/send_msg_on_event';
  const heard = () => person.candidate.newMessages().map(({ text, menu }) => text ?? JSON.stringify(menu));
  const enters = async () => {
    await person.candidate.entersChat();
    await stage.settle();
  };
  const parked = async () => (await stage.app.queue.stats(stage.clock.at)).parked;
  const outcomes = async () => {
    const { context } = stage.app;
    const outcome = (id: string) =>
      context.unitOfWork.read(async (tx) => (await tx.deliveries.findByDetail(id))?.outcome);
    const { sentIds } = stage.platform.kf;
    return Promise.all([...sentIds.keys()].map((key) => outcome(key.split('/')[1]!)));
  };

  it('answers the first message when the welcome came too late', async () => {
    stage.platform.fail({ path: WELCOME, how: { errcode: 40058 }, times: 1 });
    await enters();
    expect(heard()).toEqual([]);
    expect(await parked()).toBe(0);

    await person.says('你好');
    expect(heard()).not.toEqual([]);
  });

  it('knows whoever enters the chat by their unionid, first in the mini program or first in the chat (kf.md 1)', async () => {
    const { context } = stage.app;
    const { candidate } = person;
    const boundTo = (kind: 'unionid' | 'external_userid', value: string) =>
      context.unitOfWork.read(async (tx) => (await tx.identities.find(kind, value))?.accountId);
    await enters();
    expect(await boundTo('unionid', candidate.unionid)).toBe(
      await boundTo('external_userid', candidate.externalUserid),
    );

    const other = stage.platform.candidate({ nickname: '钱试乙' });
    const account = guestAccount(context, 'zh-CN');
    await context.unitOfWork.run(async (tx) => {
      await tx.accounts.insert(account);
      const binding = { accountId: account.id, boundAt: stage.clock.at };
      await tx.identities.bind({ kind: 'unionid', value: other.unionid, ...binding });
    });
    await other.entersChat();
    await stage.settle();
    expect(await boundTo('external_userid', other.externalUserid)).toBe(account.id);
  });

  it('greets although it cannot ask who entered', async () => {
    stage.platform.fail({ path: '/cgi-bin/kf/customer/batchget', how: { errcode: 48002 }, times: 1 });
    await enters();
    expect(heard()).not.toEqual([]);
  });

  it('answers although the bell was lost, within five minutes', async () => {
    await enters();
    heard();
    stage.platform.kf.quirks.silentBells = 1;
    await person.says('你好');
    expect(heard()).toEqual([]);
    await stage.push(5 * MINUTE_MS);
    expect(heard()).not.toEqual([]);
  });

  it('records a reply that the platform took and did not deliver, and answers the next message', async () => {
    await enters();
    heard();
    stage.platform.kf.quirks.failNext = { failType: 0, left: 1 };
    await person.says('你好');
    expect(heard()).toEqual([]);
    expect(await outcomes()).toContain('failed');
    await person.says('你好');
    expect(heard()).not.toEqual([]);
  });

  it.each([
    ['busy', -1, 3_000],
    ['an old token', 42001, 1_000],
    ['a bad token', 40014, 1_000],
    ['too many calls', 45009, MINUTE_MS],
    ['too many at once', 45033, 3_000],
    ['no permission for a while', 48002, 6 * MINUTE_MS],
  ])('answers after %s (%s)', async (_what, errcode, waitMs) => {
    await enters();
    heard();
    stage.platform.fail({ path: SEND, how: { errcode }, times: 2 });
    await person.says('你好');
    for (let waited = 0; waited < waitMs * 2; waited += waitMs / 2) await stage.push(waitMs / 2);
    expect(heard()).toHaveLength(1);
    expect(await parked()).toBe(0);
  });

  it.each([95001, 95002, 95013, 95018, 95031, 40096])('goes on after refusal %s', async (errcode) => {
    await enters();
    heard();
    stage.platform.fail({ path: SEND, how: { errcode }, times: 1 });
    await person.says('你好');
    expect(heard()).toEqual([]);
    expect(await parked()).toBe(0);
    await person.says('进度');
    expect(heard()).not.toEqual([]);
  });

  it('is silent once the platform says that a person serves, although no event told it', async () => {
    await enters();
    await person.says('你好');
    heard();
    person.candidate.chat.state = 3;
    person.candidate.chat.servicer = 'support-one';
    await person.says('进度');
    await person.says('进度');
    expect(heard()).toEqual([]);
    const { context } = stage.app;
    const chat = await context.unitOfWork.read((tx) => tx.chats.find(person.candidate.externalUserid));
    expect(chat?.serviceState).toBe(3);
    const refused = (await outcomes()).filter((outcome) => outcome === 'refused');
    expect(refused.length).toBeLessThanOrEqual(1);
  });

  it('answers every kind of message there is, and silly ones', async () => {
    await enters();
    await person.says('你好');
    heard();
    const kinds = [
      'voice video file location link business_card miniprogram msgmenu channels_shop_product',
      'channels_shop_order merged_msg channels meeting schedule note never_seen',
    ].flatMap((line) => line.split(' '));
    for (const kind of kinds) {
      await person.candidate.sends(kind, { media_id: 'x', anything: ['很多'.repeat(1_000)] });
      await stage.settle();
      expect([kind, heard().length > 0]).toEqual([kind, true]);
    }
    for (const content of ['', '   ', '\u0000', '😀'.repeat(20_000), '长'.repeat(200_000), '<xml>&#0;']) {
      await person.candidate.sends('text', { content });
      await stage.settle();
      expect([content.length, heard().length > 0]).toEqual([content.length, true]);
    }
    await person.candidate.sends('text', { content: '1', menu_id: 'x'.repeat(5_000) });
    await person.candidate.sends('image', { media_id: 7 });
    await person.candidate.sends('text', null as never);
    await stage.settle();
    expect(heard().length).toBeGreaterThanOrEqual(1);
    expect(await parked()).toBe(0);
  });

  it('answers messages that came twice once, and a message that was taken back like any other', async () => {
    await enters();
    await person.says('你好');
    heard();
    stage.platform.kf.quirks.doubleBells = true;
    stage.platform.kf.quirks.repeatMessages = 3;
    stage.platform.kf.quirks.emptyPages = 2;
    await person.candidate.types('进度');
    const taken = person.candidate.messages().findLast(({ from }) => from === 'customer')!;
    await person.candidate.recalls(taken);
    await stage.settle();
    expect(heard()).toHaveLength(1);
    expect(await parked()).toBe(0);
  });

  it('keeps the order of two messages sent at once', async () => {
    await enters();
    await person.says('你好');
    heard();
    await Promise.all([person.candidate.types('English'), person.candidate.types('帮助')]);
    await stage.settle();
    const [first, second] = heard();
    expect([typeof first, typeof second]).toEqual(['string', 'string']);
  });
});
