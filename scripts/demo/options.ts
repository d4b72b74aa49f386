export interface DemoOptions {
  /** Plays the main job without the page. */
  script: boolean;
  /** Goes on with the data of the last time. */
  keep: boolean;
  /** Port of the page; another one is taken when it is busy. */
  port: number;
  /** Scenarios whose name contains this text; all when empty. */
  only: string;
  /** File that the log of the server is appended to; none when empty. */
  log: string;
}

export const USAGE = `npm run demo [-- --keep] [--port N]
npm run demo -- --script [--only TEXT] [--log FILE]`;

const DEFAULT_PORT = 8090;

/** Reads the arguments, or says what is wrong with them. */
export function readOptions(args: readonly string[]): DemoOptions | { wrong: string } {
  const options: DemoOptions = { script: false, keep: false, port: DEFAULT_PORT, only: '', log: '' };
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '--script') options.script = true;
    else if (arg === '--keep') options.keep = true;
    else if (arg === '--only') options.only = left.shift() ?? '';
    else if (arg === '--log') options.log = left.shift() ?? '';
    else if (arg === '--port') options.port = Number(left.shift());
    else return { wrong: arg };
  }
  const isPort = Number.isInteger(options.port) && options.port >= 0 && options.port <= 65_535;
  return isPort ? options : { wrong: '--port' };
}
