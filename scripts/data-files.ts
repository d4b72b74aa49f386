import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { listProblems, loadConfig, type Config } from '../server/config';
import { openStorage } from '../server/persistence/storage';
import { createFieldCipher } from '../server/secrets/field-cipher';
import { createKeyedHash } from '../server/secrets/keyed-hash';
import { createOneTimeCodes } from '../server/secrets/one-time-codes';
import { createSecrets } from '../server/secrets/random-secrets';
import type { InvitingContext } from '../server/use-cases/staff/invite-staff';
import { ID_RANDOM_BYTES, idOf } from '../shared/domain/ids';
import type { Actor } from '../shared/domain/registration';
import { fillText, type TextParams } from '../shared/i18n/format';
import { RESULT_KEYS, type DataFileCode, type ResultKey } from '../shared/i18n/data-files/texts';
import { dataFilesEn } from '../shared/i18n/data-files/en';
import { dataFilesZhCn } from '../shared/i18n/data-files/zh-CN';

/** 0 = done, 1 = the file is wrong or refused, 2 = the command could not run. */
export type ExitCode = 0 | 1 | 2;

/** What a command prints of one problem. */
export interface ShownProblem {
  path: string;
  code: DataFileCode;
  params: TextParams;
  line?: number;
}

/** Commands speak Chinese where the system does, else English. */
const language = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
const texts = language.toLowerCase().startsWith('zh') ? dataFilesZhCn : dataFilesEn;

export const COMMAND_ACTOR: Actor = { role: 'administrator', id: 'command', channel: 'command' };

export function say(key: ResultKey, params: TextParams = {}): void {
  process.stdout.write(`${fillText(texts.results[key], params)}\n`);
}

/** Prints a table of line, place and problem, with the way to mend it below each. */
export function showProblems(problems: readonly ShownProblem[]): ExitCode {
  process.stdout.write(`${fillText(texts.results['result.problems'], { count: problems.length })}\n\n`);
  process.stdout.write(tableOf(problems));
  return 1;
}

/** As `showProblems`, for what does not stop the import. */
export function showWarnings(problems: readonly ShownProblem[]): void {
  if (problems.length > 0) process.stdout.write(`\n${tableOf(problems)}`);
}

function tableOf(problems: readonly ShownProblem[]): string {
  const { results } = texts;
  const rows = problems.map(({ path, code, params, line }) => {
    const [message, fix] = texts.problems[code];
    const named = { ...params, ...expectedType(params) };
    return [
      line === undefined ? '-' : String(line),
      path || '-',
      fillText(message, named),
      fillText(fix, named),
    ];
  });
  const head = [
    results['column.line'],
    results['column.where'],
    results['column.what'],
    results['column.fix'],
  ];
  const lineWidth = Math.max(...[head, ...rows].map(([line = '']) => widthOf(line)));
  const pathWidth = Math.min(44, Math.max(...[head, ...rows].map(([, path = '']) => widthOf(path))));
  return [head, ...rows]
    .map(([line = '', path = '', message = '', fix = '']) => {
      const gap = ' '.repeat(lineWidth + pathWidth + 4);
      return `${padded(line, lineWidth)}  ${padded(path, pathWidth)}  ${message}\n${gap}→ ${fix}\n`;
    })
    .join('');
}

/** A type of JSON in plain words. */
function expectedType({ expected }: TextParams): TextParams {
  const key = RESULT_KEYS.find((candidate) => candidate === `type.${expected}`);
  return key ? { expected: texts.results[key] } : {};
}

/** Columns on a terminal: Chinese characters take two. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (/[\u1100-\uFFEF]/.test(character) ? 2 : 1), 0);
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Ends the command when it was called wrongly or could not begin. */
export function cannotRun(code: DataFileCode, params: TextParams): ExitCode {
  const [message, fix] = texts.problems[code];
  process.stderr.write(`${fillText(message, params)}\n${fillText(fix, params)}\n`);
  return 2;
}

/** The text of a file, or null when it cannot be read. Broken UTF-8 becomes U+FFFD, which the check reports. */
export function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Runs an import on the database of the settings; a wrong setting ends it with the list of all of them. */
export async function withContext(work: (context: InvitingContext) => Promise<ExitCode>): Promise<ExitCode> {
  const loaded = loadConfig();
  if (!loaded.ok) {
    process.stderr.write(`${listProblems(loaded.problems)}\n`);
    return 2;
  }
  const { keys } = loaded.config;
  const keyedHash = createKeyedHash(keys.indexKey);
  const cipher = createFieldCipher(keys.fieldKeys);
  const storage = await openStorage({ target: targetOf(loaded.config), cipher, keyedHash });
  try {
    return await work({
      clock: { now: () => Date.now() },
      unitOfWork: storage.unitOfWork,
      secrets: createSecrets(keys.tokenKey),
      hash: keyedHash,
      oneTimeCodes: createOneTimeCodes(),
      newId: () => idOf(Date.now(), randomBytes(ID_RANDOM_BYTES)),
    });
  } finally {
    await storage.close();
  }
}

function targetOf({ storage }: Config): { dataDir: string } | { databaseUrl: string } {
  return storage.kind === 'embedded' ? { dataDir: storage.dataDir } : { databaseUrl: storage.databaseUrl };
}

/** Runs a command and hands its exit code to the process; a failure it did not expect is printed in one line. */
export function runCommand(command: () => Promise<ExitCode>): void {
  command().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
      process.exitCode = 2;
    },
  );
}
