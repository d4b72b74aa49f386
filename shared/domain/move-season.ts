import type { RegistrationWindow, Season } from './season';
import { addDays, DAY_MS } from './time';

/**
 * The same season at another time: every date moves by the same number of whole days, so that hours of the day stay.
 * The first window then opens at most one day before `opensAt` and is open at that instant. The demo and tests use it.
 */
export function moveSeason(season: Season, { opensAt }: { opensAt: number }): Season {
  const firstOpensAt = season.windows[0]?.opensAt ?? opensAt;
  return shiftSeason(season, Math.floor((opensAt - firstOpensAt) / DAY_MS));
}

/** Moves every date of a season by whole days; texts and the sitting's number stay. */
export function shiftSeason(season: Season, days: number): Season {
  const shift = (at: number) => at + days * DAY_MS;
  const shiftWindows = (windows: RegistrationWindow[]) =>
    windows.map(({ opensAt, closesAt }) => ({ opensAt: shift(opensAt), closesAt: shift(closesAt) }));
  const examFrom = addDays(season.examFrom, days);
  return {
    ...season,
    sitting: { ...season.sitting, month: examFrom.slice(0, 7) },
    windows: shiftWindows(season.windows),
    reviewEndsAt: shift(season.reviewEndsAt),
    paymentEndsAt: shift(season.paymentEndsAt),
    ticketFrom: shift(season.ticketFrom),
    examFrom,
    examTo: addDays(season.examTo, days),
    sites: season.sites.map((site) => ({ ...site, windows: site.windows && shiftWindows(site.windows) })),
  };
}
