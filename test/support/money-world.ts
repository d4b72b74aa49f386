import type { Logger } from '../../server/use-cases/ports/logger';
import type { ClaimedMessage, OutboxQueue } from '../../server/use-cases/ports/messaging';
import type { TradeBills } from '../../server/use-cases/ports/pay';
import { undone, type Repositories, type Undone } from '../../server/use-cases/ports/storage';
import { changeRegistration, type Changed } from '../../server/use-cases/registrations/change-registration';
import type { Context } from '../../server/use-cases/context';
import { endByTime } from '../../server/use-cases/registrations/end-by-time';
import { storeSeason } from '../../server/use-cases/seasons/import-season';
import { keepPhoto } from '../../server/use-cases/photos/keep-photo';
import { startPayment, type PaymentContext } from '../../server/use-cases/payments/start-payment';
import { submitForReview } from '../../server/use-cases/registrations/submit-for-review';
import { submitInformation } from '../../server/use-cases/registrations/submit-information';
import { DONE, type Handlers } from '../../server/worker/handler';
import { paymentHandlers, type PaymentHandlerContext } from '../../server/worker/handlers/payments';
import { createOutboxWorker } from '../../server/worker/outbox-worker';
import type { Actor, Answers, Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { registrationOf } from './embedded-context';
import { nthResidentId } from './ids';
import { fakePayments, type FakePayments } from './payment-provider';
import { OTHER_SITE } from './season';

export const CANDIDATE: Actor = { role: 'candidate', id: 'candidate', channel: 'mini_program' };
export const REVIEWER: Actor = { role: 'reviewer', id: 'reviewer', channel: 'card' };
export const LEAD: Actor = { role: 'lead', id: 'lead', channel: 'staff_page' };
const COMMAND: Actor = { role: 'administrator', id: 'command', channel: 'command' };

interface Target {
  registration: Registration;
  season: Season;
  actor: Actor;
}

export interface MoneyWorld {
  context: PaymentContext & { bills: TradeBills };
  clock: { at: number };
  season: Season;
  platform: FakePayments;
  /** Every row that left the outbox, in order; a row once, however often it was tried. */
  sent: ClaimedMessage[];
  /** A draft with every answer, of a person of its own. */
  draft(changes?: Partial<Answers>, of?: Partial<Registration>): Promise<Registration>;
  /** Submitted with a photo: `ready`. */
  ready(changes?: Partial<Answers>): Promise<Registration>;
  /** `ready`, reviewed and approved. */
  approved(changes?: Partial<Answers>): Promise<Registration>;
  /** One act on the registration as it stands, undone whole when refused. */
  act(
    id: string,
    actor: Actor,
    work: (tx: Repositories, target: Target) => Promise<Changed>,
  ): Promise<Changed>;
  decide(id: string, outcome: 'approved' | 'rejected', revision?: number): Promise<Changed>;
  photo(id: string): Promise<Changed>;
  pay(id: string, subjectCodes: string[]): ReturnType<typeof startPayment>;
  find(id: string): Promise<Registration>;
  read<T>(work: (tx: Repositories) => Promise<T>): Promise<T>;
  /** Works on what is due now. */
  drain(): Promise<number>;
  /** Lets so much time pass, working at every instant at which something is due. */
  pass(ms: number): Promise<void>;
}

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export async function moneyWorld(
  basis: Context & { queue: OutboxQueue },
  clock: { at: number },
  season: Season,
): Promise<MoneyWorld> {
  const platform = fakePayments(basis.clock);
  const context = { ...basis, provider: platform, bills: platform, logger: silent };
  const sent: ClaimedMessage[] = [];
  const worker = createOutboxWorker({
    queue: basis.queue,
    handlers: handlersOf(context, sent),
    clock: basis.clock,
    logger: silent,
    owner: 'world',
    concurrency: 1,
  });
  await storeSeason(context, { season, actor: COMMAND });
  let people = 0;

  const read: MoneyWorld['read'] = (work) => context.unitOfWork.read(work);
  const find = async (id: string): Promise<Registration> => {
    const registration = await read((tx) => tx.registrations.find(id));
    if (!registration) throw new Error('no such registration');
    return registration;
  };
  const act: MoneyWorld['act'] = (id, actor, work) =>
    context.unitOfWork.run(async (tx): Promise<Changed | Undone<Changed>> => {
      const registration = await tx.registrations.find(id);
      const inForce = await tx.seasons.find(season.id);
      if (!registration || !inForce) throw new Error('no such registration');
      const changed = await work(tx, { registration, season: inForce, actor });
      return changed.ok ? changed : undone(changed);
    });
  const draft: MoneyWorld['draft'] = (changes = {}, of = {}) => {
    people += 1;
    const answers = answersOf(people, changes);
    const registration = registrationOf(context, { seasonId: season.id, answers, ...of });
    return context.unitOfWork.run(async (tx) => {
      await tx.registrations.insert(registration);
      return registration;
    });
  };
  const photo = (id: string): Promise<Changed> =>
    act(id, CANDIDATE, (tx, target) =>
      keepPhoto(tx, context, { ...target, photo: photoOf(context, target.registration) }),
    );
  const ready: MoneyWorld['ready'] = async (changes = {}) => {
    const { id } = await draft(changes);
    await act(id, CANDIDATE, (tx, target) => submitInformation(tx, context, { ...target, promised: true }));
    await photo(id);
    return find(id);
  };
  const decide: MoneyWorld['decide'] = (id, outcome, revision) =>
    act(id, REVIEWER, (tx, target) => {
      const shown = revision ?? target.registration.revision;
      return changeRegistration(tx, context, {
        ...target,
        action: outcome === 'approved' ? 'approve' : 'reject',
        request: { revisionShown: shown, reasonGiven: true },
        patch: {
          decision: {
            outcome,
            revision: shown,
            decidedAt: clock.at,
            decidedBy: 'reviewer',
            reasonCode: null,
            reasonWords: null,
            marked: [],
          },
        },
      });
    });

  return {
    context,
    clock,
    season,
    platform,
    sent,
    draft,
    ready,
    approved: async (changes = {}) => {
      const { id } = await ready(changes);
      await act(id, CANDIDATE, (tx, target) => submitForReview(tx, context, target));
      await decide(id, 'approved');
      return find(id);
    },
    act,
    decide,
    photo,
    pay: async (id, subjectCodes) => {
      const { accountId } = await find(id);
      const input = { accountId, registrationId: id, subjectCodes, payerOpenid: `o-${accountId}` };
      return startPayment(context, { ...input, actor: CANDIDATE });
    },
    find,
    read,
    drain: () => worker.drain(),
    pass: async (ms) => {
      const until = clock.at + ms;
      for (;;) {
        await worker.drain();
        const next = await basis.queue.nextDueAt();
        if (next === null || next > until) break;
        clock.at = Math.max(clock.at + 1, next);
      }
      clock.at = until;
    },
  };
}

/** Jobs about money and time run as in the product; messages and cards are only noted. */
function handlersOf(context: PaymentHandlerContext, sent: ClaimedMessage[]): Handlers {
  const note = (message: ClaimedMessage): Promise<typeof DONE> => {
    sent.push(message);
    return Promise.resolve(DONE);
  };
  const noted = [
    'candidate.told',
    'review.requested',
    'review.settled',
    'reminder.due',
    'photo.replaced',
    'season.changed',
    'seats.over_capacity',
    'payment.doubled',
    'payment.returned',
    'payment.unmatched',
    'refund.unmatched',
    'bill.different',
  ];
  return {
    ...paymentHandlers(context),
    ...Object.fromEntries(noted.map((topic) => [topic, note])),
    'registration.due': async ({ payload }) => {
      const ended = await endByTime(context, String(payload.registrationId));
      return ended === 'conflict'
        ? { kind: 'later', code: 'conflict', dueAt: context.clock.now() + 200, keep: true }
        : DONE;
    },
  };
}

export function answersOf(index: number, changes: Partial<Answers> = {}): Answers {
  const documentNumber = nthResidentId(index);
  return {
    documentType: 'resident_id',
    documentNumber,
    sex: Number(documentNumber[16]) % 2 === 1 ? 'male' : 'female',
    birthDate: documentNumber.slice(6, 14).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'),
    name: '林小雨',
    ethnicity: '01',
    occupation: 'teacher',
    education: 'bachelor',
    mobile: '13800138000',
    email: 'lin@example.com',
    student: false,
    siteCode: OTHER_SITE,
    subjects: ['15', '65'],
    ...changes,
  };
}

function photoOf(context: Context, registration: Registration) {
  const id = context.newId();
  return {
    id,
    registrationId: registration.id,
    accountId: registration.accountId,
    fileName: id,
    bytes: 30_000,
    measurements: {
      width: 300,
      height: 400,
      chroma: 20,
      brightness: 150,
      contrast: 50,
      sharpness: 500,
      background: { mean: [250, 250, 250], spread: 2 },
    } as never,
    findings: [],
    perceptualHash: id.slice(-16),
    createdAt: context.clock.now(),
  };
}

/** Places taken at a site, by subject code and `site`; counters that stand at nothing are left out. */
export async function seatsTaken(world: MoneyWorld, siteCode: string): Promise<Record<string, number>> {
  const counts = await world.read((tx) => tx.seats.counts(world.season.id, siteCode));
  return Object.fromEntries(
    counts.filter((count) => count.taken > 0).map((count) => [count.subjectCode ?? 'site', count.taken]),
  );
}
