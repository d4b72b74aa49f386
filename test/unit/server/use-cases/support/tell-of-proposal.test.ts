import { answerProposalByLink, viewProposal } from '../../../../../server/use-cases/support/proposal-link';
import { proposeChange } from '../../../../../server/use-cases/support/propose-change';
import { withdrawProposal } from '../../../../../server/use-cases/support/end-proposal';
import {
  tellOfProposal,
  type ProposalNoticeContext,
} from '../../../../../server/use-cases/support/tell-of-proposal';
import { MINUTE_MS } from '../../../../../shared/domain/time';
import { deskCase, SERVICER, type DeskCase } from '../../../../support/desk-case';
import { COMPLETE } from '../../../../support/situations';

let desk: DeskCase;
let context: ProposalNoticeContext;
let mails: string[];

beforeEach(async () => {
  desk = await deskCase();
  mails = [];
  context = {
    ...desk.context,
    addresses: { publicUrl: 'https://exam.example' },
    kf: {} as ProposalNoticeContext['kf'],
    wechat: {} as ProposalNoticeContext['wechat'],
    mailer: { sendMail: async ({ text }) => void mails.push(text) },
  };
  const address = { email: 'candidate@example.com', emailVerifiedAt: 1 };
  await context.unitOfWork.run((tx) => tx.accounts.save({ ...desk.account, ...address }));
});
afterEach(() => desk.close());

async function proposed(): Promise<string> {
  const sent = await proposeChange(context, {
    ...{ handoffId: desk.handoffId, member: SERVICER, reason: '职业和学生证不一致', send: true },
    answers: { occupation: 'teacher' },
  });
  if (sent.kind !== 'sent') throw new Error(sent.kind);
  return sent.proposal.id;
}
const isPlanned = (dueBy: number) =>
  context.unitOfWork.read((tx) => tx.outbox.hasWaiting({ topic: 'proposal.told', payload: {}, dueBy }));
const soon = () => desk.clock.at + 2 * MINUTE_MS;

describe('tellOfProposal', () => {
  it('is planned where the chat is closed to the bot, and taken back with the proposal', async () => {
    const proposalId = await proposed();
    expect([await isPlanned(desk.clock.at), await isPlanned(soon())]).toEqual([false, true]);
    await withdrawProposal(context, { handoffId: desk.handoffId, proposalId, member: SERVICER });
    expect(await isPlanned(soon())).toBe(false);
    expect(await tellOfProposal(context, { outboxId: 'row', proposalId })).toBe('nothing_to_tell');
  });

  it('is not planned where the bot asks in the chat', async () => {
    await context.unitOfWork.run((tx) =>
      tx.chats.insert({
        ...{ externalUserId: 'wm-1', openKfId: 'wk', accountId: desk.account.id, servicerUserid: null },
        ...{ lastCustomerAt: desk.clock.at, sentSince: 0, serviceState: 1, version: 1 },
      }),
    );
    await proposed();
    expect(await isPlanned(soon())).toBe(false);
  });

  it('mails the page of the proposal to whom the mini program does not know, where the link proves nothing (PR8)', async () => {
    const proposalId = await proposed();
    expect(await tellOfProposal(context, { outboxId: 'row', proposalId })).toBe('sent');
    const token = /https:\/\/exam\.example\/pages\/proposal\?t=([\w-]{43})/u.exec(mails[0] ?? '')?.[1] ?? '';
    expect(mails[0]).not.toContain('职业');
    expect(await viewProposal(context, { token })).toMatchObject({ state: 'open' });
    expect(await answerProposalByLink(context, { token, accepts: true, proof: '' })).toMatchObject({
      code: 'proof_wrong',
    });
    const proof = String(COMPLETE.documentNumber).slice(-6);
    expect(await answerProposalByLink(context, { token, accepts: true, proof })).toMatchObject({
      state: 'confirmed',
    });
  });

  it('sends whom the mini program knows to its first page', async () => {
    const binding = { accountId: desk.account.id, boundAt: 1, kind: 'openid', value: 'o-1' } as const;
    await context.unitOfWork.run((tx) => tx.identities.bind(binding));
    await tellOfProposal(context, { outboxId: 'row', proposalId: await proposed() });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('打开报考助手小程序');
    expect(mails[0]).not.toContain('https://');
  });
});
