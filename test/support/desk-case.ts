import { storeSeason } from '../../server/use-cases/seasons/import-season';
import { guestAccount } from '../../server/use-cases/accounts/open-account';
import type { Account } from '../../server/use-cases/ports/accounts';
import type { StaffMember } from '../../server/use-cases/ports/review';
import { tickNotice } from '../../server/use-cases/privacy/ticks';
import type { Registration } from '../../shared/domain/registration';
import { NOTICE_IDS, noticeOf } from '../../shared/domain/season';
import { embeddedContext, registrationOf, type EmbeddedContext } from './embedded-context';
import { handoffAt } from './handoffs';
import { smallSeason } from './season';
import { COMPLETE, NOW } from './situations';

/** Somebody of the desk, who works at no site. */
export const SERVICER: StaffMember = {
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

export interface DeskCase extends EmbeddedContext {
  account: Account;
  registration: Registration;
  handoffId: string;
}

/** One person with a complete registration and an open conversation, on storage of its own; no phone is bound. */
export async function deskCase(changes: Partial<Registration> = {}): Promise<DeskCase> {
  const embedded = await embeddedContext(NOW);
  const { context } = embedded;
  const season = smallSeason({ now: NOW });
  await storeSeason(context, { season, actor: { role: 'administrator', id: 'command', channel: 'command' } });
  const account: Account = { ...guestAccount(context, 'zh-CN'), state: 'active' };
  const { id: accountId } = account;
  const registration = registrationOf(context, {
    ...{ seasonId: season.id, accountId, answers: COMPLETE, photoId: 'photo-00001', state: 'ready' },
    ...{ informationSubmittedAt: NOW, ...changes },
  });
  const handoffId = `handoff-${accountId}`;
  await context.unitOfWork.run(async (tx) => {
    await tx.accounts.insert(account);
    await tx.registrations.insert(registration);
    await tx.handoffs.insert(handoffAt(NOW, { id: handoffId, accountId }));
    const actor = { role: 'candidate', id: accountId, channel: 'chat' } as const;
    for (const noticeId of NOTICE_IDS) {
      const textVersion = noticeOf(season, noticeId)?.version;
      if (textVersion) await tickNotice(tx, context, { accountId, season, noticeId, textVersion, actor });
    }
  });
  return { ...embedded, account, registration, handoffId };
}
