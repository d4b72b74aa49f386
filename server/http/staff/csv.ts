/** So that spreadsheets read the text as UTF-8. */
export const CSV_BEGINNING = '\uFEFF';

/** What a spreadsheet takes for a formula, also in full width and behind blanks. */
const FORMULA = /^[\s\u200B\uFEFF]*[=+\-@＝＋－＠]/;
/** More digits than a spreadsheet keeps of a number. */
const LONG_NUMBER = /^\d{12,}X?$/i;

/**
 * One record of RFC 4180. A cell is never evaluated: what looks like a formula gets an apostrophe in front. A long number
 * gets a tab, which shows as nothing and keeps it text, so that spreadsheets do not round an ID number.
 */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string): string {
  const text = value.replace(/[^\P{Cc}\t\n\r]/gu, '');
  if (LONG_NUMBER.test(text)) return `"\t${text}"`;
  const safe = FORMULA.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
