import { isId } from '../../../shared/domain/ids';
import { AppError } from '../../use-cases/ports/app-error';
import type { Ctx } from '../http-context';

/** What stands in the path where a page names its row, whatever it is. */
export function pathId(ctx: Ctx): string {
  return (ctx as Ctx & { params: Record<string, string> }).params['id'] ?? '';
}

/** The same as an id of ours; anything else is as absent as an unknown one. */
export function idOf(ctx: Ctx): string {
  const id = pathId(ctx);
  if (!isId(id)) throw new AppError('NOT_FOUND');
  return id;
}
