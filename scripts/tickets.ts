import { importTickets } from '../server/use-cases/tickets/import-tickets';
import {
  cannotRun,
  COMMAND_ACTOR,
  readText,
  runCommand,
  say,
  showProblems,
  withContext,
  type ExitCode,
} from './data-files';

const USAGE = 'npm run tickets -- import FILE';

async function tickets([act = '', file = '']: string[]): Promise<ExitCode> {
  if (act !== 'import' || file === '') return cannotRun('command.usage', { usage: USAGE });
  const text = readText(file);
  if (text === null) return cannotRun('command.unreadable', { file });
  return withContext(async (context) => {
    const result = await importTickets(context, { text, actor: COMMAND_ACTOR });
    if (!result.ok) return showProblems(result.problems);
    say('result.tickets', { count: result.count });
    return 0;
  });
}

runCommand(() => tickets(process.argv.slice(2)));
