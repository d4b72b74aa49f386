import { checkStaff } from '../server/use-cases/staff/check-staff';
import { importStaff } from '../server/use-cases/staff/import-staff';
import { plainDateAt } from '../shared/domain/time';
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

const USAGE = 'npm run staff -- check|import FILE';

async function staff([act = '', file = '']: string[]): Promise<ExitCode> {
  if (!['check', 'import'].includes(act) || file === '') return cannotRun('command.usage', { usage: USAGE });
  const text = readText(file);
  if (text === null) return cannotRun('command.unreadable', { file });
  const checked = checkStaff(text, plainDateAt(Date.now()));
  if (!checked.ok) return showProblems(checked.problems);
  if (act === 'check') {
    say('result.valid', { summary: String(checked.staff.length) });
    return 0;
  }
  return withContext(async (context) => {
    const result = await importStaff(context, { text, actor: COMMAND_ACTOR });
    if (!result.ok) return showProblems(result.problems);
    const { warnings, added, changed, removed, invited } = result;
    say('result.staff', { added, changed, removed });
    if (invited > 0) say('result.staff_invited', { invited });
    showWarnings(warnings);
    return 0;
  });
}

runCommand(() => staff(process.argv.slice(2)));
