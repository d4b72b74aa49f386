import * as contract from '../../../shared/contract/registrations';
import type { Registration } from '../../../shared/domain/registration';
import { isOpenTo } from '../../../shared/domain/season';
import {
  actOnRegistration,
  findOwned,
  viewOwned,
  type ActFailure,
  type OwnedRegistration,
} from '../../use-cases/act-on-registration';
import { continueInChat } from '../../use-cases/continue-in-chat';
import { deleteRegistration } from '../../use-cases/delete-registration';
import { countSubmittedNumber } from '../../use-cases/document-tries';
import { verifiedAddresses } from '../../use-cases/open-account';
import type { Account } from '../../use-cases/ports/accounts';
import { AppError } from '../../use-cases/ports/app-error';
import { undone, type Repositories, type Undone } from '../../use-cases/ports/storage';
import { registerAnew } from '../../use-cases/register-anew';
import { startRegistration, type Started } from '../../use-cases/start-registration';
import { submitForReview } from '../../use-cases/submit-for-review';
import { applyChanges, discardChanges, submitInformation } from '../../use-cases/submit-information';
import { viewRegistration, type RegistrationView } from '../../use-cases/view-registration';
import type { Call, On } from '../api/call';
import type { HttpDeps } from '../deps';
import { refused, refusedAct, tooManyNumbers } from '../presenters/failures';
import { presentRegistration, subjectNameOf } from '../presenters/registration';

type Begun =
  | { ok: true; view: RegistrationView; resumed: boolean }
  | { ok: false; why: 'not_found' }
  | Exclude<Started, { ok: true }>;

/** The candidate is told of these by a message of their own. */
const TOLD_ELSEWHERE: readonly Registration['state'][] = ['pending', 'deleted', 'paying'];

const CHANNEL = 'mini_program' as const;

/** A candidate's own registrations; an id of somebody else is as absent as one that never was. */
export function registrationRoutes(on: On, deps: HttpDeps): void {
  const { context } = deps;
  const { clock, unitOfWork } = context;

  async function view(account: Account, registrationId: string): Promise<RegistrationView> {
    const found = await viewOwned(context, { account, registrationId, channel: CHANNEL });
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }

  type ActCall = Call<typeof contract.submitForReview>;
  type Work<C> = (
    tx: Repositories,
    found: OwnedRegistration,
    call: C,
  ) => Promise<{ ok: true; registration: Registration } | ActFailure>;

  /** One act on one's own registration, kept for its idempotency key in the same unit of work. */
  const acting =
    <C extends ActCall>(work: Work<C>) =>
    async (call: C) => {
      const { account, params, body, locale } = call;
      const acted = await actOnRegistration<{ registration: Registration }>(context, {
        target: { account, channel: CHANNEL, ...params, expectedVersion: body.expectedVersion },
        work: (tx, found) => work(tx, found, call),
        alongside: async (tx, after) => {
          await call.keepAnswer(tx, { registration: presentRegistration(after, locale) });
          if (TOLD_ELSEWHERE.includes(after.registration.state)) return;
          const { id, version } = after.registration;
          await continueInChat(tx, context, { accountId: account.id, cause: `${id}:${version}`, filled: [] });
        },
      });
      if (!acted.ok)
        throw acted.why === 'not_found' ? new AppError('NOT_FOUND') : refusedAct(acted.failure, acted.view);
      deps.wake();
      return { registration: presentRegistration(acted.view, locale) };
    };

  on(contract.listRegistrations, async ({ account, locale }) => {
    const views = await unitOfWork.read(async (tx) => {
      const own = await tx.registrations.listOf(account.id);
      const found: RegistrationView[] = [];
      for (const registration of own.toSorted((left, right) => right.createdAt - left.createdAt)) {
        const season = await tx.seasons.find(registration.seasonId);
        if (season) found.push(await viewRegistration(tx, context, { registration, season, account }));
      }
      return found;
    });
    return { registrations: views.map((one) => presentRegistration(one, locale)), serverTime: clock.now() };
  });

  on(contract.startRegistration, async ({ account, body, locale }) => {
    const actor = { role: 'candidate', id: account.id, channel: CHANNEL } as const;
    const started = await unitOfWork.run(async (tx): Promise<Begun | Undone<Begun>> => {
      const season = await tx.seasons.find(body.seasonId);
      // A preview season is as absent as none to whom it does not name.
      const open = season && isOpenTo(season, verifiedAddresses(account));
      if (!open) return { ok: false, why: 'not_found' };
      const begun = await startRegistration(tx, context, { accountId: account.id, season, actor });
      if (!begun.ok) return undone<Begun>(begun);
      if (!begun.resumed) {
        const { id, version } = begun.registration;
        await continueInChat(tx, context, { accountId: account.id, cause: `${id}:${version}`, filled: [] });
      }
      const shown = await viewRegistration(tx, context, {
        registration: begun.registration,
        season,
        account,
      });
      return { ok: true, view: shown, resumed: begun.resumed };
    });
    if (!started.ok) throw started.why === 'not_found' ? new AppError('NOT_FOUND') : refused(started.reasons);
    return { registration: presentRegistration(started.view, locale), resumed: started.resumed };
  });

  on(contract.readRegistration, async ({ account, params, locale }) => ({
    registration: presentRegistration(await view(account, params.registrationId), locale),
  }));

  /** Different document numbers are few a day (PR21). */
  const counting =
    <C extends ActCall>(action: 'submit_information' | 'apply_changes', work: Work<C>) =>
    async (call: C) => {
      const { account, params } = call;
      const tried = await countSubmittedNumber(context, { account, channel: CHANNEL, ...params }, action);
      if (!tried.ok) throw tooManyNumbers(tried.tryAgainAt - clock.now());
      return acting(work)(call);
    };

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

  on(contract.readHistory, async ({ account, params }) => {
    const history = await unitOfWork.read(async (tx) => {
      const found = await findOwned(tx, { account, channel: CHANNEL, ...params });
      return found && tx.history.listOf(found.registration.id);
    });
    if (!history) throw new AppError('NOT_FOUND');
    return {
      // Who decided is told by role only.
      history: history.map(({ event, from, to, actor, at }) => ({
        event,
        from,
        to,
        by: actor.role,
        channel: actor.channel,
        at,
      })),
    };
  });

  on(contract.listTickets, async ({ account, params }) => {
    const { registration, season } = await view(account, params.registrationId);
    const opened = clock.now() >= season.ticketFrom;
    const tickets = opened ? await unitOfWork.read((tx) => tx.tickets.listOf(registration.id)) : [];
    return {
      ticketFrom: season.ticketFrom,
      tickets: tickets.map(({ registrationId: _own, ...ticket }) => ({
        ...ticket,
        subjectName: subjectNameOf(season, ticket.subjectCode),
      })),
    };
  });
}
