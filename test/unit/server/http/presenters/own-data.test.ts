import { presentOwnData } from '../../../../../server/http/presenters/own-data';
import { answerProposal } from '../../../../../server/use-cases/support/answer-proposal';
import { collectOwnData } from '../../../../../server/use-cases/privacy/collect-own-data';
import { proposeChange } from '../../../../../server/use-cases/support/propose-change';
import { deskCase, SERVICER, type DeskCase } from '../../../../support/desk-case';
import { COMPLETE } from '../../../../support/situations';

let desk: DeskCase;
beforeEach(async () => {
  desk = await deskCase();
});
afterEach(() => desk.close());

async function proposed(): Promise<string> {
  const sent = await proposeChange(desk.context, {
    ...{ handoffId: desk.handoffId, member: SERVICER, reason: '职业和学生证不一致', send: true },
    answers: { occupation: 'teacher' },
  });
  if (sent.kind !== 'sent') throw new Error(sent.kind);
  return sent.proposal.id;
}
async function corrections(): Promise<Record<string, unknown>[]> {
  const photoStore = { read: async () => null };
  const data = await collectOwnData({ ...desk.context, photoStore }, desk.account.id);
  if (!data) throw new Error('nothing collected');
  const shown = presentOwnData(data) as {
    registrations: { proposedCorrections: Record<string, unknown>[] }[];
  };
  return shown.registrations[0]?.proposedCorrections ?? [];
}

describe('presentOwnData', () => {
  it('holds a correction that waits, and nobody of the staff (PR13)', async () => {
    await proposed();
    const [open] = await corrections();
    expect(open).toMatchObject({
      ...{ fields: ['occupation'], state: 'open', answeredAt: null },
      open: {
        reason: '职业和学生证不一致',
        was: { occupation: COMPLETE.occupation },
        becomes: { occupation: 'teacher' },
      },
    });
    expect(JSON.stringify(open)).not.toContain(SERVICER.id);
  });

  it('holds how earlier ones were answered', async () => {
    const proposalId = await proposed();
    await desk.context.unitOfWork.run((tx) =>
      answerProposal(tx, desk.context, {
        ...{ proposalId, accountId: desk.account.id, accepts: false, channel: 'page' },
      }),
    );
    await proposed();
    const shown = (await corrections()).map(
      ({ state, open }) => `${String(state)} ${open === null ? '' : 'with values'}`,
    );
    expect(shown.toSorted()).toEqual(['declined ', 'open with values']);
  });
});
