import * as contract from '../../../shared/contract/subscriptions';
import { keepPermits } from '../../use-cases/keep-permits';
import { DONE, type On } from '../api/call';
import type { HttpDeps } from '../deps';

export function subscriptionRoutes(on: On, { context }: HttpDeps): void {
  on(contract.reportSubscriptions, async ({ login, body }) => {
    await context.unitOfWork.run(async (tx) => {
      // Only templates of ours are counted.
      const seasons = await tx.seasons.listCurrent(context.clock.now());
      const known = new Set(seasons.flatMap((season) => season.templates.map((one) => one.templateId)));
      const changes = [...new Set(body.accepted)]
        .filter((templateId) => known.has(templateId))
        .map((templateId) => ({ templateId, change: 'reported' }) as const);
      await keepPermits(tx, context, { openid: login.openid, changes });
    });
    return DONE;
  });
}
