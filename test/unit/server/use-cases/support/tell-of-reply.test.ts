import { createAssistant } from '../../../../../bot/assistant';
import { memorySessionStore } from '../../../../../server/sessions/memory-session-store';
import { memoryRateLimiter } from '../../../../../server/sessions/rate-limiter';
import type { TurnContext } from '../../../../../server/use-cases/chat/chat-turn';
import type { Handoff } from '../../../../../server/use-cases/ports/chat';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import {
  answerProposalByLink,
  mintProposalLink,
} from '../../../../../server/use-cases/support/proposal-link';
import { withdrawProposal } from '../../../../../server/use-cases/support/end-proposal';
import { proposeChange } from '../../../../../server/use-cases/support/propose-change';
import type { ProposalReply } from '../../../../../server/use-cases/support/settle-proposal';
import { takeAppTurn } from '../../../../../server/use-cases/chat/take-app-turn';
import { takeChatTurn } from '../../../../../server/use-cases/chat/take-chat-turn';
import { tellOfReply } from '../../../../../server/use-cases/support/tell-of-reply';
import type { TellWriterContext } from '../../../../../server/use-cases/support/tell-writer';
import { PROPOSAL_LIFE_MS } from '../../../../../shared/domain/proposal';
import { DAY_MS } from '../../../../../shared/domain/time';
import { deskCase, SERVICER, type DeskCase } from '../../../../support/desk-case';
import { COMPLETE, NOW } from '../../../../support/situations';

const OWNER: StaffMember = { ...SERVICER, id: 'staff-2', userid: 'owner' };
const ADDRESSES = { publicUrl: 'https://exam.example', miniProgramAppId: 'wx1' };
const login = { openid: 'o-1' } as Parameters<typeof takeAppTurn>[1]['login'];

interface State {
  serviceState: 0 | 1 | 2 | 3 | 4;
  handoff: Partial<Handoff>;
}
const OWNED = { state: 'served', ownerStaffId: OWNER.id, servedFrom: 'wecom', takenAt: NOW } as const;
const OVER = { state: 'closed', closedAt: NOW, outcome: 'solved' } as const;
const STATES = {
  'the bot has it': { serviceState: 1, handoff: OVER },
  'it waits in our queue': { serviceState: 1, handoff: { state: 'queued' } },
  'it waits in the pool': { serviceState: 2, handoff: { state: 'queued' } },
  'a person serves it in WeCom': { serviceState: 3, handoff: { ...OWNED, servicerUserid: 'owner' } },
  'a person serves it from the desk': { serviceState: 1, handoff: OWNED },
  'it has ended': { serviceState: 4, handoff: OVER },
} as unknown as Record<string, State>;

let desk: DeskCase;
let context: TurnContext & TellWriterContext;
let told: { toUsers: string[]; content: string }[];
let proposalId: string;
let turns = 0;

beforeEach(async () => {
  desk = await deskCase();
  told = [];
  context = {
    ...desk.context,
    ...{ sessions: memorySessionStore({ clock: desk.context.clock }), assistant: createAssistant() },
    ...{ addresses: ADDRESSES, limiter: memoryRateLimiter(desk.context.clock) },
    wecom: {
      messageSend: async ({ toUsers, text }: { toUsers: string[]; text: { content: string } }) => {
        told.push({ toUsers, content: text.content });
        return { reached: toUsers };
      },
    } as unknown as TellWriterContext['wecom'],
  };
  const { id: accountId } = desk.account;
  await context.unitOfWork.run(async (tx) => {
    await tx.staff.replaceAll([SERVICER, OWNER]);
    await tx.identities.bind({ kind: 'openid', value: 'o-1', accountId, boundAt: NOW });
    await tx.identities.bind({ kind: 'external_userid', value: 'wm-1', accountId, boundAt: NOW });
  });
  const sent = await proposeChange(context, {
    ...{ handoffId: desk.handoffId, member: SERVICER, reason: '职业和学生证不一致', send: true },
    answers: { occupation: 'teacher' },
  });
  if (sent.kind !== 'sent') throw new Error(sent.kind);
  proposalId = sent.proposal.id;
});
afterEach(() => desk.close());

async function enter({ serviceState, handoff }: State): Promise<void> {
  await context.unitOfWork.run(async (tx) => {
    const present = (await tx.handoffs.find(desk.handoffId))!;
    await tx.handoffs.save({ ...present, ...handoff });
    await tx.chats.insert({
      ...{ externalUserId: 'wm-1', openKfId: 'wk-1', accountId: desk.account.id, servicerUserid: null },
      ...{ lastCustomerAt: NOW, sentSince: 0, serviceState, version: 1 },
    });
  });
}
const inApp = (message: Parameters<typeof takeAppTurn>[1]['message']) =>
  takeAppTurn(context, { login, clientId: `message-${(turns += 1)}`, message });
const lines = async () => await context.unitOfWork.read((tx) => tx.transcripts.lastOf(desk.account.id, 50));

/** The button as the mini program shows it when its chat is opened. */
async function button(): Promise<string> {
  await inApp({ kind: 'entered' });
  const menu = (await lines()).findLast((line) => line.menu !== undefined)?.menu ?? '';
  const id = new RegExp(`"([^"]+:proposal_yes\\.${proposalId})"`, 'u').exec(menu)?.[1];
  if (id === undefined) throw new Error(`not asked: ${menu}`);
  return id;
}

const CHANNELS = {
  'the mini program': async () => void (await inApp({ kind: 'tap', id: await button(), caption: '改' })),
  'a button of the chat': async () =>
    void (await takeChatTurn(context, {
      ...{ messageId: `m-${(turns += 1)}`, externalUserId: 'wm-1', openKfId: 'wk-1', sentAt: NOW },
      message: { kind: 'tap', id: await button(), caption: '改' },
      ...{ inboxId: null, eventCode: null, photo: null },
    })),
  'the page of a link': async () => {
    const minted = await mintProposalLink(context, { handoffId: desk.handoffId, member: SERVICER });
    if (typeof minted === 'string') throw new Error(minted);
    const token = new URL(minted.url).searchParams.get('t') ?? '';
    const proof = String(COMPLETE.documentNumber).slice(-6);
    await answerProposalByLink(context, { token, accepts: true, proof });
  },
} as const;
type Channel = keyof typeof CHANNELS;

async function rows(topic: string) {
  const claim = { owner: 'test', now: NOW + 400 * DAY_MS, leaseMs: 1, limit: 100 };
  return (await desk.queue.claim(claim)).filter((row) => row.topic === topic);
}
async function tell(): Promise<void> {
  for (const { id, payload } of await rows('proposal.answered')) {
    const answer = payload.answer as ProposalReply;
    await tellOfReply(context, { outboxId: id, proposalId: String(payload.proposalId), answer });
  }
}
const occupation = async () =>
  (await context.unitOfWork.read((tx) => tx.registrations.find(desk.registration.id)))?.answers.occupation;

const CELLS = Object.keys(STATES).flatMap((state) =>
  (Object.keys(CHANNELS) as Channel[]).map((channel) => [channel, state] as const),
);

describe('tellOfReply', () => {
  it.each(CELLS)(
    'follows a press by %s while %s: put in force, answered, and told',
    async (channel, state) => {
      await enter(STATES[state]!);
      await CHANNELS[channel]();

      expect(await occupation()).toBe('teacher');
      const said = (await lines()).filter(({ from }) => from === 'bot');
      const isPersons = state.startsWith('a person') || state.includes('pool');
      const inChat = said.filter((line) => line.channel === 'kf').map(({ text }) => text);
      if (channel === 'a button of the chat' && !isPersons)
        expect(inChat.join()).toContain('已按您的确认修改');
      else expect(inChat).toEqual([]);
      if (channel === 'the mini program') expect(said.at(-1)?.text).toContain('已按您的确认修改');
      await tell();
      const owner = state.startsWith('a person') ? 'owner' : 'kefu';
      expect(told).toEqual([
        {
          toUsers: [owner],
          content: `考生同意了修改建议：https://exam.example/staff/support/${desk.handoffId}`,
        },
      ]);
    },
  );

  it('tells whoever serves that a press changed nothing, where the bot may not say so', async () => {
    await enter(STATES['a person serves it in WeCom']!);
    const id = await button();
    // A newer text of a notice has to be ticked first (PR1).
    await context.unitOfWork.run((tx) => tx.consents.removeAllOf(desk.account.id));
    await takeChatTurn(context, {
      ...{ messageId: 'm-1', externalUserId: 'wm-1', openKfId: 'wk-1', sentAt: NOW },
      message: { kind: 'tap', id, caption: '改' },
      ...{ inboxId: null, eventCode: null, photo: null },
    });
    expect(await occupation()).toBe(COMPLETE.occupation);
    await tell();
    expect(told.map(({ toUsers, content }) => [toUsers, content.slice(0, 20)])).toEqual([
      [['owner'], '考生答复了修改建议，但没有成功，信息没有'],
    ]);
  });

  describe.each(['a person serves it in WeCom', 'a person serves it from the desk'])('while %s', (state) => {
    let id: string;
    const press = async (answer: 'yes' | 'no') =>
      takeChatTurn(context, {
        ...{ messageId: `m-${(turns += 1)}`, externalUserId: 'wm-1', openKfId: 'wk-1', sentAt: NOW },
        message: { kind: 'tap', id: id.replace('proposal_yes', `proposal_${answer}`), caption: answer },
        ...{ inboxId: null, eventCode: null, photo: null },
      });
    const toldOf = async () => {
      await tell();
      return told.map(({ toUsers, content }) => [toUsers, content.slice(0, 12)]);
    };
    beforeEach(async () => {
      await enter(STATES[state]!);
      id = await button();
    });

    it('tells of a press on a proposal that was withdrawn', async () => {
      const { handoffId } = desk;
      expect(await withdrawProposal(context, { handoffId, proposalId, member: SERVICER })).toBe(true);
      await press('yes');
      expect(await occupation()).toBe(COMPLETE.occupation);
      expect(await toldOf()).toEqual([[['owner'], '考生点了已结束的修改建议']]);
    });

    it('tells of a press on a proposal whose time has passed', async () => {
      desk.clock.at += PROPOSAL_LIFE_MS;
      await press('no');
      expect((await toldOf()).map(([toUsers]) => toUsers)).toEqual([['owner']]);
    });

    it('tells nothing more of a press that repeats the answer, but of one that would undo it', async () => {
      await press('yes');
      await press('yes');
      expect(await toldOf()).toEqual([[['owner'], '考生同意了修改建议：ht']]);
      told = [];
      await press('no');
      expect(await toldOf()).toEqual([[['owner'], '考生点了已结束的修改建议']]);
    });
  });
});
