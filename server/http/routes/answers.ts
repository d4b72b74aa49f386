import * as contract from '../../../shared/contract/registrations';
import { actOnRegistration, viewOwned } from '../../use-cases/registrations/act-on-registration';
import { continueInChat, type Filled } from '../../use-cases/chat/continue-in-chat';
import { giveAnswers } from '../../use-cases/registrations/give-answers';
import { AppError } from '../../use-cases/ports/app-error';
import type { On } from '../api/call';
import type { HttpDeps } from '../deps';
import { refusedSave } from '../presenters/failures';
import { presentRegistration } from '../presenters/registration';

const CHANNEL = 'mini_program' as const;

/** Answers to the questions of one's own registration. */
export function answerRoutes(on: On, { context }: HttpDeps): void {
  on(contract.readAnswers, async ({ account, params }) => {
    const found = await viewOwned(context, { account, channel: CHANNEL, ...params });
    if (!found) throw new AppError('NOT_FOUND');
    const { answers, changeSet, version } = found.registration;
    return { answers: { ...(changeSet ?? answers) }, version };
  });

  on(contract.saveAnswers, async ({ account, params, body, locale }) => {
    const acted = await actOnRegistration(context, {
      target: { account, channel: CHANNEL, ...params, expectedVersion: body.expectedVersion },
      work: (tx, found, inUnit) => giveAnswers(tx, inUnit, { found, answers: body.answers }),
      // What was done here is known to the chat, which names it and asks what is next.
      alongside: async (tx, { registration: { id, version } }, { heldForGuardian }) => {
        if (heldForGuardian) return;
        const filled = Object.keys(body.answers) as Filled;
        await continueInChat(tx, context, { accountId: account.id, cause: `${id}:${version}`, filled });
      },
    });
    if (!acted.ok)
      throw acted.why === 'not_found'
        ? new AppError('NOT_FOUND')
        : refusedSave(acted.failure, { view: acted.view, given: body.answers });
    const { voided, droppedSubjects, heldForGuardian, warnings } = acted.done;
    return {
      registration: presentRegistration(acted.view, locale),
      voided,
      droppedSubjects,
      heldForGuardian,
      warnings,
    };
  });
}
