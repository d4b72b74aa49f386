import { spreadOf, type Spread } from './figures';

/** One line of the report: a ratio or a plain figure beside what it has to be. */
export interface Line {
  row: string;
  what: string;
  /** Number of clients, where there are any. */
  clients: number | null;
  /** What it is compared with. */
  against: string;
  value: Spread;
  unit: 'x' | 'ms' | 'B' | 'MB' | 'count';
  floor: number | null;
  goal: number | null;
  /** Lateness, memory and losses have to stay below. */
  lower?: boolean;
  detail: string;
}

export interface Report {
  lines: Line[];
  /** What must be known to read the lines: noisy references, failed checks. */
  remarks: string[];
  /** Everything measured, by contestant and round. */
  raw: unknown[];
}

export type Verdict = 'goal' | 'floor' | 'NOT MET' | '-';

export function verdictOf({ value: { median }, floor, goal, lower }: Line): Verdict {
  const reaches = (mark: number | null): boolean =>
    mark !== null && (lower ? median <= mark : median >= mark);
  if (floor === null && goal === null) return '-';
  if (reaches(goal)) return 'goal';
  return reaches(floor) ? 'floor' : 'NOT MET';
}

export function tableOf({ lines, remarks }: Report): string {
  const head = [
    'row',
    'what',
    'clients',
    'against',
    'median',
    'quartiles',
    'floor',
    'goal',
    'result',
    'detail',
  ];
  const cells = lines.map((line) => [
    line.row,
    line.what,
    line.clients === null ? '' : String(line.clients),
    line.against,
    shown(line.value.median, line.unit),
    `${shown(line.value.low, line.unit)}..${shown(line.value.high, line.unit)}`,
    line.floor === null ? '' : shown(line.floor, line.unit),
    line.goal === null ? '' : shown(line.goal, line.unit),
    verdictOf(line),
    line.detail,
  ]);
  const widths = head.map((name, at) => Math.max(name.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const text = (row: string[]): string =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [text(head), rule, ...cells.map(text), '', ...remarks.map((remark) => `! ${remark}`)].join('\n');
}

function shown(value: number, unit: Line['unit']): string {
  if (Number.isNaN(value)) return '?';
  if (unit === 'x') return `${value.toFixed(value >= 10 ? 1 : 2)}x`;
  if (unit === 'count') return String(Math.round(value));
  return `${value >= 100 ? Math.round(value) : value.toFixed(1)} ${unit}`;
}

/** A line of a plain figure that has to stay below its marks. */
export function figure(
  line: Pick<Line, 'row' | 'what' | 'unit' | 'detail'> & Partial<Line> & { values: readonly number[] },
): Line {
  const { values, ...rest } = line;
  return {
    clients: null,
    against: '',
    floor: null,
    goal: null,
    lower: true,
    value: spreadOf(values),
    ...rest,
  };
}
