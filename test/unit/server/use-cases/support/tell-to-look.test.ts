import { storeSeason } from '../../../../../server/use-cases/seasons/import-season';
import type { Account } from '../../../../../server/use-cases/ports/accounts';
import { PlatformError, TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import type { NoticeContext } from '../../../../../server/use-cases/reminders/send-notice';
import { outboxRow } from '../../../../../server/use-cases/outbox-rows';
import { lookGroupOf, tellToLook, type ToLookAt } from '../../../../../server/use-cases/support/tell-to-look';
import { DAY_MS, HOUR_MS } from '../../../../../shared/domain/time';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';

type Message = Parameters<NoticeContext['wechat']['subscribeSend']>[0];

let world: AccountWorld;
let context: NoticeContext;
let account: Account;
let messages: Message[];
let mails: { subject: string; text: string }[];
let refusals: Error[];

beforeEach(async () => {
  world = await accountWorld();
  [messages, mails, refusals] = [[], [], []];
  context = {
    ...world.context,
    kf: {} as NoticeContext['kf'],
    wechat: {
      subscribeSend: async (message: Message) => {
        messages.push(message);
        const refusal = refusals.shift();
        if (refusal) throw refusal;
      },
    } as unknown as NoticeContext['wechat'],
    mailer: { sendMail: async ({ subject, text }) => void mails.push({ subject, text }) },
  };
  const fields = { thing1: 'note', time2: 'answered_at' } as const;
  const template = {
    kind: 'support_answer',
    templateId: 'ANSWER',
    page: 'pages/chat/index',
    fields,
  } as const;
  const actor = { role: 'administrator', id: 'command', channel: 'command' } as const;
  await storeSeason(context, { season: { ...world.season, templates: [template] }, actor });
  account = await world.passport();
  const binding = { accountId: account.id, boundAt: NOW, kind: 'openid', value: 'o-1' } as const;
  await context.unitOfWork.run((tx) => tx.identities.bind(binding));
});
afterEach(() => world.close());

const permit = () => context.unitOfWork.run((tx) => tx.permits.add('o-1', 'ANSWER', 1, NOW));
const permitsLeft = () => world.read((tx) => tx.permits.balance('o-1', 'ANSWER'));
const tell = (look: ToLookAt | null = { about: 'answer' }) =>
  tellToLook(context, {
    ...{ outboxId: 'row', topic: 'support.written', accountId: account.id, at: NOW },
    find: async () => look,
  });

describe('tellToLook', () => {
  it('tells by a subscription message that leads to the conversation, and says none of its words', async () => {
    await permit();
    expect(await tell()).toBe('sent');
    expect(messages).toEqual([
      {
        ...{ toOpenid: 'o-1', templateId: 'ANSWER', page: 'pages/chat/index', lang: 'zh_CN' },
        values: { thing1: '客服回复了您，点开查看', time2: '2027年1月2日 10:00' },
      },
    ]);
    expect([mails, await permitsLeft()]).toEqual([[], 0]);
  });

  it('tells once, however often its job runs', async () => {
    await permit();
    await permit();
    expect([await tell(), await tell()]).toEqual(['sent', 'sent']);
    expect([messages.length, mails.length, await permitsLeft()]).toEqual([1, 0, 1]);
  });

  it('tells by mail where no message is allowed', async () => {
    expect(await tell()).toBe('sent');
    expect([messages, mails.map(({ subject }) => subject)]).toEqual([[], ['客服回复了您的问题']]);
  });

  it('goes on by mail where WeChat refuses, and puts the count of permissions right (43101)', async () => {
    await permit();
    refusals = [
      new PlatformError({ platform: 'wechat', path: '/x', code: 43101, class: 'CHANNEL', status: 200 }),
    ];
    expect(await tell()).toBe('sent');
    expect([messages.length, mails.length, await permitsLeft()]).toEqual([1, 1, 0]);
  });

  it('sends no mail after a message that may have arrived (promise 5)', async () => {
    await permit();
    refusals = [new TransportError({ platform: 'wechat', path: '/x', reason: 'timeout' })];
    expect([await tell(), await tell()]).toEqual(['unknown', 'unknown']);
    expect([messages.length, mails.length]).toEqual([1, 0]);
  });

  it('says nothing to whoever has closed the account meanwhile (PR14)', async () => {
    await context.unitOfWork.run((tx) => tx.accounts.save({ ...account, state: 'closed' }));
    await permit();
    await tell();
    expect([messages, mails]).toEqual([[], []]);
  });

  it('waits for the morning at night, and says nothing then about what is over', async () => {
    await permit();
    world.clock.at = NOW + 13 * HOUR_MS;
    expect(await tell()).toEqual({ waitMs: 9 * HOUR_MS });
    world.clock.at += 9 * HOUR_MS;
    expect(await tell(null)).toBe('nothing_to_tell');
    expect([messages, mails]).toEqual([[], []]);
    expect(await tell()).toBe('sent');
  });

  const delay = { about: 'delay', subject: '', text: '', poolCode: null } as const;
  const proposal = { about: 'proposal', expiresAt: NOW, url: null } as const;

  it('leaves the last permission for the answer that it was given for: a delay takes one more than that', async () => {
    await permit();
    expect(await tell(delay)).toBe('sent');
    expect([messages.length, mails.length, await permitsLeft()]).toEqual([0, 1, 1]);
    await permit();
    await tellToLook(context, {
      ...{ outboxId: 'second', topic: 'handoff.delayed', accountId: account.id, at: NOW },
      find: async () => delay,
    });
    expect([messages.length, mails.length, await permitsLeft()]).toEqual([1, 1, 1]);
  });

  it.each([
    ['takes it for a proposal where no answer waits', false, [1, 0, 0]],
    ['leaves it while an answer is still to be told', true, [0, 1, 1]],
  ] as const)('%s', async (_case, waits, left) => {
    await permit();
    if (waits) {
      const group = lookGroupOf(account.id);
      const row = { topic: 'support.written', key: 'k', payload: { writtenAt: NOW }, group };
      await context.unitOfWork.run((tx) => tx.outbox.add([outboxRow(context, row)]));
    }
    expect(await tell(proposal)).toBe('sent');
    expect([messages.length, mails.length, await permitsLeft()]).toEqual(left);
  });

  it('lets people sleep also while no season is under way', async () => {
    world.clock.at = NOW + 400 * DAY_MS + 13 * HOUR_MS;
    expect(await tell()).toEqual({ waitMs: 9 * HOUR_MS });
  });

  it('fits into the 20 characters of a thing in both languages (miniprogram.md 4.3)', async () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      await permit();
      const present = await world.account(account.id);
      await context.unitOfWork.run((tx) => tx.accounts.save({ ...present, locale }));
      for (const about of ['answer', 'proposal'] as const) {
        await permit();
        const look = about === 'answer' ? { about } : { about, expiresAt: NOW, url: null };
        await tellToLook(context, {
          ...{ outboxId: `${locale} ${about}`, topic: 'support.written', accountId: account.id, at: NOW },
          find: async () => look,
        });
      }
    }
    const notes = messages.map(({ values }) => values.thing1 ?? '');
    expect(notes).toEqual([
      '客服回复了您，点开查看',
      '客服建议的修改等您确认，点开查看',
      'Support has answered',
      'A change to confirm',
    ]);
    for (const note of notes) expect([...note].length).toBeLessThanOrEqual(20);
  });
});
