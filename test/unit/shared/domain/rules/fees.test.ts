import fc from 'fast-check';
import { feeOf, feesOf } from '../../../../../shared/domain/rules/fees';
import { sampleSeason } from '../../../../support/season';

const season = sampleSeason({ now: Date.UTC(2026, 0, 10) });
const codes = season.subjects.map((subject) => subject.code);

describe('feesOf', () => {
  it('S48 adds up the fees of the province: 90 yuan at level 1, 105 above', () => {
    expect(feesOf(season, ['15', '65'])).toMatchObject({
      value: {
        lines: [
          { code: '15', feeFen: 9000 },
          { code: '65', feeFen: 10500 },
        ],
        totalFen: 19500,
      },
    });
  });

  it.each([
    [[], 'field.required'],
    [['99'], 'subjects.unknown'],
    [['15', '15'], 'subjects.repeated'],
  ])('refuses %j with %s', (chosen, code) => {
    expect(feesOf(season, chosen)).toMatchObject({ ok: false, code });
  });

  it('conserves money: any split of the subjects costs the same in all', () => {
    fc.assert(
      fc.property(fc.subarray(codes, { minLength: 2 }), fc.nat(), (chosen, cut) => {
        const at = 1 + (cut % (chosen.length - 1));
        const totals = [chosen, chosen.slice(0, at), chosen.slice(at)].map((part) => {
          const fees = feesOf(season, part);
          return fees.ok ? fees.value.totalFen : NaN;
        });
        expect(totals[0]).toBe(totals[1]! + totals[2]!);
      }),
    );
  });
});

describe('feeOf', () => {
  it('treats a subject outside the season as a bug', () => {
    expect(feeOf(season, '15')).toBe(9000);
    expect(() => feeOf(season, '99')).toThrow(RangeError);
  });
});
