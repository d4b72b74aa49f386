import type { Outcome } from '../../../../bot/ports';
import type { Season } from '../../../../shared/domain/season';
import { ask, say, tap } from '../../../support/chat-turn';
import { SEASON, situation } from '../../../support/situations';

/** A second province whose registration has not begun. */
const GUANGXI: Season = {
  ...SEASON,
  id: 'guangxi-2027-03',
  province: { code: '45', name: { zh: '广西', en: 'Guangxi' } },
  windows: SEASON.windows.map(({ opensAt, closesAt }) => ({
    opensAt: opensAt + 30 * 86_400_000,
    closesAt: closesAt + 30 * 86_400_000,
  })),
};
const NOT_YET: Outcome = {
  ok: false,
  why: 'refused',
  reasons: [{ code: 'window.not_open_yet', remedy: 'wait_for_window' }],
};
const NOBODY = situation({ registration: null, seasons: [SEASON, GUANGXI] });

describe('entrySteps', () => {
  it('ask for the province when several sittings are open, each with its own window (S1)', () => {
    const shown = ask(NOBODY);
    expect(shown.session.asked?.step).toBe('entry.season');
    expect(shown.text).toMatch(/福建.*报名中/u);
    expect(shown.text).toMatch(/广西.*开始/u);
  });

  it.each([
    ['福建', SEASON.id],
    ['广西', GUANGXI.id],
    ['广西省', GUANGXI.id],
  ])('take %s as the entry of that province, tapped or typed (S1)', (province, seasonId) => {
    const chosen = { kind: 'choose_season', seasonId };
    expect(say(NOBODY, province).act).toEqual(chosen);
    if (province !== '广西省') expect(tap(NOBODY, ask(NOBODY), province).act).toEqual(chosen);
  });

  it('choose no province for the candidate (S1)', () => {
    const started = say(NOBODY, '开始报名');
    expect(started.act).toEqual({ kind: 'none' });
    expect(started.session.asked?.step).toBe('entry.season');
  });

  it.each([
    [
      'zh-CN',
      /广西.*还没有开始报名：2027年1月27日（周三）9:00开放，离开放还剩29天/u,
      /现在可以报的有：福建/u,
    ],
    [
      'en',
      /Guangxi.*has not opened yet: it opens .*2027.* \(29 d .* left until then\)/u,
      /Open now: Fujian/u,
    ],
  ] as const)(
    'say when a chosen sitting opens and what can be done until then, in %s (S1)',
    (locale, when, what) => {
      const said = say({ ...NOBODY, locale }, '广西', { outcome: NOT_YET });
      expect(said.text).toMatch(when);
      expect(said.text).toMatch(what);
      expect(said.session.asked?.step).toBe('entry.season');
    },
  );

  it('say that a chosen sitting is over, and do not ask to choose it once more (S1, S13)', () => {
    const now = (SEASON.windows.at(-1)?.closesAt ?? 0) + 86_400_000;
    const said = say(situation({ registration: null, season: null, now }), '福建', { outcome: NOT_YET });
    expect(said.text).toMatch(/网报已于.*（周.）.*截止，现在不能新报名，也没有补报/u);
    expect(said.text).not.toContain('请选择报名的省份');
  });

  it.each([
    ['我还能报名吗', NOBODY, /福建.*正在报名，网报截止.*还剩.*\n广西.*还没有开始报名/u],
    ['现在还能报名吗', situation(), /您已经有报名：填写中。下一步：/u],
    ['can I still register', { ...NOBODY, locale: 'en' as const }, /Fujian.*takes registrations until/u],
  ])('answer %s by the calendar and by what the person has (S1, S13)', (question, at, answer) => {
    expect(say(at, question).text).toMatch(answer);
  });

  it('offer the other province where one is not open yet (S1)', () => {
    const chosen = { ...NOBODY, season: GUANGXI };
    const shown = ask(chosen);
    expect(shown.session.asked?.step).toBe('entry.closed');
    expect(tap(chosen, shown, '福建').act).toEqual({ kind: 'choose_season', seasonId: SEASON.id });
  });
});
