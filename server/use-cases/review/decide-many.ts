import type { Params } from '../../../shared/domain/rules/check';
import type { DecisionRefusal } from '../../../shared/i18n/staff/decision-refusal';
import type { Context } from '../context';
import { decideRegistration } from './decide-registration';
import { reasonOf, type DecisionInput } from './judge-decision';
import { foreseeDecisions, seasonsOf, type ForeseenRow } from './foresee-decisions';
import type { Locale } from '../ports/accounts';
import type { StaffMember } from '../ports/review';
import { StorageUnavailableError } from '../ports/storage-errors';
import { presentOf, type RowPresent, type ShownRow, type WallPerson } from './wall-row';

/** As many as a screen of the wall shows. */
export const MOST_ROWS = 60;

/** One act for many rows; a reason is the same for all of them. */
export type ManyOutcome =
  | { kind: 'approve' }
  | {
      kind: 'reject';
      reasonCode: string | null;
      words: string | null;
      marked: readonly string[] | null;
      /** Registrations of which the warning was shown that they can no longer be fixed. */
      finalConfirmed: readonly string[];
    };

/** What became of a row; every row has one. */
export type RowOutcome =
  | { kind: 'done'; act: ManyOutcome['kind']; repeated: boolean }
  | { kind: 'refused'; why: DecisionRefusal }
  /** The database failed while it was decided: whether it was is not known. */
  | { kind: 'unknown' }
  /** The database failed before. */
  | { kind: 'not_tried' }
  /** It was shown as one that is left as it is, and was not tried: how it is foreseen now. */
  | { kind: 'left'; now: ForeseenRow['kind'] };

export interface DecidedRow {
  row: ShownRow;
  outcome: RowOutcome;
  /** Null where the asker may not know of it, or nothing may be shown any more. */
  person: WallPerson | null;
  /** How it stands, of a row that was refused. */
  present: RowPresent | null;
}

export type ManyDecided =
  | { ok: true; rows: DecidedRow[] }
  /** The reason cannot be used for any of them: nothing was decided. */
  | { ok: false; why: DecisionRefusal; reason: { code: string; params?: Params } };

interface Asked {
  member: StaffMember;
  outcome: ManyOutcome;
}

/**
 * Decides row by row, each in a unit of work of its own and with an outcome of its own; none is left out silently. What the
 * page that asked has `left` as it is stays so, also where it could be decided by now.
 */
export async function decideMany(
  context: Context,
  input: Asked & { rows: readonly ShownRow[]; left: readonly ShownRow[]; locale: Locale },
): Promise<ManyDecided> {
  const { rows, member, outcome, locale } = input;
  const all = await foreseeDecisions(context, {
    ...{ member, locale, act: outcome.kind },
    rows: [...rows, ...input.left],
  });
  const foreseen = all.slice(0, rows.length);
  const left = all.slice(rows.length).map(leftAsTold);
  for (const season of seasonsOf(foreseen)) {
    const reason = reasonOf({ outcome: outcomeOf(outcome, '') }, season);
    if (!reason.ok) return { ok: false, why: reason.why, reason: reason.detail };
  }
  const decided: DecidedRow[] = [];
  for (const row of foreseen) {
    try {
      decided.push(await decideOne(context, row, { member, outcome }));
    } catch (error) {
      // Before the first one "nothing was changed" is the truth; after it the rows that are done must be told.
      if (!(error instanceof StorageUnavailableError) || decided.length === 0) throw error;
      return { ok: true, rows: [...decided, ...untried(foreseen.slice(decided.length)), ...left] };
    }
  }
  return { ok: true, rows: [...decided, ...left] };
}

async function decideOne(context: Context, foreseen: ForeseenRow, asked: Asked): Promise<DecidedRow> {
  const { row } = foreseen;
  const { member, outcome } = asked;
  const decided = await decideRegistration(context, {
    ...row,
    member,
    channel: 'staff_page',
    outcome: outcomeOf(outcome, row.registrationId),
  });
  const person = shownPerson(foreseen);
  if (decided.ok) {
    const { repeated } = decided;
    return { row, outcome: { kind: 'done', act: outcome.kind, repeated }, person, present: null };
  }
  const { why, registration } = decided;
  const mayKnow = registration !== null && why !== 'absent' && why !== 'conflict_of_interest';
  const present = mayKnow ? await context.unitOfWork.read((tx) => presentOf(tx, registration)) : null;
  return { row, outcome: { kind: 'refused', why }, person: mayKnow ? person : null, present };
}

function outcomeOf(outcome: ManyOutcome, registrationId: string): DecisionInput['outcome'] {
  if (outcome.kind === 'approve') return { kind: 'approve', viewedOnly: true };
  return { ...outcome, finalConfirmed: outcome.finalConfirmed.includes(registrationId) };
}

function leftAsTold(foreseen: ForeseenRow): DecidedRow {
  const { row, kind: now } = foreseen;
  const present = 'present' in foreseen ? foreseen.present : null;
  return { row, outcome: { kind: 'left', now }, person: shownPerson(foreseen), present };
}

function untried([broken, ...rest]: readonly ForeseenRow[]): DecidedRow[] {
  const left = (foreseen: ForeseenRow, kind: 'unknown' | 'not_tried'): DecidedRow => ({
    row: foreseen.row,
    outcome: { kind },
    person: shownPerson(foreseen),
    present: null,
  });
  return [...(broken ? [left(broken, 'unknown')] : []), ...rest.map((row) => left(row, 'not_tried'))];
}

function shownPerson(foreseen: ForeseenRow): WallPerson | null {
  return 'person' in foreseen ? foreseen.person : null;
}
