import { memoryRateLimiter } from '../../server/sessions/rate-limiter';
import { changeRegistration, type Change } from '../../server/use-cases/registrations/change-registration';
import { decideRegistration } from '../../server/use-cases/review/decide-registration';
import type { DecisionInput } from '../../server/use-cases/review/judge-decision';
import { endByTime } from '../../server/use-cases/registrations/end-by-time';
import { eraseRegistration } from '../../server/use-cases/privacy/erase-registration';
import { storeSeason } from '../../server/use-cases/seasons/import-season';
import { guestAccount } from '../../server/use-cases/accounts/open-account';
import { PlatformError } from '../../server/use-cases/ports/platform-errors';
import type { StaffMember } from '../../server/use-cases/ports/review';
import type { AppMessage, TemplateCard } from '../../server/use-cases/ports/wecom';
import { reviewRound } from '../../server/use-cases/review/review-round';
import { sendReviewCards } from '../../server/use-cases/review/send-review-cards';
import type { ReviewContext } from '../../server/use-cases/staff/staff-messages';
import { undoDecision } from '../../server/use-cases/review/undo-decision';
import type { Actor, Answers, Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { DAY_MS, MINUTE_MS } from '../../shared/domain/time';
import { embeddedContext, registrationOf, type EmbeddedContext } from './embedded-context';
import { REVIEWING_SITE, smallSeason } from './season';
import { COMPLETE, NOW } from './situations';

/** Somebody who reviews, known to WeCom by the id. */
export function reviewerOf(id: string, changes: Partial<StaffMember> = {}): StaffMember {
  return {
    id: `staff-${id}`,
    userid: id,
    email: null,
    name: `审核员${id}`,
    roles: ['reviewer'],
    siteCodes: [REVIEWING_SITE],
    onDuty: true,
    mobileHash: null,
    documentHash: null,
    ...changes,
  };
}

/** What a member's phone was shown by one answer: a card put over the pressed one, or a text. */
export interface Shown {
  card: TemplateCard | null;
  text: string | null;
}

export interface SentCard {
  userid: string;
  card: TemplateCard;
}

/** One registration at a reviewing site that goes through its life by the product's own acts, and WeCom around it. */
export interface ReviewLife {
  embedded: EmbeddedContext;
  context: ReviewContext;
  season: Season;
  registrationId: string;
  /** Every card that was sent, by its task id. */
  sent: Map<string, SentCard>;
  /** What answers put on phones, oldest first. */
  shown: Shown[];
  find(): Promise<Registration>;
  staffed(members: StaffMember[]): Promise<void>;
  /** Gives a member a day off from now. */
  leaves(member: StaffMember, delegate: StaffMember | null): Promise<void>;
  /** Submits, with a change when asked, and sends the cards. */
  submits(changes?: Answers): Promise<void>;
  decides(member: StaffMember, outcome: DecisionInput['outcome']): Promise<void>;
  takesBack(lead: StaffMember): Promise<void>;
  /** Any other act, asked by whoever may. */
  does(action: Change['action'], actor: Actor, more?: Partial<Change>): Promise<void>;
  /** What only time does. */
  ends(at: number): Promise<void>;
  /** Puts it where no act leads from a review. */
  standsIn(changes: Partial<Registration>): Promise<void>;
  erases(): Promise<void>;
  close(): Promise<void>;
}

export const CANDIDATE: Actor = { role: 'candidate', id: 'candidate', channel: 'chat' };
export const PLATFORM: Actor = { role: 'platform', id: 'wechatpay', channel: 'callback' };
export const REJECT: DecisionInput['outcome'] = {
  kind: 'reject',
  reasonCode: 'photo_quality',
  words: null,
  marked: null,
  finalConfirmed: false,
};
/** A code that the platform takes no more. */
export const USELESS_CODE = 'useless';

export async function reviewLife(members: StaffMember[]): Promise<ReviewLife> {
  const embedded = await embeddedContext(NOW);
  const season = smallSeason({ now: NOW });
  const phones = { sent: new Map<string, SentCard>(), shown: [] as Shown[] };
  const context = reviewContext(embedded, phones);
  const { unitOfWork } = context;
  const registrationId = await readyRegistration(context, season);
  const find = async (): Promise<Registration> => {
    const found = await unitOfWork.read((tx) => tx.registrations.find(registrationId));
    if (!found) throw new Error('the registration is gone');
    return found;
  };
  const staffed = (staff: StaffMember[]) =>
    unitOfWork.run(async (tx) => {
      await tx.staff.replaceAll(staff);
    });
  /** Time goes by between two acts, so that each has an instant of its own. */
  const later = () => (embedded.clock.at += 7 * MINUTE_MS);
  const does: ReviewLife['does'] = async (action, actor, more = {}) => {
    later();
    const registration = await find();
    const changed = await unitOfWork.run((tx) =>
      changeRegistration(tx, context, { registration, season, action, actor, ...more }),
    );
    if (!changed.ok) throw new Error(`${action}: ${JSON.stringify(changed)}`);
  };
  const leaves: ReviewLife['leaves'] = (member, delegate) =>
    unitOfWork.run((tx) =>
      tx.leaves.insert({
        id: context.newId(),
        staffId: member.id,
        fromAt: embedded.clock.at,
        untilAt: embedded.clock.at + DAY_MS,
        delegateId: delegate?.id ?? null,
        enteredBy: member.id,
        createdAt: embedded.clock.at,
        endedAt: null,
      }),
    );
  await staffed(members);
  return {
    embedded,
    context,
    season,
    registrationId,
    ...phones,
    find,
    staffed,
    leaves,
    does,
    async submits(changes) {
      if (changes) await revise(context, await find(), changes);
      await does('submit_for_review', CANDIDATE);
      const outboxId = context.newId();
      const sent = await sendReviewCards(context, { outboxId, registrationId });
      if (sent.kind !== 'done') throw new Error(`cards: ${sent.code}`);
    },
    async decides(member, outcome) {
      later();
      const { revision } = await find();
      const view = { registrationId, revision, staffId: member.id, at: embedded.clock.at };
      await unitOfWork.run((tx) => tx.views.add(view));
      const roundShown = await unitOfWork.read((tx) => reviewRound(tx, registrationId));
      const input = { registrationId, member, roundShown, outcome, revisionShown: revision };
      const decided = await decideRegistration(context, { ...input, channel: 'staff_page' });
      if (!decided.ok) throw new Error(`not decided: ${decided.why}`);
    },
    async takesBack(lead) {
      later();
      const { revision } = await find();
      const roundShown = await unitOfWork.read((tx) => reviewRound(tx, registrationId));
      const input = { registrationId, member: lead, revisionShown: revision, roundShown };
      const undone = await undoDecision(context, { ...input, words: '误点了通过', confirmed: true });
      if (undone.kind !== 'undone') throw new Error(`not taken back: ${JSON.stringify(undone)}`);
      await sendReviewCards(context, { outboxId: context.newId(), registrationId });
    },
    async ends(at) {
      embedded.clock.at = at;
      const ended = await endByTime(context, registrationId);
      if (ended !== 'ended') throw new Error(`not ended: ${ended}`);
    },
    async standsIn(changes) {
      const found = await find();
      await unitOfWork.run((tx) => tx.registrations.save({ ...found, ...changes }));
    },
    async erases() {
      const registration = await find();
      await unitOfWork.run((tx) =>
        eraseRegistration(tx, context, {
          ...{ registration, season, covered: null, reason: 'consent_withdrawn' },
          actor: { role: 'candidate', id: registration.accountId, channel: 'chat' },
        }),
      );
    },
    close: () => embedded.close(),
  };
}

async function readyRegistration(context: ReviewContext, season: Season): Promise<string> {
  const account = guestAccount(context, 'zh-CN');
  const registration = registrationOf(context, {
    seasonId: season.id,
    accountId: account.id,
    state: 'ready',
    answers: COMPLETE,
    photoId: 'photo-00001',
    subjects: (COMPLETE.subjects ?? []).map((code) => ({ code, feeFen: 10_500, state: 'chosen' })),
    informationSubmittedAt: context.clock.now(),
  });
  await storeSeason(context, { season, actor: { role: 'system', id: 'test', channel: 'command' } });
  await context.unitOfWork.run(async (tx) => {
    await tx.accounts.insert(account);
    await tx.registrations.insert(registration);
  });
  return registration.id;
}

async function revise(context: ReviewContext, found: Registration, changes: Answers): Promise<void> {
  const answers = { ...found.answers, ...changes };
  await context.unitOfWork.run((tx) =>
    tx.registrations.save({ ...found, answers, revision: found.revision + 1 }),
  );
}

/** WeCom as the acts see it: what it shows is kept, and a useless code changes no card. */
function reviewContext(
  embedded: EmbeddedContext,
  { sent, shown }: { sent: Map<string, SentCard>; shown: Shown[] },
): ReviewContext {
  let codes = 0;
  const wecom = {
    messageSend: async (message: { toUsers: readonly string[] } & AppMessage) => {
      const [userid = ''] = message.toUsers;
      if (message.msgtype === 'text') shown.push({ card: null, text: message.text.content });
      if (message.msgtype === 'template_card') {
        const { template_card: card } = message;
        sent.set(card.task_id ?? '', { userid, card });
      }
      codes += 1;
      return { reached: [...message.toUsers], responseCode: `code-${codes}` };
    },
    messageUpdateTemplateCard: async ({
      responseCode,
      card,
    }: {
      responseCode: string;
      card: TemplateCard;
    }) => {
      if (responseCode === USELESS_CODE) {
        const path = '/cgi-bin/message/update_template_card';
        throw new PlatformError({ platform: 'wecom', path, status: 200, code: 40058, class: 'PERMANENT' });
      }
      shown.push({ card, text: null });
    },
  } as unknown as ReviewContext['wecom'];
  return {
    ...embedded.context,
    wecom,
    // The pace is judged elsewhere: here thousands of answers leave within one instant.
    limiter: { ...memoryRateLimiter(embedded.context.clock), take: async () => ({ ok: true }) },
    addresses: { publicUrl: 'https://ncre.example.com' },
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  };
}
