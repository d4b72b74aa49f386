import type { Season } from '../../../shared/domain/season';
import { sampleSeason } from '../../support/season';

/** Sites of the crowd: two that review, one that does not, and one with a few seats only. */
export const SITES = { reviewing: '359202', second: '359501', open: '359601', small: '359901' } as const;

/** A subject without fee; every site offers it. */
export const FREE_SUBJECT = '17';

/** Two reviewers at each reviewing site, who see the same cards. */
export const REVIEWERS = [
  { userid: 'reviewer-one', site: SITES.reviewing },
  { userid: 'reviewer-two', site: SITES.reviewing },
  { userid: 'reviewer-three', site: SITES.second },
  { userid: 'reviewer-four', site: SITES.second },
] as const;

/** Its support desk never closes: what a run shows does not depend on the hour it is started at. */
const ALWAYS = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1439 };

/** The sample season around the real present: nothing opens or ends while the crowd registers. */
export function crowdSeason(now: number, smallSite: number): Season {
  const provinceWindow = { windows: null };
  const few = { ...provinceWindow, capacity: smallSite };
  return sampleSeason({
    now,
    supportHours: ALWAYS,
    workCalendar: undefined,
    only: Object.values(SITES),
    fees: { [FREE_SUBJECT]: 0 },
    sites: {
      [SITES.reviewing]: provinceWindow,
      [SITES.second]: provinceWindow,
      [SITES.open]: provinceWindow,
      [SITES.small]: few,
    },
  });
}

export function staffFile(): string {
  const reviewers = REVIEWERS.map(({ userid, site }) => ({
    userid,
    name: userid,
    roles: ['reviewer'],
    sites: [site],
  }));
  const office = [
    { userid: 'office-support', name: '客服', roles: ['support'], sites: [] },
    { userid: 'office-admin', name: '管理员', roles: ['administrator'], sites: [] },
  ];
  return JSON.stringify({ staff: [...reviewers, ...office] });
}
