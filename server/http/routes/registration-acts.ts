import * as contract from '../../../shared/contract/registrations';
import type { Registration } from '../../../shared/domain/registration';
import {
  actOnRegistration,
  type ActFailure,
  type OwnedRegistration,
} from '../../use-cases/registrations/act-on-registration';
import { continueInChat } from '../../use-cases/chat/continue-in-chat';
import { deleteRegistration } from '../../use-cases/registrations/delete-registration';
import { countSubmittedNumber } from '../../use-cases/accounts/document-tries';
import { AppError } from '../../use-cases/ports/app-error';
import type { Repositories } from '../../use-cases/ports/storage';
import { registerAnew } from '../../use-cases/registrations/register-anew';
import { submitForReview } from '../../use-cases/registrations/submit-for-review';
import {
  applyChanges,
  discardChanges,
  submitInformation,
} from '../../use-cases/registrations/submit-information';
import type { RegistrationView } from '../../use-cases/registrations/view-registration';
import type { Call, On } from '../api/call';
import type { HttpDeps } from '../deps';
import { refusedAct, tooManyNumbers } from '../presenters/failures';
import { presentRegistration } from '../presenters/registration';

/** The candidate is told of these by a message of their own. */
const TOLD_ELSEWHERE: readonly Registration['state'][] = ['pending', 'deleted', 'paying'];

const CHANNEL = 'mini_program' as const;

type ActCall = Call<typeof contract.submitForReview>;
type Work<C> = (
  tx: Repositories,
  found: OwnedRegistration,
  call: C,
) => Promise<{ ok: true; registration: Registration } | ActFailure>;

/** What a candidate does to a registration of their own. */
export function registrationActRoutes(on: On, deps: HttpDeps): void {
  const { context } = deps;
  const acting = actingOf(deps);
  const counting = countingOf(deps, acting);
  on(
    contract.submitInformation,
    counting<Call<typeof contract.submitInformation>>('submit_information', (tx, found, { body }) =>
      submitInformation(tx, context, { ...found, promised: body.promised }),
    ),
  );
  on(
    contract.applyChanges,
    counting<Call<typeof contract.applyChanges>>('apply_changes', (tx, found, { body }) =>
      applyChanges(tx, context, { ...found, promised: body.promised }),
    ),
  );
  on(
    contract.discardChanges,
    acting((tx, found) => discardChanges(tx, context, found)),
  );
  on(
    contract.submitForReview,
    acting((tx, found) => submitForReview(tx, context, found)),
  );
  on(
    contract.deleteRegistration,
    acting<Call<typeof contract.deleteRegistration>>((tx, found, { body }) =>
      deleteRegistration(tx, context, { ...found, reason: body.reason }),
    ),
  );
  // Answers with the new registration.
  on(
    contract.registerAnew,
    acting<Call<typeof contract.registerAnew>>((tx, found, { body }) =>
      registerAnew(tx, context, { ...found, reason: body.reason }),
    ),
  );
}

type Acting = ReturnType<typeof actingOf>;

/** One act on one's own registration, kept for its idempotency key in the same unit of work. */
function actingOf({ context, wake }: HttpDeps) {
  return <C extends ActCall>(work: Work<C>) =>
    async (call: C) => {
      const { account, params, body, locale } = call;
      const acted = await actOnRegistration<{ registration: Registration }>(context, {
        target: { account, channel: CHANNEL, ...params, expectedVersion: body.expectedVersion },
        work: (tx, found) => work(tx, found, call),
        alongside: async (tx, after) => {
          await call.keepAnswer(tx, { registration: presentRegistration(after, locale) });
          await tellTheChat(tx, context, { accountId: account.id, after });
        },
      });
      if (!acted.ok)
        throw acted.why === 'not_found' ? new AppError('NOT_FOUND') : refusedAct(acted.failure, acted.view);
      wake();
      return { registration: presentRegistration(acted.view, locale) };
    };
}

async function tellTheChat(
  tx: Repositories,
  context: HttpDeps['context'],
  { accountId, after }: { accountId: string; after: RegistrationView },
): Promise<void> {
  const { id, version, state } = after.registration;
  if (TOLD_ELSEWHERE.includes(state)) return;
  await continueInChat(tx, context, { accountId, cause: `${id}:${version}`, filled: [] });
}

/** Different document numbers are few a day (PR21). */
function countingOf({ context }: HttpDeps, acting: Acting) {
  return <C extends ActCall>(action: 'submit_information' | 'apply_changes', work: Work<C>) =>
    async (call: C) => {
      const { account, params } = call;
      const tried = await countSubmittedNumber(context, { account, channel: CHANNEL, ...params }, action);
      if (!tried.ok) throw tooManyNumbers(tried.tryAgainAt - context.clock.now());
      return acting(work)(call);
    };
}
