import type { Act, Situation } from '../../../bot/ports';
import type { Registration } from '../../../shared/domain/registration';
import { budgetOf } from './chat-budget';
import type { ChatTurn, TurnContext } from './chat-turn';
import { gatherSituation, readHoldings, situationWith, type Holdings } from './gather-situation';
import type { Live } from './live-session';
import type { Met } from './meet-customer';
import type { Account } from '../ports/accounts';
import type { Repositories } from '../ports/storage';

/** What belongs to the account a live session remembers. */
export interface Remembered {
  accountId: string;
  holdings: Holdings;
}

/** Asked beside the question whose conversation it is: most often the account is the same. */
export async function readRemembered(
  tx: Repositories,
  context: TurnContext,
  live: Live | null,
): Promise<Remembered | null> {
  if (!live?.memory) return null;
  const { accountId, registrationId } = live.memory;
  return { accountId, holdings: await readHoldings(tx, context, { accountId, registrationId }) };
}

/** The situation a message is understood in. */
export function gatherBefore(
  tx: Repositories,
  context: TurnContext,
  { asker, turn, remembered }: { asker: Met; turn: ChatTurn; remembered: Remembered | null },
): Promise<Situation> {
  const isTheirs = remembered?.accountId === asker.account.id;
  return gatherSituation(tx, context, {
    ...asker,
    chat: budgetOf(asker.chat, turn),
    channel: 'kf',
    ...(remembered && isTheirs && { holdings: remembered.holdings }),
  });
}

/** Acts that write nothing but the registration's answers. */
const CHANGES_ANSWERS_ONLY: readonly Act['kind'][] = ['save_answers'];

/** Else answers wait for the guardian, or did so until now, which changes more than the registration (PR2). */
function isStored(
  registration: Registration,
  { earlier, before, act }: { earlier: Registration; before: Situation; act: Act },
): boolean {
  if (registration.version === earlier.version || before.heldAnswers !== null) return false;
  const stored = registration.changeSet ?? registration.answers;
  const given = act.kind === 'save_answers' ? act.answers : {};
  return given.birthDate === undefined || stored.birthDate !== undefined;
}

/** The situation once the act is done; answers alone change little of it. */
export async function gatherAfter(
  tx: Repositories,
  context: TurnContext,
  { asker, turn, before, act }: { asker: Met; turn: ChatTurn; before: Situation; act: Act },
): Promise<Situation> {
  const earlier = before.registration;
  // What the candidate changes themselves may overtake what was proposed to them.
  const isProposed = before.proposal?.state === 'open';
  if (earlier && !isProposed && CHANGES_ANSWERS_ONLY.includes(act.kind)) {
    const registration = await tx.registrations.find(earlier.id);
    if (registration && isStored(registration, { earlier, before, act })) {
      return situationWith(before, registration);
    }
  }
  const accountId = asker.account.id;
  const [account, holdings]: [Account | null, Holdings] = await Promise.all([
    tx.accounts.find(accountId),
    readHoldings(tx, context, { accountId, registrationId: earlier?.id }),
  ]);
  const chat = budgetOf(asker.chat, turn);
  return gatherSituation(tx, context, { account: account ?? asker.account, chat, channel: 'kf', holdings });
}
