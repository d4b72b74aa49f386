import {
  deliverWords,
  type WordsContext,
  type WordsRow,
} from '../../../../../server/use-cases/support/deliver-words';
import type { Account } from '../../../../../server/use-cases/ports/accounts';
import { PlatformError, TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import { HOUR_MS } from '../../../../../shared/domain/time';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';

let world: AccountWorld;
let context: WordsContext;
let account: Account;
/** What left, and the answers to come. */
let left: string[];
let answers: (Error | null)[];
/** What is on record of the message while it leaves. */
let meanwhile: (string | null)[];
beforeEach(async () => {
  world = await accountWorld();
  [left, answers, meanwhile] = [[], [], []];
  const answer = async (name: string) => {
    left.push(name);
    meanwhile.push(await outcome());
    const error = answers.shift();
    if (error) throw error;
    return { msgId: '' };
  };
  context = {
    ...world.context,
    kf: {
      sendMsg: ({ msgId }: { msgId: string }) => answer(`chat ${msgId}`),
      serviceStateGet: async () => ({ state: 1, servicerUserid: null }),
    } as unknown as WordsContext['kf'],
    wechat: {} as WordsContext['wechat'],
    mailer: {
      sendMail: async ({ text }) => void (await answer(`mail ${text.includes('请补传') ? 'words' : 'look'}`)),
    },
  };
  account = await world.customer('wm-1');
});
afterEach(() => world.close());

const deliver = (changes: Partial<WordsRow> = {}) =>
  deliverWords(context, {
    ...{
      outboxId: 'row',
      handoffId: 'handoff',
      accountId: account.id,
      road: 'chat',
      mark: 'mark',
      writtenAt: NOW,
    },
    leaving: { text: '请补传照片', externalUserId: 'wm-1', openKfId: 'wk-test' },
    ...changes,
  });
const outcome = () =>
  world.context.unitOfWork.read(async (tx) => (await tx.deliveries.findByDetail('mark'))?.outcome ?? null);
const isOwnerTold = () =>
  world.context.unitOfWork.read((tx) =>
    tx.outbox.hasWaiting({
      topic: 'support.not_delivered',
      payload: { handoffId: 'handoff' },
      dueBy: NOW + 9 * HOUR_MS,
    }),
  );
const platform = (code: number, kind: ConstructorParameters<typeof PlatformError>[0]['class']) =>
  new PlatformError({ platform: 'wecom', path: '/kf/send_msg', code, class: kind, status: 200 });
const lost = () => new TransportError({ platform: 'wecom', path: '/kf/send_msg', reason: 'timeout' });

/** The candidate proves an address, by which mails go. */
async function withMail(): Promise<void> {
  const address = { email: 'candidate@example.com', emailVerifiedAt: NOW };
  await world.context.unitOfWork.run((tx) => tx.accounts.save({ ...account, ...address }));
}

/** A try that died after it was begun. */
async function begun(road: 'chat' | 'mail'): Promise<void> {
  const record = { id: 'begun', outboxId: 'row', accountId: account.id, topic: 'support.written', at: NOW };
  await world.context.unitOfWork.run((tx) =>
    tx.deliveries.add({ ...record, channel: road, outcome: 'unknown', detail: 'mark' }),
  );
}

describe('deliverWords', () => {
  it('sends into the chat once, under the mark of its form', async () => {
    await deliver();
    await deliver();
    expect([left, await outcome(), await isOwnerTold()]).toEqual([['chat mark'], 'sent', false]);
  });

  it('tells the owner what the platform refuses for good (promise 5)', async () => {
    answers = [platform(95001, 'CHANNEL')];
    await deliver();
    expect([await outcome(), await isOwnerTold()]).toEqual(['refused', true]);
  });

  it('tells the owner also when the platform then does not say whose the conversation is', async () => {
    context.kf.serviceStateGet = () => Promise.reject(lost());
    answers = [platform(95016, 'CHANNEL')];
    await deliver();
    expect([await outcome(), await isOwnerTold()]).toEqual(['refused', true]);
  });

  it('tries a lost answer again under the same id, and takes the repeat for its arrival (kf.md 4.1)', async () => {
    answers = [lost(), platform(40058, 'PERMANENT')];
    await expect(deliver()).rejects.toThrow(TransportError);
    expect(await outcome()).toBe('unknown');
    await deliver();
    expect([left, await outcome(), await isOwnerTold()]).toEqual([['chat mark', 'chat mark'], 'sent', false]);
  });

  it('is of unknown fate while it leaves, also at its second try: whoever dies then is followed by one who knows', async () => {
    answers = [platform(-1, 'RETRY')];
    await expect(deliver()).rejects.toThrow(PlatformError);
    expect(await outcome()).toBe('not_sent');
    await deliver();
    expect([meanwhile, await outcome()]).toEqual([['unknown', 'unknown'], 'sent']);
  });

  it.each([
    ['chat', 'sent', ['chat mark']],
    ['mail', 'unknown', []],
  ] as const)(
    'takes the %s words of a try that died for what may have arrived',
    async (road, fate, again) => {
      await withMail();
      await begun(road);
      answers = [platform(40058, 'PERMANENT')];
      await deliver({ road });
      expect([left, await outcome(), await isOwnerTold()]).toEqual([again, fate, false]);
    },
  );

  it('still does not know of the first try when the second surely did not leave', async () => {
    answers = [lost(), platform(-1, 'RETRY')];
    await expect(deliver()).rejects.toThrow(TransportError);
    await expect(deliver()).rejects.toThrow(PlatformError);
    expect(await outcome()).toBe('unknown');
  });

  it('does not know what an answer that says nothing means', async () => {
    answers = [platform(500, 'UNKNOWN')];
    await expect(deliver()).rejects.toThrow(PlatformError);
    expect(await outcome()).toBe('unknown');
  });

  it('gives up after an hour of a busy platform, and says so', async () => {
    answers = [platform(-1, 'RETRY')];
    await expect(deliver()).rejects.toThrow(PlatformError);
    world.clock.at += HOUR_MS + 1;
    await deliver();
    expect([left, await outcome(), await isOwnerTold()]).toEqual([['chat mark'], 'undeliverable', true]);
  });

  it('mails the words to a verified address, and never twice when their fate is not known', async () => {
    await withMail();
    answers = [lost()];
    await deliver({ road: 'mail' });
    await deliver({ road: 'mail' });
    expect([left, await outcome(), await isOwnerTold()]).toEqual([['mail words'], 'unknown', false]);
  });

  it('says that a mail has nowhere to go', async () => {
    await deliver({ road: 'mail' });
    expect([left, await outcome(), await isOwnerTold()]).toEqual([[], 'undeliverable', true]);
  });

  it('tells of an answer in the mini program elsewhere, without its words, unless the candidate has spoken since', async () => {
    await withMail();
    await deliver({ road: 'app' });
    expect(left).toEqual(['mail look']);
    const spoken = { id: 'line', accountId: account.id, channel: 'mini_program', messageId: 'm' } as const;
    await world.context.unitOfWork.run((tx) =>
      tx.transcripts.addNew([{ ...spoken, from: 'candidate', text: '好', at: NOW + 1 }]),
    );
    await deliver({ road: 'app', outboxId: 'other', mark: 'other' });
    expect([left, await isOwnerTold()]).toEqual([['mail look'], false]);
  });

  it('keeps on record under the mark of the line that nothing could tell of it', async () => {
    await deliver({ road: 'app' });
    expect([left, await outcome(), await isOwnerTold()]).toEqual([[], 'undeliverable', false]);
  });

  it('does not take words in the customer-service chat for a look into the mini program', async () => {
    await withMail();
    const spoken = { id: 'line', accountId: account.id, channel: 'kf', messageId: 'm' } as const;
    await world.context.unitOfWork.run((tx) =>
      tx.transcripts.addNew([{ ...spoken, from: 'candidate', text: '在吗', at: NOW + 1 }]),
    );
    await deliver({ road: 'app' });
    expect(left).toEqual(['mail look']);
  });
});
