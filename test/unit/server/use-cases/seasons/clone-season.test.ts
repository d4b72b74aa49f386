import { checkSeason } from '../../../../../server/use-cases/seasons/check-season';
import { cloneSeason } from '../../../../../server/use-cases/seasons/clone-season';
import { sampleSeasonText } from '../../../../support/season';

function cloned(options: { examFrom?: string } = {}): Record<string, unknown> {
  const result = cloneSeason(sampleSeasonText(), options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return JSON.parse(result.text) as Record<string, unknown>;
}

describe('cloneSeason', () => {
  it('makes the next sitting: 26 weeks later, number and name counted on, hours as they were written', () => {
    expect(cloned()).toMatchObject({
      id: 'fujian-2027-09',
      sitting: { no: 80, month: '2027-09', name: { zh: '第80次全国计算机等级考试' } },
      windows: [{ opensAt: '2027-06-25T09:00:00+08:00', closesAt: '2027-07-11T18:00:00+08:00' }],
      paymentEndsAt: '2027-07-14T24:00:00+08:00',
      examFrom: '2027-09-25',
      examTo: '2027-09-27',
    });
  });

  it('moves to a named first exam day', () => {
    expect(cloned({ examFrom: '2027-09-18' })).toMatchObject({
      examFrom: '2027-09-18',
      examTo: '2027-09-20',
    });
    expect(cloneSeason(sampleSeasonText(), { examFrom: '2027-09-31' })).toMatchObject({ ok: false });
  });

  it('is refused until a person has reviewed it, and right afterwards', () => {
    const file = cloned();
    const refused = checkSeason(JSON.stringify(file));
    expect(refused.ok ? [] : refused.problems.map((problem) => problem.code)).toEqual(
      (file['toReview'] as string[]).map(() => 'file.to_review'),
    );
    expect(checkSeason(JSON.stringify({ ...file, toReview: [] })).ok).toBe(true);
  });

  it('does not clone a file that is wrong itself', () => {
    expect(cloneSeason('{}')).toMatchObject({ ok: false });
  });
});
