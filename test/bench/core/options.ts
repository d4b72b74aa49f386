export interface Options {
  /** Names of rows; empty means all. */
  only: string[];
  quick: boolean;
  /** The whole sizes of performance.md where a usual run takes smaller ones. */
  long: boolean;
  json: string | null;
}

/** Reads the command line, or says what is wrong with it. */
export function readOptions(args: string[], rows: string[]): Options | string {
  const options: Options = { only: [], quick: false, long: false, json: null };
  const usage = `npm run bench -- [--only NAME,...] [--quick] [--long] [--json FILE]; rows: ${rows.join(', ')}`;
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '--quick') options.quick = true;
    else if (arg === '--long') options.long = true;
    else if (arg === '--json') options.json = left.shift() ?? '';
    else if (arg === '--only') options.only.push(...(left.shift() ?? '').split(','));
    else return usage;
  }
  const unknown = options.only.filter((name) => !rows.includes(name));
  if (unknown.length > 0 || options.json === '') return usage;
  return options;
}
