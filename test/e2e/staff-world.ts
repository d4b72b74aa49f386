import { decideRegistration } from '../../server/use-cases/review/decide-registration';
import { DAY_MS } from '../../shared/domain/time';
import { reload, resubmit, submitted } from '../integration/review/review-desk';
import { handedOver } from '../integration/support/support-desk';
import { nthResidentId } from '../support/ids';
import { PEOPLE, type Stage } from '../support/stage';

/** What the pages of the staff are about, by id. */
export interface StaffWorld {
  pending: string;
  /** Rejected, corrected and submitted again. */
  again: string;
  approved: string;
  handoff: string;
  /** Token of a mailed link by which a password is set. */
  invitation: string;
}

/** People in every state that looks different; `looks` of them are left to be approved. */
export async function staffWorld(stage: Stage, looks: number): Promise<StaffWorld> {
  const next = (count: number) =>
    submitted(stage, { answers: { documentNumber: nthResidentId(count) }, background: '#d8d8d8' });
  const [pending, again, approved] = [await next(1), await next(2), await next(3)];
  const { context } = stage.app;
  const member = await context.unitOfWork.read((tx) => tx.staff.findByUserid(PEOPLE.reviewer));
  if (!member) throw new Error('no reviewer');
  const decide = async (
    registrationId: string,
    outcome: Parameters<typeof decideRegistration>[1]['outcome'],
  ) => {
    const { revision: revisionShown } = await reload(stage, registrationId);
    await context.unitOfWork.run((tx) =>
      tx.views.add({ registrationId, revision: revisionShown, staffId: member.id, at: context.clock.now() }),
    );
    const input = { registrationId, revisionShown, roundShown: 1, member, channel: 'staff_page', outcome };
    const decided = await decideRegistration(context, { ...input, channel: 'staff_page' });
    if (!decided.ok) throw new Error(`not decided: ${decided.why}`);
  };
  await decide(approved.id, { kind: 'approve' });
  await decide(again.id, {
    kind: 'reject',
    reasonCode: null,
    words: '姓名与证件不一致，请核对后修改。',
    marked: ['name', 'mobile'],
    finalConfirmed: false,
  });
  await resubmit(stage, again.id, { name: '欧阳小红', mobile: '13900139000' });
  const handoff = await handedOver(stage, await reload(stage, pending.id));
  await handedOver(stage, await reload(stage, again.id));
  await stage.settle();
  await hasChat(stage, 'wm-handed-over', again.accountId);
  await hasChat(stage, 'wm-with-the-bot', approved.accountId);
  // One for each look, which approves it on the wall.
  for (let nth = 0; nth < looks; nth += 1) await next(4 + nth);
  await stage.settle();
  return {
    ...{ pending: pending.id, again: again.id, approved: approved.id, handoff: handoff.id },
    invitation: await invited(stage),
  };
}

/** Somebody who comes by password is invited: the token of their link. */
async function invited(stage: Stage): Promise<string> {
  const { unitOfWork, secrets, clock, oneTimeCodes } = stage.app.context;
  const [token, now] = [secrets.token(), clock.now()];
  const outsider = { id: 'outsider', userid: null, email: 'reviewer@example.edu', name: '外校审核员' };
  await unitOfWork.run(async (tx) => {
    const known = (await tx.staff.findByUserid(PEOPLE.reviewer))!;
    await tx.staff.replaceAll([...(await tx.staff.list()), { ...known, ...outsider }]);
    await tx.staffCredentials.insertLink({
      ...{ tokenHash: secrets.tokenHash(token), staffId: outsider.id, purpose: 'invitation', usedAt: null },
      ...{ totpSecret: oneTimeCodes.newSecret(), createdAt: now, expiresAt: now + DAY_MS },
    });
  });
  return token;
}

/** A chat that the platform has in the hands of the desk’s member. */
async function hasChat(stage: Stage, externalUserId: string, accountId: string): Promise<void> {
  await stage.app.context.unitOfWork.run((tx) =>
    tx.chats.insert({
      ...{ externalUserId, openKfId: 'wk-readable', accountId, lastCustomerAt: stage.clock.at, sentSince: 0 },
      ...{ serviceState: 3, servicerUserid: PEOPLE.support, version: 1 },
    }),
  );
}
