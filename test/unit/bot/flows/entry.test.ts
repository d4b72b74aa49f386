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

  it('offer the other province where one is not open yet (S1)', () => {
    const chosen = { ...NOBODY, season: GUANGXI };
    const shown = ask(chosen);
    expect(shown.session.asked?.step).toBe('entry.closed');
    expect(tap(chosen, shown, '福建').act).toEqual({ kind: 'choose_season', seasonId: SEASON.id });
  });
});
