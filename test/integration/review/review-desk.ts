import type { Answers, Registration } from '../../../shared/domain/registration';
import type { PhotoExamination } from '../../../server/use-cases/ports/photos';
import type { Account } from '../../../server/use-cases/ports/accounts';
import type { HistoryEntry } from '../../../server/use-cases/ports/registrations';
import { importStaff } from '../../../server/use-cases/staff/import-staff';
import { submitForReview } from '../../../server/use-cases/registrations/submit-for-review';
import { guestAccount } from '../../../server/use-cases/accounts/open-account';
import { registrationOf } from '../../support/embedded-context';
import { idPicture } from '../../support/pictures';
import { COMPLETE } from '../../support/situations';
import { PEOPLE, type Stage } from '../../support/stage';
import { REVIEWING_SITE } from '../../support/season';

/** Values that may stand nowhere but sealed: of the candidate below. */
export const CLEAR_VALUES = [COMPLETE.documentNumber, COMPLETE.name, COMPLETE.mobile, COMPLETE.email].map(
  String,
);

/** What of a stage these candidates need. */
export type Desk = Pick<Stage, 'season' | 'settle'> & { app: Pick<Stage['app'], 'context'> };

export interface CandidateOptions {
  answers?: Partial<Answers>;
  /** Background of the drawn photo. */
  background?: string;
}

let addresses = 0;

/** A candidate whose registration is complete and waits for review (S36-S38), with mail as the way to be told. */
export async function submitted(stage: Desk, options: CandidateOptions = {}): Promise<Registration> {
  const { context } = stage.app;
  const answers: Answers = { ...COMPLETE, ...options.answers };
  addresses += 1;
  const account: Account = {
    ...guestAccount(context, 'zh-CN'),
    state: 'active',
    email: `candidate${addresses}@example.com`,
    emailVerifiedAt: context.clock.now(),
  };
  const examined = await examine(stage, options.background);
  const photoId = context.newId();
  await context.photoStore.save(photoId, examined.jpeg);
  const registration = registrationOf(context, {
    seasonId: stage.season.id,
    accountId: account.id,
    state: 'ready',
    answers,
    photoId,
    subjects: (answers.subjects ?? []).map((code) => ({ code, feeFen: 10_500, state: 'chosen' })),
    informationSubmittedAt: context.clock.now(),
  });
  const { measurements, findings } = examined;
  await context.unitOfWork.run(async (tx) => {
    await tx.accounts.insert(account);
    await tx.registrations.insert(registration);
    await tx.photos.insert({
      id: photoId,
      registrationId: registration.id,
      accountId: account.id,
      fileName: photoId,
      bytes: measurements.keptBytes,
      measurements,
      findings,
      perceptualHash: `${registration.id}`.padEnd(64, '0').slice(0, 64),
      createdAt: context.clock.now(),
    });
  });
  await resubmit(stage, registration.id);
  return reload(stage, registration.id);
}

const examinations = new Map<string, Promise<PhotoExamination>>();

async function examine(
  stage: Desk,
  background = '#ffffff',
): Promise<Extract<PhotoExamination, { ok: true }>> {
  const known =
    examinations.get(background) ??
    idPicture({ background }).then((bytes) =>
      stage.app.context.photoDesk.examine(bytes, stage.season.photoRule),
    );
  examinations.set(background, known);
  const examined = await known;
  if (!examined.ok) throw new Error(`the drawn photo is refused: ${examined.code}`);
  return examined;
}

/** Submits (again) and lets the cards go out; with changes the revision grows as it does for the candidate's own. */
export async function resubmit(stage: Desk, id: string, answers?: Partial<Answers>): Promise<void> {
  const { context } = stage.app;
  await context.unitOfWork.run(async (tx) => {
    const found = await tx.registrations.find(id);
    const season = found && (await tx.seasons.find(found.seasonId));
    if (!found || !season) throw new Error('no registration');
    const revised = { ...found, answers: { ...found.answers, ...answers }, revision: found.revision + 1 };
    if (answers) await tx.registrations.save(revised);
    const registration = answers ? { ...revised, version: revised.version + 1 } : found;
    const actor = { role: 'candidate', id: found.accountId, channel: 'chat' } as const;
    const changed = await submitForReview(tx, context, { registration, season, actor });
    if (!changed.ok) throw new Error(`not submitted: ${JSON.stringify(changed)}`);
  });
  await stage.settle();
}

export async function reload(stage: Desk, id: string): Promise<Registration> {
  const found = await stage.app.context.unitOfWork.read((tx) => tx.registrations.find(id));
  if (!found) throw new Error('no registration');
  return found;
}

/** Puts a registration somewhere else in its life, as if it had come there. */
export async function moveTo(stage: Stage, id: string, changes: Partial<Registration>): Promise<void> {
  const found = await reload(stage, id);
  await stage.app.context.unitOfWork.run((tx) => tx.registrations.save({ ...found, ...changes }));
}

export function historyOf(stage: Stage, id: string): Promise<HistoryEntry[]> {
  return stage.app.context.unitOfWork.read((tx) => tx.history.listOf(id));
}

/** Mails about the outcome, which are what these candidates are told by. */
export function outcomeMails(stage: Stage): string[] {
  return stage.platform.mails
    .map((mail) => JSON.stringify(mail))
    .filter((mail) => /审核(不)?通过/.test(mail));
}

export function detailUrl(stage: Stage, id: string): string {
  return `${stage.publicUrl}/staff/reviews/${id}`;
}

/** Replaces the staff of the stage. An administrator is always there. */
export async function staffed(stage: Stage, people: Record<string, unknown>[]): Promise<void> {
  const office = { userid: PEOPLE.administrator, name: '管理员', roles: ['administrator'], sites: [] };
  const imported = await importStaff(stage.app.context, {
    text: JSON.stringify({ staff: [office, ...people] }),
    actor: { role: 'system', id: 'test', channel: 'command' },
  });
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
}

export function reviewerEntry(
  userid: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    userid,
    name: `审核员${userid.slice(-3)}`,
    roles: ['reviewer'],
    sites: [REVIEWING_SITE],
    ...changes,
  };
}
