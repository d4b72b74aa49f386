import { MOST_COUNTED } from '../../use-cases/ports/counting';

/** How many wait, as a page says it: exactly up to a thousand, then that there are more. */
export function countText(count: number): string {
  return count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count);
}
