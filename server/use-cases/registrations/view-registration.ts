import type { Situation } from '../../../bot/ports';
import type { Facts } from '../../../shared/domain/facts';
import { ACTIONS, isFinal, LIFECYCLE, type Action } from '../../../shared/domain/lifecycle';
import type { Refusal } from '../../../shared/domain/refusal';
import type { Registration } from '../../../shared/domain/registration';
import { noticeOf, type NoticeId, type Season } from '../../../shared/domain/season';
import { judge } from '../../../shared/domain/transition';
import type { Context } from '../context';
import { heldAnswersOf } from '../privacy/held-answers';
import type { Account } from '../ports/accounts';
import type { PhotoRecord } from '../ports/registrations';
import type { SessionStore } from '../ports/sessions';
import type { Repositories } from '../ports/storage';
import { proposedTo } from '../support/proposal-standing';
import { registrationFacts } from './registration-facts';
import { ticksInForce } from '../privacy/ticks';

/** Ticks that stand before the first answer, in their order (S14-S16, PR1). */
export const NOTICES_BEFORE_ANSWERS: readonly NoticeId[] = [
  'general_consent',
  'agreement',
  'sitting_notice',
  'province_notice',
];

export type PositionStep =
  | 'account'
  | 'notice'
  | 'guardian'
  | 'question'
  | 'summary'
  | 'photo'
  | 'review'
  | 'payment'
  | 'done'
  | 'ended';

/** One registration with everything its owner is shown about it, gathered at one instant. */
export interface RegistrationView {
  registration: Registration;
  season: Season;
  facts: Facts;
  photo: PhotoRecord | null;
  missingNotices: NoticeId[];
  guardian: Situation['guardian'];
  position: { step: PositionStep; about: string | null };
  /** The candidate's acts, each possible or with every reason why not. */
  acts: { action: Action; reasons: Refusal[] }[];
  /** A correction that support proposes and that waits for the candidate's answer. */
  proposal: { id: string; expiresAt: number } | null;
}

export async function viewRegistration(
  tx: Repositories,
  context: Context & { sessions: SessionStore },
  { registration, season, account }: { registration: Registration; season: Season; account: Account },
): Promise<RegistrationView> {
  const facts = registrationFacts(registration, season, context.clock.now());
  const { photoId } = registration;
  const [photo, missingNotices, guardian, proposal] = await Promise.all([
    photoId === null ? null : tx.photos.find(photoId),
    noticesMissing(tx, { accountId: account.id, season }),
    guardianOf(tx, context, account.id),
    tx.proposals.latestOf(account.id),
  ]);
  const view = { registration, season, facts, photo, missingNotices, guardian };
  const now = context.clock.now();
  const isOpen = proposedTo(proposal, { registration, season, now })?.state === 'open';
  return {
    ...view,
    position: positionOf(view, account),
    acts: actsOf(facts),
    proposal: isOpen && proposal ? { id: proposal.id, expiresAt: proposal.expiresAt } : null,
  };
}

/** Notices not ticked in the version in force: those before the answers, then the separate consent to ID and photo. */
export async function noticesMissing(
  tx: Repositories,
  { accountId, season }: { accountId: string; season: Season },
): Promise<NoticeId[]> {
  const ticked = ticksInForce(await tx.consents.listOf(accountId), season);
  const needed: NoticeId[] = [...NOTICES_BEFORE_ANSWERS, 'sensitive_consent'];
  return needed.filter((id) => noticeOf(season, id) && !ticked.includes(id));
}

export async function guardianOf(
  tx: Repositories,
  context: Context & { sessions: SessionStore },
  accountId: string,
): Promise<Situation['guardian']> {
  const consents = await tx.consents.listOf(accountId);
  if (consents.some((consent) => consent.noticeId === 'guardian_consent')) return 'given';
  if (!(await heldAnswersOf(context, accountId))) return 'not_needed';
  const asked = await tx.verifications.latestOf(accountId, 'guardian_consent');
  const waits = asked !== null && asked.usedAt === null && asked.expiresAt > context.clock.now();
  return waits ? 'waiting' : 'needed';
}

/** Judged as if the person brought what the act asks for: promise, reason, all unpaid subjects. */
function actsOf(facts: Facts): RegistrationView['acts'] {
  const unpaid = facts.subjects
    .filter((subject) => subject.state === 'chosen')
    .map((subject) => subject.code);
  const request = {
    role: 'candidate',
    promised: true,
    reasonGiven: true,
    revisionShown: facts.revision,
    subjectCodes: unpaid,
  } as const;
  return ACTIONS.filter((action) => LIFECYCLE[action].roles.includes('candidate')).map((action) => {
    const verdict = judge(action, facts, request);
    return { action, reasons: verdict.ok ? [] : verdict.reasons };
  });
}

/** The one step that a registration stands at, computed from what is there. */
export function positionOf(
  view: Pick<RegistrationView, 'registration' | 'facts' | 'missingNotices' | 'guardian'>,
  account: Account,
): RegistrationView['position'] {
  const { registration, facts, missingNotices, guardian } = view;
  const at = (step: PositionStep, about: string | null = null) => ({ step, about });
  if (isFinal(registration.state)) return at('ended');
  if (account.state !== 'active') return at('account');
  const editable = ['draft', 'saved', 'ready', 'rejected'].includes(registration.state);
  const [notice] = missingNotices;
  if (editable && notice) return at('notice', notice);
  if (editable && (guardian === 'needed' || guardian === 'waiting')) return at('guardian');
  switch (registration.state) {
    case 'draft':
    case 'saved':
    case 'ready':
    case 'rejected': {
      const [field] = facts.missing;
      if (field) return at('question', field);
      if (registration.state === 'draft' || facts.changeSetOpen) return at('summary');
      if (!facts.hasPhoto) return at('photo');
      return at(facts.reviews ? 'review' : 'payment');
    }
    case 'pending':
      return at('review');
    case 'paid':
      return at('done');
    default:
      return at('payment');
  }
}
