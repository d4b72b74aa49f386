import {
  answerProposalByLink,
  mintProposalLink,
  viewProposal,
} from '../../../../../server/use-cases/support/proposal-link';
import { proposeChange } from '../../../../../server/use-cases/support/propose-change';
import type { Registration } from '../../../../../shared/domain/registration';
import { deskCase, SERVICER, type DeskCase } from '../../../../support/desk-case';
import { COMPLETE } from '../../../../support/situations';

const END = String(COMPLETE.documentNumber).slice(-6);

describe('answerProposalByLink', () => {
  let desk: DeskCase;
  afterEach(() => desk.close());

  async function proposed(changes: Partial<Registration> = {}): Promise<void> {
    desk = await deskCase(changes);
    await propose();
  }
  const propose = async () => {
    const sent = await proposeChange(desk.context, {
      ...{ handoffId: desk.handoffId, member: SERVICER, reason: '职业和学生证不一致', send: true },
      answers: { occupation: 'teacher' },
    });
    expect(sent.kind).toBe('sent');
  };
  const mint = () => {
    const context = { ...desk.context, addresses: { publicUrl: 'https://exam.example' } };
    return mintProposalLink(context, { handoffId: desk.handoffId, member: SERVICER });
  };
  const token = async () => {
    const link = await mint();
    if (typeof link === 'string') throw new Error(link);
    return new URL(link.url).searchParams.get('t') ?? '';
  };
  const accept = async (proof: string, by?: string) =>
    answerProposalByLink(desk.context, { token: by ?? (await token()), accepts: true, proof });
  const occupation = async () => {
    const found = await desk.context.unitOfWork.read((tx) => tx.registrations.find(desk.registration.id));
    return found?.answers.occupation;
  };

  it('takes the answer of whoever knows the end of the document number', async () => {
    await proposed();
    expect(await accept(` ${END.toLowerCase()}`)).toMatchObject({ ok: true, state: 'confirmed' });
    expect(await occupation()).toBe('teacher');
  });

  it('changes nothing for a servicer, who holds the link and sees the masked number (PR8)', async () => {
    await proposed();
    for (const guess of ['', String(COMPLETE.documentNumber).slice(-2)])
      expect(await accept(guess)).toMatchObject({ ok: false, code: 'proof_wrong' });
    expect(await occupation()).toBe(COMPLETE.occupation);
    expect(await viewProposal(desk.context, { token: await token() })).toMatchObject({ state: 'open' });
  });

  it('ends after five different tries, over all links and proposals of the day', async () => {
    await proposed();
    const first = await token();
    for (const guess of ['000001', '000002', '000003']) await accept(guess, first);
    await accept('000003', first);
    expect(await accept('000004')).toMatchObject({ code: 'proof_wrong' });
    expect(await accept('000005')).toMatchObject({ code: 'proof_wrong' });
    expect(await accept(END)).toMatchObject({ ok: false, code: 'proof_over' });
    expect(await accept(END, first)).toMatchObject({ ok: false, code: 'proof_over' });
    expect(await occupation()).toBe(COMPLETE.occupation);
  });

  it('has no link where no document number is there to ask for', async () => {
    const { documentNumber: _number, ...answers } = COMPLETE;
    await proposed({ answers, state: 'draft', informationSubmittedAt: null, photoId: null });
    expect(await mint()).toBe('no_proof');
  });

  it('puts on record who made a link, and every wrong try', async () => {
    await proposed();
    await accept('000001');
    const events = await desk.context.unitOfWork.read((tx) => tx.audit.list({ beforeSeq: null, limit: 2 }));
    expect(events.map(({ action, actor }) => `${action} by ${actor.id}`)).toEqual([
      'proposal.proof_wrong by proposals',
      'proposal.link_made by kefu',
    ]);
  });
});
