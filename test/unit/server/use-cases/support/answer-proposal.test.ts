import {
  answerProposal,
  type ProposalAnswered,
} from '../../../../../server/use-cases/support/answer-proposal';
import { expireProposal, withdrawProposal } from '../../../../../server/use-cases/support/end-proposal';
import { storeSeason } from '../../../../../server/use-cases/seasons/import-season';
import { guestAccount } from '../../../../../server/use-cases/accounts/open-account';
import type { Account } from '../../../../../server/use-cases/ports/accounts';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import { undone } from '../../../../../server/use-cases/ports/storage';
import { proposeChange, type Proposing } from '../../../../../server/use-cases/support/propose-change';
import { saveAnswers } from '../../../../../server/use-cases/registrations/save-answers';
import { conflictMobileHash } from '../../../../../server/use-cases/staff/staff-hashes';
import { tickNotice } from '../../../../../server/use-cases/privacy/ticks';
import { PROPOSAL_LIFE_MS } from '../../../../../shared/domain/proposal';
import type { Registration } from '../../../../../shared/domain/registration';
import { NOTICE_IDS, noticeOf, type Season } from '../../../../../shared/domain/season';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';
import { handoffAt } from '../../../../support/handoffs';
import { residentIdOf } from '../../../../support/ids';
import { smallSeason } from '../../../../support/season';
import { COMPLETE, NOW } from '../../../../support/situations';

const REASON = '号码与短信回执不一致';

describe('answerProposal', () => {
  let embedded: EmbeddedContext;
  let season: Season;
  let account: Account;
  let registration: Registration;
  beforeEach(async () => {
    embedded = await embeddedContext(NOW);
    season = smallSeason({ now: NOW });
    const actor = { role: 'administrator', id: 'command', channel: 'command' } as const;
    await storeSeason(embedded.context, { season, actor });
    await begin({ state: 'ready' });
  });
  afterEach(() => embedded.close());

  const member: StaffMember = {
    id: 'staff-1',
    userid: 'kefu',
    email: null,
    name: '小王',
    roles: ['support'],
    siteCodes: [],
    onDuty: true,
    mobileHash: null,
    documentHash: null,
  };

  let people = 0;
  const nextPerson = () => {
    people += 1;
    return {
      ...COMPLETE,
      documentNumber: residentIdOf({ birthDate: '2005-03-15', sequence: people * 2 + 1 }),
    };
  };

  async function begin(changes: Partial<Registration>): Promise<void> {
    const { context } = embedded;
    account = { ...guestAccount(context, 'zh-CN'), state: 'active' };
    const id = account.id;
    registration = registrationOf(context, {
      ...{ seasonId: season.id, accountId: id, answers: nextPerson(), photoId: 'photo-00001' },
      ...{ informationSubmittedAt: changes.state === 'draft' ? null : NOW },
      ...changes,
    });
    await context.unitOfWork.run(async (tx) => {
      await tx.accounts.insert(account);
      await tx.registrations.insert(registration);
      await tx.handoffs.insert(handoffAt(NOW, { id: `handoff-${id}`, accountId: id }));
      const actor = { role: 'candidate', id, channel: 'chat' } as const;
      for (const noticeId of NOTICE_IDS) {
        const textVersion = noticeOf(season, noticeId)?.version;
        if (textVersion)
          await tickNotice(tx, context, { accountId: id, season, noticeId, textVersion, actor });
      }
    });
  }

  const propose = (changes: Partial<Proposing> = {}) =>
    proposeChange(embedded.context, {
      ...{ handoffId: `handoff-${account.id}`, member, reason: REASON, send: true },
      answers: { mobile: '13900000001' },
      ...changes,
    });
  async function proposed(changes: Partial<Proposing> = {}): Promise<string> {
    const sent = await propose(changes);
    if (sent.kind !== 'sent') throw new Error(JSON.stringify(sent));
    return sent.proposal.id;
  }
  const answer = (proposalId: string, accepts: boolean, accountId = account.id) =>
    embedded.context.unitOfWork.run<ProposalAnswered>(async (tx) => {
      const answered = await answerProposal(tx, embedded.context, {
        ...{ proposalId, accountId, accepts, channel: 'page' },
      });
      return answered.ok || answered.why === 'over' ? answered : undone<ProposalAnswered>(answered);
    });
  const edit = (answers: object) =>
    embedded.context.unitOfWork.run(async (tx) => {
      const actor = { role: 'candidate', id: account.id, channel: 'chat' } as const;
      const found = (await tx.registrations.find(registration.id))!;
      return saveAnswers(tx, embedded.context, { registration: found, season, answers, actor });
    });
  const present = async () =>
    (await embedded.context.unitOfWork.read((tx) => tx.registrations.find(registration.id)))!;
  const events = async () =>
    (await embedded.context.unitOfWork.read((tx) => tx.history.listOf(registration.id))).map(
      ({ event, actor }) => `${event} ${actor.role}`,
    );
  const stateOf = async (id: string) =>
    (await embedded.context.unitOfWork.read((tx) => tx.proposals.find(id)))?.state;

  it('changes nothing until the candidate confirms, then puts it in force with the promise (S21)', async () => {
    const id = await proposed();
    expect((await present()).answers.mobile).toBe(COMPLETE.mobile);
    expect(await answer(id, true)).toMatchObject({ ok: true, state: 'confirmed', applied: true });
    expect(await present()).toMatchObject({ changeSet: null, answers: { mobile: '13900000001' } });
    expect(await events()).toEqual([
      'proposal.opened support',
      'changes.applied candidate',
      'proposal.confirmed candidate',
    ]);
  });

  it('writes into a draft, which is promised as a whole later', async () => {
    await begin({ state: 'draft', photoId: null });
    const id = await proposed({ answers: { occupation: 'teacher' } });
    expect(await answer(id, true)).toMatchObject({ ok: true, applied: true });
    expect(await present()).toMatchObject({ state: 'draft', answers: { occupation: 'teacher' } });
  });

  it('joins a change that the candidate has open, whose promise is still theirs to give', async () => {
    await begin({ state: 'rejected' });
    await edit({ occupation: 'teacher' });
    const id = await proposed();
    expect(await answer(id, true)).toMatchObject({ ok: true, applied: false });
    const { answers, changeSet } = await present();
    expect(answers.mobile).toBe(COMPLETE.mobile);
    expect(changeSet).toMatchObject({ mobile: '13900000001', occupation: 'teacher' });
  });

  it('does it once for two taps at once and any later one', async () => {
    const id = await proposed();
    const both = await Promise.all([answer(id, true), answer(id, true)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await answer(id, false)).toEqual({ ok: false, why: 'over', state: 'confirmed' });
    expect((await events()).filter((event) => event.startsWith('changes.applied'))).toHaveLength(1);
  });

  it('leaves everything as it is when declined, and forgets the values', async () => {
    const id = await proposed();
    expect(await answer(id, false)).toMatchObject({ ok: true, state: 'declined' });
    expect((await present()).version).toBe(registration.version);
    const kept = await embedded.context.unitOfWork.read((tx) => tx.proposals.find(id));
    expect(kept).toMatchObject({ state: 'declined', content: null, fields: ['mobile'] });
  });

  it('is nobody else’s', async () => {
    const id = await proposed();
    expect(await answer(id, true, 'somebody-else')).toEqual({ ok: false, why: 'absent' });
    expect(await stateOf(id)).toBe('open');
  });

  it('is overtaken by an own edit of the same answer, not of another one', async () => {
    const id = await proposed();
    await edit({ occupation: 'teacher' });
    await edit({ mobile: '13900000002' });
    expect(await answer(id, true)).toEqual({ ok: false, why: 'over', state: 'overtaken' });
    expect(await stateOf(id)).toBe('overtaken');
    expect((await present()).changeSet?.mobile).toBe('13900000002');
  });

  it('does not reach a registration that was submitted meanwhile', async () => {
    const id = await proposed();
    const found = await present();
    await embedded.context.unitOfWork.run((tx) => tx.registrations.save({ ...found, state: 'pending' }));
    expect(await answer(id, true)).toEqual({ ok: false, why: 'over', state: 'locked' });
    expect((await events()).at(-1)).toBe('proposal.locked system');
  });

  it('ends after a day, by itself and at a late tap', async () => {
    const id = await proposed();
    embedded.clock.at = NOW + PROPOSAL_LIFE_MS;
    expect(await answer(id, true)).toEqual({ ok: false, why: 'over', state: 'expired' });
    const next = await proposed();
    embedded.clock.at += PROPOSAL_LIFE_MS;
    await expireProposal(embedded.context, next);
    await expireProposal(embedded.context, next);
    expect(await stateOf(next)).toBe('expired');
    expect((await events()).filter((event) => event === 'proposal.expired system')).toHaveLength(2);
  });

  it('waits for ticks of a newer text (PR1)', async () => {
    const id = await proposed();
    await embedded.context.unitOfWork.run((tx) => tx.consents.withdraw(account.id, 'general_consent', NOW));
    expect(await answer(id, true)).toEqual({ ok: false, why: 'notices_missing' });
    expect(await stateOf(id)).toBe('open');
  });

  it('can be taken back by support until then', async () => {
    const id = await proposed();
    const withdraw = () =>
      withdrawProposal(embedded.context, { handoffId: `handoff-${account.id}`, proposalId: id, member });
    expect(await withdraw()).toBe(true);
    expect(await withdraw()).toBe(false);
    expect(await answer(id, true)).toEqual({ ok: false, why: 'over', state: 'withdrawn' });
  });

  describe('proposeChange', () => {
    it.each([
      ['names', { name: '王晓明' }],
      ['numbers', { documentNumber: '359999200608210029' }],
      ['kinds of documents', { documentType: 'passport' }],
    ])('leaves %s to the person (PR1, PR8)', async (_what, answers) => {
      expect(await propose({ answers })).toEqual({ kind: 'absent' });
    });

    it('judges by the rules of the candidate’s own answers', async () => {
      expect(await propose({ answers: { mobile: '139' } })).toMatchObject({ kind: 'invalid' });
      await begin({ state: 'pending' });
      expect(await propose()).toMatchObject({ kind: 'refused', reasons: [{ code: 'state.pending_locked' }] });
    });

    it('tells that nothing would change only of answers that support may see (PR8)', async () => {
      expect(await propose({ answers: { occupation: 'student' } })).toEqual({ kind: 'nothing' });
      expect(await propose({ answers: { mobile: COMPLETE.mobile }, send: false })).toMatchObject({
        kind: 'fits',
      });
    });

    it('has one open at a time, and another when that one is over', async () => {
      await proposed();
      expect(await propose({ answers: { occupation: 'teacher' } })).toEqual({ kind: 'open_already' });
      embedded.clock.at = NOW + PROPOSAL_LIFE_MS;
      expect(await propose({ answers: { occupation: 'teacher' } })).toMatchObject({ kind: 'sent' });
    });

    it.each([
      ['', 'field.required'],
      ['太短', 'text.too_short'],
      ['他的新号码是13900000001吧', 'reason.personal_number'],
    ])('needs a reason that the candidate can be shown, not “%s”', async (reason, code) => {
      expect(await propose({ reason })).toMatchObject({ kind: 'reason', code });
    });

    it('is for support alone, and not for one’s own registration', async () => {
      expect(await propose({ member: { ...member, roles: ['reviewer'] } })).toEqual({ kind: 'absent' });
      const mobileHash = conflictMobileHash(embedded.context.hash, String(COMPLETE.mobile));
      expect(await propose({ member: { ...member, mobileHash } })).toEqual({ kind: 'own' });
    });
  });
});
