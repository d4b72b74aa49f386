import type { Outcome } from '../../../bot/ports';
import type { ErrorCode } from '../../../shared/domain/codes';
import type { Context } from '../context';
import type { AppError } from '../ports/app-error';
import type { CallFailure } from '../ports/support';
import type { Repositories } from '../ports/storage';

/** Nothing that went wrong for the person, or nothing that storage could take now. */
const NOT_KEPT: readonly ErrorCode[] = [
  'UNAUTHENTICATED',
  'NOT_FOUND',
  'RATE_LIMITED',
  'VERSION_CONFLICT',
  'DEPENDENCY_UNAVAILABLE',
  'STORAGE_FULL',
  'SHUTTING_DOWN',
];

/** Column of the code. */
const MAX_CODE = 64;

/** Keeps a failed call of somebody, so that whoever helps them finds it in the log: code and request id, no value. */
export async function keepFailure(
  context: Pick<Context, 'clock' | 'unitOfWork'>,
  failed: { accountId: string; error: AppError; requestId: string; route: string },
): Promise<void> {
  const { accountId, error, requestId, route } = failed;
  if (NOT_KEPT.includes(error.code)) return;
  const { reasons = [], fields = [] } = error.details;
  const [why] = [...reasons, ...fields];
  const code = (why ? `${error.code} ${why.code}` : error.code).slice(0, MAX_CODE);
  const failure: CallFailure = { code, requestId, route, at: context.clock.now() };
  await context.unitOfWork.run((tx) => tx.callFailures.keep(accountId, failure));
}

/** The same of an act that the chat could not do, in the unit of work of the turn that explains it. */
export async function keepTurnFailure(
  tx: Repositories,
  context: Pick<Context, 'clock'>,
  failed: { accountId: string; outcome: Outcome; messageId: string },
): Promise<void> {
  const { accountId, outcome, messageId } = failed;
  if (outcome.ok) return;
  const code = codeOf(outcome).slice(0, MAX_CODE);
  const requestId = messageId.slice(-MAX_CODE);
  await tx.callFailures.keep(accountId, { code, requestId, route: 'chat', at: context.clock.now() });
}

function codeOf(outcome: Extract<Outcome, { ok: false }>): string {
  switch (outcome.why) {
    case 'refused':
      return outcome.reasons[0]?.code ?? outcome.why;
    case 'invalid':
      return outcome.problem.code;
    default:
      return outcome.why;
  }
}
