import { cannedAnswer, cannedValues } from '../../../../../server/use-cases/support/canned-values';
import { CANNED_VALUES, hasOpenPlaceholder } from '../../../../../shared/domain/canned-answers';
import { COMPLETE, NOW, registration, SEASON } from '../../../../support/situations';

const rejected = registration({
  state: 'rejected',
  photoId: null,
  answers: { ...COMPLETE, email: undefined },
  subjects: [{ code: '65', feeFen: 10_500, state: 'chosen' }],
  decision: {
    ...{
      outcome: 'rejected',
      revision: 1,
      decidedAt: NOW,
      decidedBy: 'staff',
      reasonWords: null,
      marked: [],
    },
    reasonCode: SEASON.rejectReasons[0]?.code ?? null,
  },
});
const filling = { season: SEASON, registration: rejected, locale: 'zh-CN', now: NOW } as const;

describe('cannedValues', () => {
  it('makes every value of the closed list for a registration that has them', () => {
    const values = cannedValues(filling);
    expect(CANNED_VALUES.filter((name) => !values[name])).toEqual([]);
    expect(values).toMatchObject({ state: '审核不通过', fee: '¥105.00', name: '王**' });
  });

  it('leaves out what is not known, and never tells a clear name', () => {
    const none = cannedValues({ ...filling, registration: null });
    expect(none).not.toHaveProperty('name');
    expect(none).not.toHaveProperty('deadline');
    expect(JSON.stringify(cannedValues(filling))).not.toContain(String(COMPLETE.name));
  });
});

describe('cannedAnswer', () => {
  const ids = (SEASON.cannedAnswers ?? []).map(({ id }) => id);

  it.each(ids)('fills %s of the sample in both languages', (id) => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const filled = cannedAnswer(id, { ...filling, locale });
      if (!filled?.ok) throw new Error(JSON.stringify(filled));
      expect(hasOpenPlaceholder(filled.text)).toBe(false);
    }
  });

  it('names what is missing instead of filling', () => {
    expect(cannedAnswer('why_rejected', { ...filling, registration: null })).toEqual({
      ok: false,
      missing: ['reason', 'deadline'],
    });
    expect(cannedAnswer('no_such', filling)).toBeNull();
  });
});
