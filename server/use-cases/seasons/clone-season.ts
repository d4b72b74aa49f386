import { addDays, daysBetween, isPlainDate, parseInstant } from '../../../shared/domain/time';
import type { DataProblem } from '../../../shared/domain/data-problem';
import type { SeasonFile } from '../../../shared/contract/season-schema';
import { checkSeason, readDataFile } from './check-season';

/** From the first exam day of one sitting to that of the next: 26 weeks, so the day of the week stays. */
const NEXT_SITTING_DAYS = 26 * 7;

/** What no rule can know of the next sitting: a person has to look at it before the file is accepted. */
const TO_REVIEW = [
  'id',
  'sitting',
  'windows',
  'reviewEndsAt',
  'paymentEndsAt',
  'ticketFrom',
  'examFrom',
  'subjects',
  'sites',
  'notices',
  'templates',
  'workCalendar',
] as const;

export type ClonedSeason =
  | { ok: true; fileName: string; text: string; toReview: readonly string[] }
  | { ok: false; problems: DataProblem[] };

/** A season file as JSON holds it: times are still texts. */
type RawSeason = Record<keyof SeasonFile, unknown>;

/**
 * Makes the file of the next sitting: dates moved by 26 weeks (or to a named first exam day), number and month counted on,
 * the list `toReview` set. `season check` refuses the file until a person has emptied that list.
 */
export function cloneSeason(text: string, options: { examFrom?: string } = {}): ClonedSeason {
  const checked = checkSeason(text);
  if (!checked.ok) return checked;
  const { season } = checked;
  const named = options.examFrom;
  if (named !== undefined && !isPlainDate(named)) {
    return { ok: false, problems: [{ path: 'examFrom', code: 'date.impossible', params: {} }] };
  }
  const examFrom = named ?? addDays(season.examFrom, NEXT_SITTING_DAYS);
  const days = daysBetween(season.examFrom, examFrom);
  const source = readDataFile(text);
  if (!source.ok) return source;
  const raw = shifted(source.value, days) as RawSeason;
  const month = examFrom.slice(0, 7);
  const id = season.id.includes(season.sitting.month)
    ? season.id.replace(season.sitting.month, month)
    : `${season.id.slice(0, 24)}-${month}`;
  const sitting = { ...season.sitting, no: season.sitting.no + 1, month, name: nextName(season.sitting) };
  // Holidays are days of the real calendar: they stay where they are.
  const workCalendar = season.workCalendar && { workCalendar: season.workCalendar };
  const file = { ...raw, ...workCalendar, id, sitting, toReview: [...TO_REVIEW] };
  return {
    ok: true,
    fileName: `${id}.json`,
    text: `${JSON.stringify(file, null, 2)}\n`,
    toReview: TO_REVIEW,
  };
}

/** The name with its number counted on. */
function nextName({ no, name }: SeasonFile['sitting']): { zh: string; en: string } {
  const count = (text: string) => text.replace(new RegExp(`(?<!\\d)${no}(?!\\d)`), String(no + 1));
  return { zh: count(name.zh), en: count(name.en) };
}

/** Moves every instant and plain date in the file; other texts do not look like one. */
function shifted(value: unknown, days: number): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => shifted(item, days));
  if (typeof value === 'string') return shiftedText(value, days);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shifted(part, days)]));
}

/** Only the day moves: hour and offset stay as they were written, 24:00 included. */
function shiftedText(text: string, days: number): string {
  if (!isPlainDate(text) && parseInstant(text) === null) return text;
  return `${addDays(text.slice(0, 10), days)}${text.slice(10)}`;
}
