import { foreseeDecisions } from '../../../../../server/use-cases/review/foresee-decisions';
import { openReviewPhoto, showReview } from '../../../../../server/use-cases/review/show-review';
import { zoomPhoto } from '../../../../../server/use-cases/review/zoom-photo';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import { OTHER_SITE } from '../../../../support/season';
import { reviewerOf, reviewLife, type ReviewLife } from '../../../../support/review-life';
import { COMPLETE } from '../../../../support/situations';

const MEMBER = reviewerOf('first');
const ELSEWHERE = reviewerOf('elsewhere', { siteCodes: [OTHER_SITE] });

let life: ReviewLife;
beforeEach(async () => {
  life = await reviewLife([MEMBER, ELSEWHERE]);
  await life.submits();
  await life.standsIn({ submittedForReviewAt: life.context.clock.now() });
});
afterEach(() => life.close());

const show = (member = MEMBER) =>
  showReview(life.context, { registrationId: life.registrationId, member, locale: 'zh-CN' });
const foresee = async (member: StaffMember) => {
  const { registrationId } = life;
  const row = { registrationId, revisionShown: 1, roundShown: 1 };
  const asked = { rows: [row], member, act: 'approve', locale: 'zh-CN' } as const;
  const [{ row: _, ...foreseen } = { row }] = await foreseeDecisions(life.context, asked);
  return foreseen;
};
const clearValues = [COMPLETE.name, COMPLETE.documentNumber, COMPLETE.mobile, COMPLETE.email];

describe('showReview', () => {
  it('shows the facts masked, with the view on record (PR7, PR10)', async () => {
    const shown = JSON.stringify(await show());
    for (const value of clearValues.slice(1)) expect(shown).not.toContain(`"${value}"`);
    const { revision } = await life.find();
    const seen = await life.context.unitOfWork.read((tx) =>
      tx.views.has(life.registrationId, revision, MEMBER.id),
    );
    expect(seen).toBe(true);
  });

  it('shows nothing of what the candidate has taken back to change: no answer, no photo, no view (PR8)', async () => {
    const { revision } = await life.find();
    await life.standsIn({ state: 'saved', revision: revision + 1 });
    expect(await show()).toMatchObject({ kind: 'sheet', sheet: { state: 'saved', content: null } });
    const input = { registrationId: life.registrationId, member: MEMBER };
    expect(await zoomPhoto(life.context, input)).toEqual({ kind: 'absent' });
    expect(await openReviewPhoto(life.context, input)).toBeNull();
    const seen = await life.context.unitOfWork.read((tx) =>
      tx.views.has(life.registrationId, revision + 1, MEMBER.id),
    );
    expect(seen).toBe(false);
  });
});

describe('foreseeDecisions', () => {
  it('tells only the state of what is not under review any more (PR8)', async () => {
    await life.standsIn({ state: 'saved' });
    expect(await foresee(MEMBER)).toEqual({
      kind: 'late',
      person: null,
      present: { state: 'saved', decided: null },
    });
  });

  it('answers for another site as for nothing', async () => {
    expect(await foresee(ELSEWHERE)).toEqual({ kind: 'absent' });
    expect(await show(ELSEWHERE)).toEqual({ kind: 'absent' });
  });
});
