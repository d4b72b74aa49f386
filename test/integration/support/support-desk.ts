import { handOff } from '../../../server/use-cases/support/hand-off';
import type { Handoff } from '../../../server/use-cases/ports/chat';
import type { Registration } from '../../../shared/domain/registration';
import type { Desk } from '../review/review-desk';

/** Calls a person for the candidate of a registration, as their own act does. */
export async function handedOver(
  stage: Desk,
  registration: Registration,
  trigger: Handoff['trigger'] = 'asked',
): Promise<Handoff> {
  const { context } = stage.app;
  const { accountId } = registration;
  const handoff = await context.unitOfWork.run(async (tx) => {
    const account = await tx.accounts.find(accountId);
    if (!account) throw new Error('no account');
    const chat = await tx.chats.findByAccount(accountId);
    const subject = {
      ...{ account, registration, season: stage.season, seasons: [stage.season] },
      ...{ guardianGiven: false, held: null, photo: null },
      actor: { role: 'candidate', id: accountId, channel: 'chat' } as const,
      externalUserId: chat?.externalUserId ?? null,
    };
    await handOff(tx, context, { subject, trigger });
    return tx.handoffs.openOf(accountId);
  });
  if (!handoff) throw new Error('no handoff');
  return handoff;
}

export async function reloadHandoff(stage: Desk, id: string): Promise<Handoff> {
  const found = await stage.app.context.unitOfWork.read((tx) => tx.handoffs.find(id));
  if (!found) throw new Error('no handoff');
  return found;
}

export function deskUrl(stage: { publicUrl: string }, id?: string): string {
  return `${stage.publicUrl}/staff/support${id === undefined ? '' : `/${id}`}`;
}
