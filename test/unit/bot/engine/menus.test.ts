import type { Reply, Session, Situation } from '../../../../bot/ports';
import { newSession } from '../../../../bot/session';
import { byteLength } from '../../../../bot/engine/clip';
import { CATALOGUE_SUBJECTS } from '../../../../shared/domain/catalogue/subjects';
import { FIELDS } from '../../../../shared/domain/fields';
import { STATES } from '../../../../shared/domain/lifecycle';
import { NOTICE_IDS, type Season, type Site } from '../../../../shared/domain/season';
import { ask, itemsOf, say, tap } from '../../../support/chat-turn';
import {
  COMPLETE,
  inState,
  registration,
  SAFE_SEASON,
  SEASON,
  situation,
  without,
} from '../../../support/situations';

/** A province of 100 sites in few cities, every subject of the catalogue open at each, names as long as they come. */
function largeSeason(): Season {
  const subjects = CATALOGUE_SUBJECTS.map((subject) => ({ ...subject, feeFen: 10_500 }));
  const open = Object.fromEntries(subjects.map((subject) => [subject.code, null]));
  const sites = Array.from({ length: 100 }, (_, at): Site => {
    const base = SEASON.sites[at % SEASON.sites.length]!;
    return {
      ...base,
      code: String(350_000 + at),
      name: {
        zh: `福建某某职业技术大学第${at}校区国际软件与信息工程学院考点`,
        en: `Fujian Vocational University of Technology, Campus ${at}, School of Software Engineering`,
      },
      sample: true,
      schools: at % 3 === 0 ? [`福建示例大学${at}`] : [],
      subjects: open,
      windows: null,
    };
  });
  return { ...SEASON, subjects, sites };
}

const LARGE = largeSeason();
const SEASONS: [string, Season][] = [
  ['the sample season', SEASON],
  ['the sample season with safe pages', SAFE_SEASON],
  ['a province of 100 sites', LARGE],
  [
    'a province of 100 sites with safe pages',
    { ...LARGE, policies: { ...LARGE.policies, chatCollects: 'safe' } },
  ],
];

function problems(replies: Reply[]): string[] {
  const found = replies.flatMap((reply) =>
    reply.kind === 'text' && byteLength(reply.text) > 2048 ? ['text too long'] : [],
  );
  for (const reply of replies) {
    if (reply.kind !== 'menu') continue;
    if (reply.items.length > 10) found.push(`${reply.items.length} items`);
    if (byteLength(reply.head) > 1024 || byteLength(reply.tail) > 1024) found.push('head or tail too long');
    for (const item of reply.items) {
      const caption = item.kind === 'line' ? item.text : item.caption;
      if (byteLength(caption) > 128 || caption === '') found.push(`caption ${caption}`);
      if (item.kind === 'tap' && (byteLength(item.id) > 64 || item.id === '')) found.push(`id ${item.id}`);
    }
  }
  return replies.length > 2 ? [...found, `${replies.length} messages`] : found;
}

function situationsOf(season: Season, locale: 'zh-CN' | 'en'): [Situation, Session][] {
  const at = (
    changes: Parameters<typeof situation>[0],
    session: Partial<Session> = {},
  ): [Situation, Session] => [
    situation({ locale, ...changes, season: changes?.season === undefined ? season : changes.season }),
    { ...newSession(locale), ...session },
  ];
  const student = {
    student: true,
    school: season.sites.find((site) => site.schools.length > 0)!.schools[0]!,
  };
  return [
    at({
      registration: null,
      season: null,
      seasons: Array.from({ length: 12 }, (_, no) => ({ ...season, id: `season-${no}` })),
    }),
    ...NOTICE_IDS.map((id) => at({ ticked: NOTICE_IDS.filter((other) => other !== id), answers: {} })),
    at({ answers: {}, guardian: 'needed' }),
    at({ answers: {}, guardian: 'waiting' }),
    ...FIELDS.map(({ field }) => at({ answers: without(field) })),
    ...FIELDS.map(({ field }) => at({ answers: { ...COMPLETE, ...student } }, { editing: field })),
    ...season.sites
      .slice(0, 9)
      .map((site) => at({ answers: without('siteCode', 'subjects') }, { city: site.city.zh })),
    ...['#1', '#2', '#3', '#4', 'a'].map((fragment) =>
      at(
        { answers: without('subjects') },
        { asked: { step: 'field.subjects', nonce: '', page: 0, fragment } },
      ),
    ),
    ...STATES.map((state): [Situation, Session] => [inState(state, { locale, season }), newSession(locale)]),
    ...STATES.map((state): [Situation, Session] => [
      inState(state, { locale, season, site: 'other' }),
      { ...newSession(locale), editing: 'menu' },
    ]),
    at({ registration: registration({ state: 'saved', changeSet: { ...COMPLETE, name: '李'.repeat(50) } }) }),
  ];
}

describe.each(SEASONS)('Menus of %s', (_name, season) => {
  it.each(['zh-CN', 'en'] as const)('keep to the limits of the platform in %s, page by page', (locale) => {
    for (const [at, session] of situationsOf(season, locale)) {
      let shown = ask(at, session);
      const first = shown.text;
      for (let page = 0; page < 30; page++) {
        expect(problems(shown.replies)).toEqual([]);
        const next = itemsOf(shown.replies).find(
          (item) => item.kind === 'tap' && /:page\.[1-9]/u.test(item.id),
        );
        if (next?.kind !== 'tap') break;
        shown = tap(at, shown, next.caption);
      }
      expect(first).not.toMatch(/\{\{|undefined|NaN|\[object/u);
    }
  });

  it('keep to the limits below a status, a help text and an answer, with few messages left too', () => {
    for (const [at, session] of situationsOf(season, 'zh-CN')) {
      for (const text of ['进度', '帮助', '报名费多少钱', '核对']) {
        for (const messagesLeft of [null, 2, 1]) {
          const said = say({ ...at, messagesLeft }, text, { session });
          expect(problems(said.replies)).toEqual([]);
          expect(said.replies.length).toBeLessThanOrEqual(messagesLeft ?? 2);
        }
      }
    }
  });
});
