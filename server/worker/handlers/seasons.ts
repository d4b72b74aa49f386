import type { Context } from '../../use-cases/context';
import { replanSeason } from '../../use-cases/seasons/replan-season';
import { DONE, type Handlers } from '../handler';

/** Jobs that follow a changed season. */
export function seasonHandlers(context: Context): Handlers {
  return {
    'season.changed': async ({ payload }) => {
      await replanSeason(context, String(payload.seasonId));
      return DONE;
    },
  };
}
