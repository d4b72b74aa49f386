import * as contract from '../../../shared/contract/registrations';
import { isOpenTo, siteOf } from '../../../shared/domain/season';
import { findOwned, viewOwned } from '../../use-cases/registrations/act-on-registration';
import { continueInChat } from '../../use-cases/chat/continue-in-chat';
import { verifiedAddresses } from '../../use-cases/accounts/open-account';
import type { Account } from '../../use-cases/ports/accounts';
import { AppError } from '../../use-cases/ports/app-error';
import { undone, type Repositories, type Undone } from '../../use-cases/ports/storage';
import { startRegistration, type Started } from '../../use-cases/registrations/start-registration';
import { viewRegistration, type RegistrationView } from '../../use-cases/registrations/view-registration';
import type { On } from '../api/call';
import type { HttpDeps } from '../deps';
import { refused } from '../presenters/failures';
import { presentRegistration, subjectNameOf } from '../presenters/registration';

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

  on(contract.listRegistrations, async ({ account, locale }) => {
    const views = await unitOfWork.read((tx) => viewAll(tx, context, account));
    return { registrations: views.map((one) => presentRegistration(one, locale)), serverTime: clock.now() };
  });

  on(contract.startRegistration, async ({ account, body, locale }) => {
    const { seasonId } = body;
    const begun = await unitOfWork.run((tx) => begin(tx, context, { account, seasonId }));
    if (!begun.ok) throw begun.why === 'not_found' ? new AppError('NOT_FOUND') : refused(begun.reasons);
    return { registration: presentRegistration(begun.view, locale), resumed: begun.resumed };
  });

  on(contract.readRegistration, async ({ account, params, locale }) => ({
    registration: presentRegistration(await view(account, params.registrationId), locale),
  }));

  on(contract.readHistory, async ({ account, params }) => {
    const history = await unitOfWork.read(async (tx) => {
      const found = await findOwned(tx, { account, channel: CHANNEL, ...params });
      return found && tx.history.listOf(found.registration.id);
    });
    if (!history) throw new AppError('NOT_FOUND');
    return {
      // Who decided is told by role only.
      history: history.map(({ event, from, to, actor, at }) => ({
        ...{ event, from, to, at },
        by: actor.role,
        channel: actor.channel,
      })),
    };
  });

  on(contract.listTickets, async ({ account, params }) => {
    const { registration, season } = await view(account, params.registrationId);
    const opened = clock.now() >= season.ticketFrom;
    const tickets = opened ? await unitOfWork.read((tx) => tx.tickets.listOf(registration.id)) : [];
    const site = siteOf(season, registration.answers.siteCode);
    return {
      ticketFrom: season.ticketFrom,
      site: site ? { name: site.name, address: site.address } : null,
      tickets: tickets.map(({ registrationId: _own, ...ticket }) => ({
        ...ticket,
        subjectName: subjectNameOf(season, ticket.subjectCode),
      })),
    };
  });
}

type Begun =
  | { ok: true; view: RegistrationView; resumed: boolean }
  | { ok: false; why: 'not_found' }
  | Exclude<Started, { ok: true }>;

async function begin(
  tx: Repositories,
  context: HttpDeps['context'],
  { account, seasonId }: { account: Account; seasonId: string },
): Promise<Begun | Undone<Begun>> {
  const season = await tx.seasons.find(seasonId);
  // A preview season is as absent as none to whom it does not name.
  if (!season || !isOpenTo(season, verifiedAddresses(account))) return { ok: false, why: 'not_found' };
  const actor = { role: 'candidate', id: account.id, channel: CHANNEL } as const;
  const begun = await startRegistration(tx, context, { accountId: account.id, season, actor });
  if (!begun.ok) return undone<Begun>(begun);
  const { registration, resumed } = begun;
  if (!resumed) {
    const cause = `${registration.id}:${registration.version}`;
    await continueInChat(tx, context, { accountId: account.id, cause, filled: [] });
  }
  return { ok: true, view: await viewRegistration(tx, context, { registration, season, account }), resumed };
}

/** Newest first. */
async function viewAll(
  tx: Repositories,
  context: HttpDeps['context'],
  account: Account,
): Promise<RegistrationView[]> {
  const own = await tx.registrations.listOf(account.id);
  const views: RegistrationView[] = [];
  for (const registration of own.toSorted((left, right) => right.createdAt - left.createdAt)) {
    const season = await tx.seasons.find(registration.seasonId);
    if (season) views.push(await viewRegistration(tx, context, { registration, season, account }));
  }
  return views;
}
