import type { Act, Outcome } from '../../../bot/ports';
import type { Actor, Answers, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import type { Changed } from '../registrations/change-registration';
import type { Context } from '../context';
import { answerProposal, type ProposalAnswered } from '../support/answer-proposal';
import { confirmZeroFee } from '../payments/confirm-zero-fee';
import { requestClose, requestPaymentCheck } from '../payments/close-order';
import { deleteRegistration } from '../registrations/delete-registration';
import { askGuardian } from '../privacy/ask-guardian';
import { NUMBERS_A_DAY, tryNumber } from '../accounts/document-tries';
import { areOfChild, dropHeldAnswers, holdForGuardian, released } from '../privacy/held-answers';
import { handOff } from '../support/hand-off';
import { keepPhoto } from '../photos/keep-photo';
import type { Account } from '../ports/accounts';
import type { PhotoRecord } from '../ports/registrations';
import type { SessionStore } from '../ports/sessions';
import type { Repositories } from '../ports/storage';
import { registerAnew } from '../registrations/register-anew';
import { requestAddressProof, resendAddressProof } from '../accounts/request-address-proof';
import { saveAnswers, type SavedAnswers } from '../registrations/save-answers';
import { startRegistration } from '../registrations/start-registration';
import { submitForReview } from '../registrations/submit-for-review';
import { applyChanges, discardChanges, submitInformation } from '../registrations/submit-information';
import { rateHandoff } from '../support/tell-back';
import { tickNotice } from '../privacy/ticks';
import { withdrawConsent } from '../privacy/withdraw-consent';

/** The person of a turn and what they have; loaded in the same unit of work. */
export interface Subject {
  account: Account;
  actor: Actor;
  season: Season | null;
  seasons: Season[];
  registration: Registration | null;
  guardianGiven: boolean;
  /** Answers that wait for the guardian. */
  held: Partial<Answers> | null;
  /** Photo examined and stored in this turn, waiting to be kept. */
  photo: PhotoRecord | null;
  externalUserId: string | null;
}

type PerformContext = Context & { sessions: SessionStore };

const DONE: Outcome = { ok: true };
const NOTHING_THERE: Outcome = {
  ok: false,
  why: 'refused',
  reasons: [{ code: 'state.not_possible', remedy: 'none' }],
};

/** Does what the candidate asked for. Anything but ok may have left first writes: the caller undoes its unit then. */
export async function performAct(
  tx: Repositories,
  context: PerformContext,
  { subject, act }: { subject: Subject; act: Act },
): Promise<Outcome> {
  const { account, actor } = subject;
  switch (act.kind) {
    case 'none':
      return DONE;
    case 'set_locale':
      return (await tx.accounts.save({ ...account, locale: act.locale })) === 'saved' ? DONE : busy();
    case 'choose_season':
      return chooseSeason(tx, context, subject, act.seasonId);
    case 'give_address':
      return requestAddressProof(tx, context, { account, via: act.via, value: act.value });
    case 'resend_link':
      return resendAddressProof(tx, context, { account, via: act.via });
    case 'withdraw_consent':
      return withdrawConsent(tx, context, { account, noticeId: act.noticeId, actor });
    case 'give_guardian':
      return askGuardian(tx, context, { account, ...act });
    case 'rate_handoff':
      return rateHandoff(tx, context, { accountId: account.id, ...act });
    case 'hand_off':
      return handOff(tx, context, { subject, trigger: act.trigger });
    default:
      return performOnRegistration(tx, context, { subject, act });
  }
}

type RegistrationAct = Exclude<
  Act,
  {
    kind:
      | 'none'
      | 'set_locale'
      | 'choose_season'
      | 'give_address'
      | 'resend_link'
      | 'withdraw_consent'
      | 'give_guardian'
      | 'hand_off'
      | 'rate_handoff';
  }
>;

async function performOnRegistration(
  tx: Repositories,
  context: PerformContext,
  { subject, act }: { subject: Subject; act: RegistrationAct },
): Promise<Outcome> {
  const { season, registration, actor, account } = subject;
  if (!season || !registration) return NOTHING_THERE;
  const target = { registration, season, actor };
  switch (act.kind) {
    case 'tick_notice': {
      const input = {
        accountId: account.id,
        season,
        noticeId: act.noticeId,
        textVersion: act.textVersion,
        actor,
      };
      await tickNotice(tx, context, input);
      return DONE;
    }
    case 'save_answers':
      return save(tx, context, subject, act);
    case 'submit_information':
      return (
        (await overNumbers(tx, context, target)) ??
        outcomeOf(await submitInformation(tx, context, { ...target, promised: true }))
      );
    case 'apply_changes':
      return (
        (await overNumbers(tx, context, target)) ??
        outcomeOf(await applyChanges(tx, context, { ...target, promised: true }))
      );
    case 'discard_changes':
      return outcomeOf(await discardChanges(tx, context, target));
    case 'keep_photo':
      if (!subject.photo) return NOTHING_THERE;
      return outcomeOf(await keepPhoto(tx, context, { ...target, photo: subject.photo }));
    case 'submit_for_review':
      return outcomeOf(await submitForReview(tx, context, target));
    case 'confirm_zero_fee':
      return outcomeOf(await confirmZeroFee(tx, context, { ...target, subjectCodes: act.subjectCodes }));
    case 'close_order':
      return outcomeOf(await requestClose(tx, context, target));
    case 'check_payment':
      return requestPaymentCheck(tx, context, target);
    case 'delete':
      return outcomeOf(await removing(act)(tx, context, { ...target, reason: act.reason }));
    case 'answer_proposal':
      return answeredOutcome(
        await answerProposal(tx, context, { ...act, accountId: account.id, channel: actor.channel }),
      );
    case 'clear_draft':
      return clearDraft(tx, context, { ...target, accountId: account.id });
    case 'register_again':
      return again(tx, context, subject, season);
  }
}

function removing({ anew }: Extract<Act, { kind: 'delete' }>): typeof deleteRegistration {
  return anew ? registerAnew : deleteRegistration;
}

async function chooseSeason(
  tx: Repositories,
  context: Context,
  subject: Subject,
  seasonId: string,
): Promise<Outcome> {
  const season = subject.seasons.find((one) => one.id === seasonId);
  if (!season) return NOTHING_THERE;
  return again(tx, context, subject, season);
}

async function again(tx: Repositories, context: Context, subject: Subject, season: Season): Promise<Outcome> {
  const input = { accountId: subject.account.id, season, actor: subject.actor };
  const started = await startRegistration(tx, context, input);
  return started.ok ? DONE : started;
}

/** Answers of a person under 14 wait sealed outside the database until the guardian has agreed (PR2). */
async function save(
  tx: Repositories,
  context: PerformContext,
  subject: Subject,
  act: Extract<Act, { kind: 'save_answers' }>,
): Promise<Outcome> {
  const { season, registration, actor, account, guardianGiven } = subject;
  if (!season || !registration) return NOTHING_THERE;
  const given = act.answers;
  const held = guardianGiven ? null : subject.held;
  if (!guardianGiven && areOfChild(context, { given, birthDate: given.birthDate, held })) {
    return (await holdForGuardian(tx, context, { registration, answers: given, held })) ? DONE : busy();
  }
  const isOlder = held !== null && given.birthDate !== undefined;
  if (isOlder) await dropHeldAnswers(context, account.id);
  const answers = isOlder ? released(held, given) : given;
  return savedOutcome(await saveAnswers(tx, context, { registration, season, answers, actor }));
}

async function clearDraft(
  tx: Repositories,
  context: PerformContext,
  target: { registration: Registration; accountId: string },
): Promise<Outcome> {
  if (target.registration.state !== 'draft') return NOTHING_THERE;
  // What waits for a guardian is part of the draft.
  await dropHeldAnswers(context, target.accountId);
  const cleared = { ...target.registration, answers: {}, updatedAt: context.clock.now() };
  return (await tx.registrations.save(cleared)) === 'saved' ? DONE : busy();
}

function savedOutcome(saved: SavedAnswers): Outcome {
  if (saved.ok) return DONE;
  switch (saved.why) {
    case 'refused':
      return saved;
    case 'invalid': {
      const [{ field, code, params }] = saved.problems;
      return { ok: false, why: 'invalid', field, problem: { code, params } };
    }
    case 'duplicate_document':
      return alreadyUsed();
    case 'version_conflict':
      return busy();
  }
}

export function answeredOutcome(answered: ProposalAnswered): Outcome {
  if (answered.ok) return DONE;
  switch (answered.why) {
    case 'absent':
    case 'over':
      return { ok: false, why: 'refused', reasons: [{ code: 'proposal.over', remedy: 'none' }] };
    // The chat asks for the tick first.
    case 'notices_missing':
      return busy();
    case 'seats_full':
      return answered;
    default:
      return savedOutcome(answered);
  }
}

export function outcomeOf(changed: Changed): Outcome {
  if (changed.ok) return DONE;
  switch (changed.why) {
    case 'refused':
    case 'seats_full':
      return changed;
    case 'duplicate_document':
      return alreadyUsed();
    case 'version_conflict':
      return busy();
  }
}

/** One code, same words whoever holds the other registration (PR21). */
function alreadyUsed(): Outcome {
  return { ok: false, why: 'invalid', field: 'documentNumber', problem: { code: 'id.already_used' } };
}

/** Too many different numbers today: refused before anybody looks whether this one is registered (PR21). */
async function overNumbers(
  tx: Repositories,
  context: Context,
  { registration }: { registration: Registration },
): Promise<Outcome | null> {
  const { accountId, changeSet, answers } = registration;
  const tried = await tryNumber(tx, context, { accountId, answers: changeSet ?? answers });
  if (tried.ok) return null;
  const problem = { code: 'id.too_many_numbers', params: { max: NUMBERS_A_DAY } };
  return { ok: false, why: 'invalid', field: 'documentNumber', problem };
}

/** A refused submission was undone with the try it took: the turn that explains it takes the try again. */
export async function keepNumberTry(
  tx: Repositories,
  context: Context,
  { registration, outcome }: { registration: Registration | null; outcome: Outcome },
): Promise<void> {
  if (!registration || outcome.ok || outcome.why !== 'invalid') return;
  if (outcome.problem.code === 'id.already_used') await overNumbers(tx, context, { registration });
}

function busy(): Outcome {
  return { ok: false, why: 'unavailable' };
}
