import type { Season, SeasonPolicies } from '../../shared/domain/season';
import { DAY_MS, HOUR_MS } from '../../shared/domain/time';
import { STAGE_NOW, type StageOptions } from '../support/stage';

/** What the head of a transcript says about the world it is played in, in the words of the files. */
export function stageOptions(head: Record<string, string>): StageOptions {
  const list = (name: string): string[] => (head[name] ?? '').split(/[\s、]+/u).filter(Boolean);
  const days = Number(head['开场天数'] ?? 0);
  return {
    now: STAGE_NOW + days * DAY_MS,
    seasonAt: STAGE_NOW,
    season: {
      policies: policiesOf(head),
      fees: Object.fromEntries(list('免费科目').map((code) => [code, 0])),
      ...(head['两段网报'] === '是' && { windows: twoWindows() }),
      sites: Object.fromEntries(list('满员考点').map((code) => [code, { capacity: 0 }])),
    },
    ...(head['两省'] === '是' && { moreSeasons: (season) => [neighbour(season)] }),
  };
}

function policiesOf(head: Record<string, string>): Partial<SeasonPolicies> {
  return {
    ...(head['资料'] === '小程序' && { chatCollects: 'safe' }),
    ...(head['资料'] === '聊天' && { chatCollects: 'all' }),
    ...(head['四级'] === '须有三级证书' && { level4Gate: 'require' }),
    ...(head['未缴费保留分钟'] && { unpaidHoldMinutes: Number(head['未缴费保留分钟']) }),
    ...(head['在校生'] === '只报本校' && { ownSchoolOnly: true }),
  };
}

/** Three days, a pause of three days, and five days more. */
function twoWindows(): Season['windows'] {
  const opensAt = STAGE_NOW - HOUR_MS;
  return [
    { opensAt, closesAt: opensAt + 3 * DAY_MS },
    { opensAt: opensAt + 6 * DAY_MS, closesAt: opensAt + 11 * DAY_MS },
  ];
}

/** A second province with two sites, whose window opens two days later. */
function neighbour(season: Season): Season {
  const codeOf = (code: string) => `44${code.slice(2)}`;
  return {
    ...season,
    id: season.id.replace('fujian', 'guangdong'),
    province: { code: '44', name: { zh: '广东', en: 'Guangdong' } },
    windows: season.windows.map(({ opensAt, closesAt }) => ({
      opensAt: opensAt + 2 * DAY_MS,
      closesAt,
    })),
    sites: season.sites.slice(5, 7).map((site) => ({ ...site, code: codeOf(site.code) })),
  };
}
