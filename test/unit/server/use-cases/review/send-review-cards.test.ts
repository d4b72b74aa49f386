import { TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import { sendReviewCards } from '../../../../../server/use-cases/review/send-review-cards';
import { settleReviewCards } from '../../../../../server/use-cases/review/settle-review-cards';
import type { ReviewContext } from '../../../../../server/use-cases/staff/staff-messages';
import { DAY_MS, MINUTE_MS } from '../../../../../shared/domain/time';
import { CANDIDATE, REJECT, reviewerOf, reviewLife, type ReviewLife } from '../../../../support/review-life';

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

  it('holds a card back from whom has many to decide, and sends it when some are decided', async () => {
    const { unitOfWork, clock } = life.context;
    await life.does('submit_for_review', CANDIDATE);
    const others = Array.from({ length: 30 }, (_, n) => ({
      ...{ taskId: `other-${n}`, registrationId: `other-${n}`, revision: 1, userid: 'second' },
      ...{ responseCode: null, sentAt: clock.now(), settledAt: null },
    }));
    const policies = { ...life.season.policies, reviewCardsAtMost: 30 };
    await unitOfWork.run(async (tx) => {
      await tx.seasons.save(
        { ...life.season, policies, version: life.season.version + 1 },
        'with a limit',
        clock.now(),
      );
      for (const card of others) await tx.cards.insert(card);
    });
    const request = { outboxId: 'requested', registrationId: life.registrationId };
    const held = { kind: 'later', code: 'review.enough_cards', dueAt: clock.now() + 5 * MINUTE_MS };
    expect(await sendReviewCards(life.context, request)).toEqual(held);
    expect(reached()).toEqual(['first', 'lead']);
    await unitOfWork.run((tx) => tx.cards.settle('other-7', clock.now()));
    expect(await sendReviewCards(life.context, request)).toEqual({ kind: 'done' });
    expect(reached()).toEqual(['first', 'lead', 'second']);
    expect(life.shown).toEqual([]);
  });

  it('tells nobody the end of a card that still waited for its turn', async () => {
    const isHeldUp = (bucket: string) => bucket.endsWith(':second');
    const take = (bucket: string) =>
      Promise.resolve(
        isHeldUp(bucket) ? ({ ok: false, retryAfterMs: 9_000 } as const) : ({ ok: true } as const),
      );
    await life.does('submit_for_review', CANDIDATE);
    const { registrationId, context } = life;
    const request = { outboxId: 'requested', registrationId };
    const sent = await sendReviewCards({ ...context, limiter: { ...context.limiter, take } }, request);
    expect(sent).toMatchObject({ kind: 'later', code: 'review.paced' });
    await life.decides(FIRST, REJECT);
    await settleReviewCards(context, { outboxId: 'settled', registrationId });
    expect(reached()).toEqual(['first', 'lead']);
    expect(life.shown.map(({ text }) => text)).toEqual([null, null]);
    expect(await context.unitOfWork.read((tx) => tx.cards.openOf(registrationId))).toEqual([]);
    expect(await sendReviewCards(context, request)).toEqual({ kind: 'done' });
    expect(reached()).toEqual(['first', 'lead']);
  });

  it('closes a card at once that was decided while it was on its way', async () => {
    await life.does('submit_for_review', CANDIDATE);
    const { registrationId, context } = life;
    const messageSend: ReviewContext['wecom']['messageSend'] = async (message) => {
      const [userid] = message.toUsers;
      if (userid === 'second') {
        await life.decides(FIRST, REJECT);
        await settleReviewCards(context, { outboxId: 'settled', registrationId });
      }
      return context.wecom.messageSend(message);
    };
    const wecom = { ...context.wecom, messageSend };
    await sendReviewCards({ ...context, wecom }, { outboxId: 'requested', registrationId });
    const last = life.shown.at(-1)?.card;
    expect(last?.['replace_text']).toContain('审核不通过');
    expect(life.shown.every(({ card }) => card !== null)).toBe(true);
    expect(reached()).toContain('second');
  });

  it('tells the end in a message where the answer of the sending was lost', async () => {
    await life.does('submit_for_review', CANDIDATE);
    const { registrationId, context } = life;
    const lost = new TransportError({ platform: 'wecom', path: '/cgi-bin/message/send', reason: 'timeout' });
    const messageSend: ReviewContext['wecom']['messageSend'] = async (message) => {
      const answer = await context.wecom.messageSend(message);
      if (message.toUsers.includes('second')) throw lost;
      return answer;
    };
    const wecom = { ...context.wecom, messageSend };
    const request = { outboxId: 'requested', registrationId };
    await expect(sendReviewCards({ ...context, wecom }, request)).rejects.toBe(lost);
    await life.decides(FIRST, REJECT);
    await settleReviewCards(context, { outboxId: 'settled', registrationId });
    const texts = life.shown.flatMap(({ text }) => text ?? []);
    expect(texts).toEqual([expect.stringContaining('审核不通过 · 审核员first')]);
  });
});
