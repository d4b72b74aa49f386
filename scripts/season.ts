import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkSeason } from '../server/use-cases/seasons/check-season';
import { cloneSeason } from '../server/use-cases/seasons/clone-season';
import { importSeason } from '../server/use-cases/seasons/import-season';
import { unknownYears } from '../shared/contract/season-calendar';
import {
  cannotRun,
  COMMAND_ACTOR,
  readText,
  runCommand,
  say,
  showProblems,
  showWarnings,
  withContext,
  type ExitCode,
} from './data-files';

const USAGE = 'npm run season -- check|import FILE · npm run season -- clone FILE [YYYY-MM-DD]';

async function season([act = '', file = '', examFrom]: string[]): Promise<ExitCode> {
  if (!['check', 'import', 'clone'].includes(act) || file === '') {
    return cannotRun('command.usage', { usage: USAGE });
  }
  const text = readText(file);
  if (text === null) return cannotRun('command.unreadable', { file });
  if (act === 'check') return check(text);
  if (act === 'clone') return clone(text, { file, examFrom });
  const checked = checkSeason(text);
  // A wrong file is told before any setting is needed.
  return checked.ok ? withContext((context) => store(context, text)) : showProblems(checked.problems);
}

function check(text: string): ExitCode {
  const checked = checkSeason(text);
  if (!checked.ok) return showProblems(checked.problems);
  const { id, sites, subjects, notices } = checked.season;
  const counts = `${sites.length} sites, ${subjects.length} subjects, ${notices.length} notices`;
  say('result.valid', { summary: `${id} (${counts})` });
  showWarnings(unknownYears(checked.season));
  return 0;
}

async function store(context: Parameters<typeof importSeason>[0], text: string): Promise<ExitCode> {
  const result = await importSeason(context, { text, actor: COMMAND_ACTOR });
  if (!result.ok) {
    if (result.why === 'problems') return showProblems(result.problems);
    return showProblems(
      result.strandings.map(({ code, path: where, count, params }) => ({
        code,
        path: where,
        params: { ...params, count },
      })),
    );
  }
  say(`result.${result.outcome}`, { id: result.season.id, version: result.season.version });
  showWarnings(unknownYears(result.season));
  return 0;
}

/** Writes the next sitting's file beside the given one and never over an existing one. */
function clone(text: string, { file, examFrom }: { file: string; examFrom?: string }): ExitCode {
  const cloned = cloneSeason(text, { examFrom });
  if (!cloned.ok) return showProblems(cloned.problems);
  const target = path.join(path.dirname(file), cloned.fileName);
  if (existsSync(target)) return cannotRun('command.exists', { file: target });
  writeFileSync(target, cloned.text);
  say('result.cloned', { file: target, count: cloned.toReview.length });
  return 0;
}

runCommand(() => season(process.argv.slice(2)));
