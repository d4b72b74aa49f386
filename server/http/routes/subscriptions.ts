import * as contract from '../../../shared/contract/subscriptions';
import { keepPermits, listPermits, type PermitChange } from '../../use-cases/reminders/keep-permits';
import { DONE, type On } from '../api/call';
import type { HttpDeps } from '../deps';

type Result = (typeof contract.SUBSCRIPTION_RESULTS)[number];

/** Which messages a WeChat allows, by what its phone reports. */
export function subscriptionRoutes(on: On, { context }: HttpDeps): void {
  on(contract.reportSubscriptions, async ({ login, body }) => {
    await context.unitOfWork.run(async (tx) => {
      // Only templates of ours are counted, each once.
      const seasons = await tx.seasons.listCurrent(context.clock.now());
      const known = new Set(seasons.flatMap((season) => season.templates.map((one) => one.templateId)));
      const results = new Map(body.results.map((one) => [one.templateId, one]));
      const changes = [...results.values()]
        .filter(({ templateId }) => known.has(templateId))
        .flatMap(({ templateId, result, always }): PermitChange[] => {
          const change = changeOf(result);
          return change ? [{ templateId, change, always }] : [];
        });
      await keepPermits(tx, context, { openid: login.openid, changes });
    });
    return DONE;
  });

  on(contract.listSubscriptions, async ({ login }) => {
    const permits = await context.unitOfWork.read((tx) => listPermits(tx, context, login.openid));
    return {
      templates: permits.map(({ templateId, kinds, balance, choice, always }) => ({
        templateId,
        kinds,
        left: balance,
        choice,
        always,
      })),
    };
  });
}

/** `filter`: the platform left the template out of the dialog; nobody was asked. */
function changeOf(result: Result): PermitChange['change'] | null {
  if (result.startsWith('accept')) return 'reported';
  if (result === 'filter') return null;
  return result === 'ban' ? 'banned' : 'refused';
}
