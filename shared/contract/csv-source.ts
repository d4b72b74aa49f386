/** One record of a CSV text with the line it begins on, counting from 1. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/**
 * Reads CSV as RFC 4180 writes it: commas, optional quotes, doubled quotes inside them, any line end, an optional byte
 * order mark. Empty lines are left out. Cells stay text: numbers keep every digit.
 */
export function readCsv(text: string): CsvRecord[] {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;
  const records: CsvRecord[] = [];
  let line = 1;
  let record: CsvRecord = { line, cells: [] };
  while (cell.lastIndex <= source.length) {
    const found = cell.exec(source);
    // A stray quote breaks the form: the rest of the text is one cell, and the count of columns then names the line.
    if (!found) return [...records, { ...record, cells: [...record.cells, 'unreadable'] }];
    const [whole, quoted, plain = '', end] = found;
    record.cells.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"').trim());
    line += whole.split(/\r\n|\n|\r/).length - 1;
    if (end === ',') continue;
    if (record.cells.some((value) => value !== '')) records.push(record);
    record = { line, cells: [] };
    if (end === '') break;
  }
  return records;
}
