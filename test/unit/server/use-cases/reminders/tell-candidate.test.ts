import { guestAccount } from '../../../../../server/use-cases/accounts/open-account';
import { storeSeason } from '../../../../../server/use-cases/seasons/import-season';
import { PlatformError, TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import { StorageUnavailableError } from '../../../../../server/use-cases/ports/storage-errors';
import type { NoticeContext } from '../../../../../server/use-cases/reminders/send-notice';
import { tellCandidate } from '../../../../../server/use-cases/reminders/tell-candidate';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';
import { smallSeason } from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const OUTBOX_ID = 'row-1';

let embedded: EmbeddedContext;
let context: NoticeContext;
let registrationId: string;
/** What left: the channel, and the answer it got. */
let left: string[];
let answers: { chat: unknown[]; mail: unknown[] };
/** The process dies after so many sends: storage is gone when it wants to record. */
let dies: boolean;

beforeEach(async () => {
  embedded = await embeddedContext(NOW);
  left = [];
  answers = { chat: [], mail: [] };
  dies = false;
  const base = embedded.context;
  const answer = (channel: 'chat' | 'mail') => {
    left.push(channel);
    const error = answers[channel].shift();
    return error ? Promise.reject(error) : Promise.resolve({ msgId: '' });
  };
  const run: NoticeContext['unitOfWork']['run'] = (work) =>
    dies && left.length > 0
      ? Promise.reject(new StorageUnavailableError('DEPENDENCY_UNAVAILABLE', 'ECONNRESET'))
      : base.unitOfWork.run(work);
  context = {
    ...base,
    unitOfWork: { ...base.unitOfWork, run },
    kf: { sendMsg: () => answer('chat') } as unknown as NoticeContext['kf'],
    wechat: {} as NoticeContext['wechat'],
    mailer: { sendMail: () => answer('mail').then(() => undefined) },
  };
  const season = smallSeason({ now: NOW });
  await storeSeason(base, { season, actor: { role: 'administrator', id: 'test', channel: 'command' } });
  const guest = guestAccount(base, 'zh-CN');
  const account = { ...guest, state: 'active' as const, email: 'a@example.com', emailVerifiedAt: NOW };
  const registration = registrationOf(base, { seasonId: season.id, accountId: account.id, state: 'ready' });
  registrationId = registration.id;
  await base.unitOfWork.run(async (tx) => {
    await tx.accounts.insert(account);
    await tx.registrations.insert(registration);
  });
});
afterEach(() => embedded.close());

/** An open conversation, with one place left beside the reserve where nothing else is said. */
const withChat = (sentSince = 3) =>
  embedded.context.unitOfWork.run(async (tx) => {
    const { accountId } = (await tx.registrations.find(registrationId))!;
    await tx.chats.insert({
      externalUserId: 'wm-1',
      openKfId: 'wk-1',
      accountId,
      lastCustomerAt: NOW - 1000,
      sentSince,
      serviceState: 1,
      servicerUserid: null,
      version: 1,
    });
  });
const tell = (outboxId = OUTBOX_ID) =>
  tellCandidate(context, {
    outboxId,
    registrationId,
    refundId: null,
    paidCodes: null,
    occasion: { about: 'registration.expired' },
  });
const recorded = () =>
  embedded.context.unitOfWork.read(async (tx) =>
    (await tx.deliveries.listOf(OUTBOX_ID)).map(({ channel, outcome }) => `${channel} ${outcome}`),
  );
const lost = () => new TransportError({ platform: 'mail', path: 'SMTP', reason: 'timeout' });

describe('tellCandidate', () => {
  it('never sends a second mail after a crash between sending and recording; the record says unknown (promise 5)', async () => {
    dies = true;
    await expect(tell()).rejects.toBeInstanceOf(StorageUnavailableError);
    dies = false;

    expect(await tell()).toBe('unknown');
    expect(left).toEqual(['mail']);
    expect(await recorded()).toEqual(['mail unknown']);
  });

  it('asks the chat again under the same id after a crash, and learns that the message arrived', async () => {
    await withChat();
    dies = true;
    await expect(tell()).rejects.toBeInstanceOf(StorageUnavailableError);
    dies = false;
    answers.chat = [
      new PlatformError({ platform: 'kf', path: '/x', status: 200, code: 40058, class: 'PERMANENT' }),
    ];

    expect(await tell()).toBe('sent');
    expect(left).toEqual(['chat', 'chat']);
    expect(await recorded()).toEqual(['chat sent']);
  });

  it('does not tell by mail what the chat may have told before it was closed', async () => {
    await withChat();
    answers.chat = [
      new TransportError({ platform: 'kf', path: '/x', reason: 'timeout' }),
      new PlatformError({ platform: 'kf', path: '/x', status: 200, code: 95002, class: 'CHANNEL' }),
    ];
    await expect(tell()).rejects.toBeInstanceOf(TransportError);

    expect(await tell()).toBe('unknown');
    expect(left).toEqual(['chat', 'chat']);
    expect(await recorded()).toEqual(['chat unknown']);
  });

  it('tries a mail again that surely did not leave', async () => {
    answers.mail = [new TransportError({ platform: 'mail', path: 'SMTP', reason: 'connect' })];
    await expect(tell()).rejects.toBeInstanceOf(TransportError);
    expect(await recorded()).toEqual(['mail not_sent']);

    expect(await tell()).toBe('sent');
    expect(await tell()).toBe('sent');
    expect(left).toEqual(['mail', 'mail']);
    expect(await recorded()).toEqual(['mail sent']);
  });

  it('leaves a mail of unknown fate alone', async () => {
    answers.mail = [lost()];
    expect(await tell()).toBe('unknown');
    expect(await tell()).toBe('unknown');
    expect(left).toEqual(['mail']);
  });

  it('goes on by mail, once, when the chat did not deliver what it had taken', async () => {
    await withChat();
    expect(await tell()).toBe('sent');
    await embedded.context.unitOfWork.run((tx) => tx.deliveries.markByDetail(OUTBOX_ID, 'failed', NOW));

    expect([await tell(), await tell()]).toEqual(['sent', 'sent']);
    expect(left).toEqual(['chat', 'mail']);
    expect((await recorded()).toSorted()).toEqual(['chat failed', 'mail sent']);
  });

  it('goes on by mail where the chat refuses', async () => {
    await withChat();
    answers.chat = [
      new PlatformError({ platform: 'kf', path: '/x', status: 200, code: 95001, class: 'CHANNEL' }),
    ];
    expect(await tell()).toBe('sent');
    expect(left).toEqual(['chat', 'mail']);
    expect((await recorded()).toSorted()).toEqual(['chat refused', 'mail sent']);
  });

  it('tells both of two notices of one moment in the chat (promise 5)', async () => {
    await withChat(0);
    expect(await Promise.all([tell('row-1'), tell('row-2')])).toEqual(['sent', 'sent']);
    expect(left).toEqual(['chat', 'chat']);
  });

  it('is not put off the chat by a message of the person in the same moment', async () => {
    await withChat(0);
    // Between reading the conversation and taking a place in it, the person writes.
    const { run } = context.unitOfWork;
    const afterTheyWrote: typeof run = async (work) => {
      if (left.length === 0) {
        await run(async (tx) => {
          const chat = (await tx.chats.find('wm-1'))!;
          await tx.chats.save({ ...chat, lastCustomerAt: NOW, sentSince: 1 });
        });
      }
      return run(work);
    };
    context = { ...context, unitOfWork: { ...context.unitOfWork, run: afterTheyWrote } };
    expect(await tell()).toBe('sent');
    expect(left).toEqual(['chat']);
  });

  it('sends one mail when the row of a notice and the row of its failure are at work at once', async () => {
    await withChat();
    answers.chat = [new TransportError({ platform: 'kf', path: '/x', reason: 'timeout' })];
    await expect(tell()).rejects.toBeInstanceOf(TransportError);
    await embedded.context.unitOfWork.run((tx) => tx.deliveries.markByDetail(OUTBOX_ID, 'failed', NOW));

    const told = await Promise.all([tell(), tell()]);

    expect(left).toEqual(['chat', 'mail']);
    expect(told).toContain('sent');
    expect((await recorded()).toSorted()).toEqual(['chat failed', 'mail sent']);
  });
});
