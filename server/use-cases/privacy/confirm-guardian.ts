import { maskName } from '../../../shared/domain/masks';
import type { Actor, Answers } from '../../../shared/domain/registration';
import { noticeOf, type Notice } from '../../../shared/domain/season';
import type { GuardianRequest } from './ask-guardian';
import type { Context } from '../context';
import { blankIdentity, dropHeldAnswers, heldAnswersOf } from './held-answers';
import type { Account, Verification } from '../ports/accounts';
import type { SessionStore } from '../ports/sessions';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { resumeChat } from '../accounts/prove-address';
import {
  findByLink,
  redeemCode,
  redeemLink,
  type FoundLink,
  type ProofRefusal,
} from '../accounts/redeem-verification';
import { saveAnswers } from '../registrations/save-answers';

type GuardianContext = Context & { sessions: SessionStore };

/** What the guardian's page shows: the text they agree to, whole, and nothing of the child but what they know. */
export type GuardianView =
  | {
      ok: true;
      notice: Notice;
      relation: string;
      /** Masked name of the guardian (PR7). */
      guardian: string;
      locale: Account['locale'];
      expiresAt: number;
    }
  | ProofRefusal;

export type GuardianAnswered =
  | {
      ok: true;
      agreed: boolean;
      accountId: string;
      /** False when nothing waited any more, or it did not fit: the chat asks for the document again. */
      saved: boolean;
      locale: Account['locale'];
    }
  | ProofRefusal
  /** The text was changed since the page was shown: it has to be read again. */
  | { ok: false; code: 'notice.changed' };

/** Reads what the link in the guardian's SMS asks; opening the page uses nothing up. */
export function viewGuardianRequest(context: Context, { token }: { token: string }): Promise<GuardianView> {
  return context.unitOfWork.read(async (tx): Promise<GuardianView> => {
    const found = await findByLink(tx, context, { token, purposes: ['guardian_consent'] });
    if (!found.ok) return found;
    const asked = await load(tx, found.verification);
    if (!asked) return { ok: false, code: 'link.expired' };
    const { notice, request, account } = asked;
    return {
      ok: true,
      notice,
      relation: request.relation,
      guardian: maskName(request.name),
      locale: account.locale,
      expiresAt: found.verification.expiresAt,
    };
  });
}

/** The guardian agrees or refuses on the page behind the link (PR2). */
export function answerGuardianLink(
  context: GuardianContext,
  { token, agrees, textVersion }: { token: string; agrees: boolean; textVersion: string },
): Promise<GuardianAnswered> {
  const link = { token, purposes: ['guardian_consent'] } as const;
  return answer(context, {
    agrees,
    textVersion,
    channel: 'page',
    redeem: (tx) => redeemLink(tx, context, link),
  });
}

/** The same with the code from the guardian's SMS, typed in the mini program beside the text. */
export function answerGuardianCode(
  context: GuardianContext,
  input: { account: Account; code: string; agrees: boolean; textVersion: string },
): Promise<GuardianAnswered> {
  const { account, code, agrees, textVersion } = input;
  const redeem = async (tx: Repositories): Promise<FoundLink> => {
    const verification = await tx.verifications.latestOf(account.id, 'guardian_consent');
    return redeemCode(tx, context, { verification, code });
  };
  return answer(context, { agrees, textVersion, channel: 'mini_program', redeem });
}

interface Answering {
  agrees: boolean;
  textVersion: string;
  channel: 'page' | 'mini_program';
  redeem(tx: Repositories): Promise<FoundLink>;
}

/** The held answers leave the live session once the answer is stored: into the draft, or for good. */
async function answer(context: GuardianContext, answering: Answering): Promise<GuardianAnswered> {
  const run = (keeping: boolean): Promise<GuardianAnswered | 'unfit'> =>
    context.unitOfWork.run((tx) => store(tx, context, { answering, keeping }));
  let answered = await run(true);
  if (answered === 'unfit') answered = await run(false);
  // Storing without the answers cannot find them unfit.
  if (answered === 'unfit') return { ok: false, code: 'link.busy' };
  if (answered.ok) await dropHeldAnswers(context, answered.accountId);
  return answered;
}

async function store(
  tx: Repositories,
  context: GuardianContext,
  { answering, keeping }: { answering: Answering; keeping: boolean },
): Promise<GuardianAnswered | 'unfit' | Undone<GuardianAnswered | 'unfit'>> {
  const redeemed = await answering.redeem(tx);
  // A refusal is not undone: the try it took counts.
  if (!redeemed.ok) return redeemed;
  const { verification } = redeemed;
  const asked = await load(tx, verification);
  if (!asked) return undone<GuardianAnswered>({ ok: false, code: 'link.expired' });
  const { account, notice } = asked;
  if (answering.agrees && notice.version !== answering.textVersion) {
    return undone<GuardianAnswered>({ ok: false, code: 'notice.changed' });
  }
  await tx.verifications.forget(verification.id);
  const actor: Actor = { role: 'candidate', id: account.id, channel: answering.channel };
  await record(tx, context, { actor, asked, agrees: answering.agrees });
  if (!answering.agrees && !(await forgetChild(tx, context, asked))) {
    return undone<GuardianAnswered>({ ok: false, code: 'link.busy' });
  }
  const saved = answering.agrees && keeping && (await keepHeld(tx, context, { asked, actor }));
  if (saved === 'unfit') return undone<GuardianAnswered | 'unfit'>('unfit');
  await resumeChat(tx, context, { accountId: account.id, proofId: verification.id });
  return { ok: true, agreed: answering.agrees, accountId: account.id, saved, locale: account.locale };
}

/** Without consent nothing but the refusal is kept: neither what waited nor what an earlier answer left in the draft. */
async function forgetChild(
  tx: Repositories,
  context: Context,
  { request, account }: Asked,
): Promise<boolean> {
  const registration = await tx.registrations.find(request.registrationId);
  if (registration?.accountId !== account.id || registration.state !== 'draft') return true;
  return (await blankIdentity(tx, context, registration)) !== null;
}

interface Asked {
  verification: Verification;
  request: GuardianRequest;
  account: Account;
  notice: Notice;
}

async function load(tx: Repositories, verification: Verification): Promise<Asked | null> {
  if (verification.about === null) return null;
  const request = JSON.parse(verification.about) as GuardianRequest;
  const account = await tx.accounts.find(verification.accountId);
  const season = await tx.seasons.find(request.seasonId);
  const notice = season ? noticeOf(season, 'guardian_consent') : undefined;
  if (!account || account.state === 'closed' || !notice) return null;
  return { verification, request, account, notice };
}

/** A consent with who gave it; of a refusal only that there was one. */
async function record(
  tx: Repositories,
  context: Context,
  { actor, asked, agrees }: { actor: Actor; asked: Asked; agrees: boolean },
): Promise<void> {
  const { request, verification, account, notice } = asked;
  const now = context.clock.now();
  if (agrees) {
    await tx.consents.add({
      id: context.newId(),
      accountId: account.id,
      seasonId: null,
      noticeId: 'guardian_consent',
      textVersion: notice.version,
      channel: actor.channel,
      givenAt: now,
      withdrawnAt: null,
      guardian: { name: request.name, relation: request.relation, mobile: verification.target },
    });
  }
  await tx.audit.append({
    id: context.newId(),
    action: agrees ? 'guardian.consented' : 'guardian.refused',
    actor,
    registrationId: request.registrationId,
    from: null,
    to: null,
    revision: null,
    reason: notice.version,
    at: now,
  });
}

async function keepHeld(
  tx: Repositories,
  context: GuardianContext,
  { asked, actor }: { asked: Asked; actor: Actor },
): Promise<boolean | 'unfit'> {
  const answers: Partial<Answers> | null = await heldAnswersOf(context, asked.account.id);
  const registration = await tx.registrations.find(asked.request.registrationId);
  const season = await tx.seasons.find(asked.request.seasonId);
  if (!answers || !registration || !season || registration.accountId !== asked.account.id) return false;
  const saved = await saveAnswers(tx, context, { registration, season, answers, actor });
  return saved.ok || 'unfit';
}
