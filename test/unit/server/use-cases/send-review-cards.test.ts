import { sendReviewCards } from '../../../../server/use-cases/send-review-cards';
import { DAY_MS } from '../../../../shared/domain/time';
import { CANDIDATE, reviewerOf, reviewLife, type ReviewLife } from '../../../support/review-life';

const [FIRST, SECOND] = [reviewerOf('first'), reviewerOf('second')];
const LEAD = reviewerOf('lead', { roles: ['lead'] });
const OFFICE = reviewerOf('office', { roles: ['administrator'], siteCodes: [] });
const ELSEWHERE = reviewerOf('elsewhere', { siteCodes: ['359999'] });

describe('sendReviewCards', () => {
  let life: ReviewLife;
  beforeEach(async () => {
    life = await reviewLife([FIRST, SECOND, LEAD, OFFICE, ELSEWHERE]);
  });
  afterEach(() => life.close());

  const reached = () => [...life.sent.values()].map(({ userid }) => userid).toSorted();

  it('reaches everybody of the site who is there, and nobody who is away', async () => {
    await life.leaves(FIRST, null);
    await life.submits();
    expect(reached()).toEqual(['lead', 'second']);
  });

  it('reaches a colleague once, whose turn it is anyway, and no delegate of another site', async () => {
    await life.leaves(FIRST, SECOND);
    await life.leaves(LEAD, ELSEWHERE);
    await life.submits();
    expect(reached()).toEqual(['second']);
  });

  it('tells the administrators when everybody of the site is away, and sends the cards when somebody is back', async () => {
    for (const member of [FIRST, SECOND, LEAD]) await life.leaves(member, null);
    await life.does('submit_for_review', CANDIDATE);
    const request = { outboxId: 'requested', registrationId: life.registrationId };
    expect(await sendReviewCards(life.context, request)).toMatchObject({
      kind: 'later',
      code: 'review.nobody',
    });
    expect(reached()).toEqual([]);
    expect(life.shown).toEqual([
      { card: null, text: expect.stringContaining('没有能通知到的审核人员') as string },
    ]);
    life.embedded.clock.at += DAY_MS;
    expect(await sendReviewCards(life.context, request)).toEqual({ kind: 'done' });
    expect(reached()).toEqual(['first', 'lead', 'second']);
    expect(life.shown).toHaveLength(1);
  });
});
