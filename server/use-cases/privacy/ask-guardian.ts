import type { Outcome } from '../../../bot/ports';
import { isFinal } from '../../../shared/domain/lifecycle';
import { checkMobile } from '../../../shared/domain/rules/contact';
import type { Params } from '../../../shared/domain/rules/check';
import { checkName } from '../../../shared/domain/rules/name';
import { checkPlainText } from '../../../shared/domain/rules/plain-text';
import type { Context } from '../context';
import { heldAnswersOf } from './held-answers';
import { issueVerification } from '../accounts/issue-verification';
import type { Account } from '../ports/accounts';
import type { SessionStore } from '../ports/sessions';
import type { Repositories } from '../ports/storage';

/** What a guardian is asked for; kept in the verification, sealed, until they have answered (PR2). */
export interface GuardianRequest {
  name: string;
  relation: string;
  seasonId: string;
  registrationId: string;
}

const MAX_RELATION_LENGTH = 20;

/**
 * Asks the guardian of a person under 14 for consent, by a link and a code to the guardian's phone (PR2). Nothing is sent
 * unless answers wait for it.
 */
export async function askGuardian(
  tx: Repositories,
  context: Context & { sessions: SessionStore },
  input: { account: Account; name: string; relation: string; mobile: string },
): Promise<Outcome> {
  const { account } = input;
  const name = checkName(input.name, undefined);
  if (!name.ok) return invalid(name.code, name.params);
  const relation = checkPlainText(input.relation, { max: MAX_RELATION_LENGTH });
  if (!relation.ok) return invalid(relation.code, relation.params);
  const mobile = checkMobile(input.mobile);
  if (!mobile.ok) return invalid(mobile.code, mobile.params);

  const registration = await draftOf(tx, context, account.id);
  const held = await heldAnswersOf(context, account.id);
  if (!registration || !held) return NOTHING_WAITS;
  const about: GuardianRequest = {
    name: name.value.name,
    relation: relation.value,
    seasonId: registration.seasonId,
    registrationId: registration.id,
  };
  const issued = await issueVerification(tx, context, {
    account,
    purpose: 'guardian_consent',
    via: 'mobile',
    target: mobile.value,
    about: JSON.stringify(about),
  });
  return issued.ok ? { ok: true } : invalid('account.try_later', { tryAgainAt: issued.tryAgainAt });
}

const NOTHING_WAITS: Outcome = {
  ok: false,
  why: 'refused',
  reasons: [{ code: 'state.not_possible', remedy: 'none' }],
};

async function draftOf(
  tx: Repositories,
  context: Context,
  accountId: string,
): Promise<{ id: string; seasonId: string } | null> {
  const seasons = await tx.seasons.listCurrent(context.clock.now());
  const all = await tx.registrations.listOf(accountId);
  const live = all.filter(
    (one) => !isFinal(one.state) && seasons.some((season) => season.id === one.seasonId),
  );
  return live.toSorted((left, right) => right.createdAt - left.createdAt)[0] ?? null;
}

function invalid(code: string, params?: Params): Outcome {
  return { ok: false, why: 'invalid', field: 'guardian', problem: { code, ...(params && { params }) } };
}
