import { instantText } from '../../../../shared/i18n/instants';
import type { ReviewClock } from '../../../use-cases/review/list-reviews';
import type { Locale } from '../../../use-cases/ports/accounts';
import { sayIn, type Say } from '../layout';
import { html, type Html } from '../markup';

interface LimitParts {
  limit: ReviewClock | null;
  decideBy: number;
  locale: Locale;
  now: number;
}

/** The clock of the review, in office hours; nothing is said without a limit, nor where another end comes first. */
export function limitLine({ limit, decideBy, locale, now }: LimitParts): Html | null {
  if (limit === null || limit.limitAt > decideBy || decideBy <= now) return null;
  const say = sayIn(locale);
  const { limitAt, waitedMinutes, leftMinutes } = limit;
  const isOver = limitAt <= now;
  const [waited, left] = [hoursText(waitedMinutes, say), hoursText(leftMinutes, say)];
  const at = instantText(limitAt, locale, { end: true });
  const words = say(isOver ? 'page.limit.over' : 'page.limit.by', { waited, left, at });
  return html`<p class="weui-cell__desc ${isOver && 'staff-soon'}">${words}</p>`;
}

function hoursText(all: number, say: Say): string {
  const [hours, minutes] = [Math.floor(all / 60), all % 60];
  return say(hours === 0 ? 'page.limit.minutes' : 'page.limit.hours', { hours, minutes });
}
