import { AppError } from '../../use-cases/ports/app-error';
import type { Ctx } from '../http-context';

/** Browsers say where a form comes from: another site's is refused, also where nobody is signed in yet. */
export function checkOrigin(ctx: Ctx, publicUrl: string): void {
  const origin = ctx.get('Origin');
  const site = ctx.get('Sec-Fetch-Site');
  const foreign = (origin !== '' && origin !== publicUrl) || site === 'cross-site' || site === 'same-site';
  if (foreign) throw new AppError('FORBIDDEN');
}
