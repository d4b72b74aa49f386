import type { Ctx } from '../http-context';
import { countText } from './count-text';
import type { Say } from './layout';
import { html, type Html } from './markup';

/** Often enough to see who waits, seldom enough to read a row and press it. */
const SECONDS = 30;
/** In the query of a list that was told to stand still. */
const STILL = 'still';

/** Whether this list comes back by itself; pages behind the first never do. */
export function keepLive(ctx: Ctx, { isFirst }: { isFirst: boolean }): boolean {
  const isLive = isFirst && !isToldStill(ctx);
  if (isLive) ctx.set('Refresh', String(SECONDS));
  return isLive;
}

export function isToldStill(ctx: Ctx): boolean {
  return ctx.URL.searchParams.has(STILL);
}

/** The address of a list that was told to stand still. */
export function stillAddress(address: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${STILL}=1`;
}

/** Says that the list refreshes itself, and the way to stop that and to go on (WCAG 2.2.2). */
export function liveLine(address: string, isLive: boolean, say: Say): Html {
  if (!isLive) return html`<p class="staff-live"><a href="${address}">${say('page.live_go_on')}</a></p>`;
  return html`<p class="staff-live">
    ${say('page.live', { seconds: SECONDS })} <a href="${stillAddress(address)}">${say('page.live_stop')}</a>
  </p>`;
}

/** The title of a tab: how many wait stands first, where a narrow tab still shows it. */
export function counted(title: string, count: number): string {
  return count > 0 ? `(${countText(count)}) ${title}` : title;
}
