import type { AppMessage } from '../../../../../server/use-cases/ports/wecom';
import { remindReviewers } from '../../../../../server/use-cases/review/remind-reviewers';
import type { ReminderAudience } from '../../../../../shared/domain/reminder-plan';
import { DAY_MS } from '../../../../../shared/domain/time';
import { reviewerOf, reviewLife, type ReviewLife } from '../../../../support/review-life';
import { REVIEWING_SITE } from '../../../../support/season';
import { NOW } from '../../../../support/situations';

const [FIRST, SECOND] = [reviewerOf('first'), reviewerOf('second')];
const LEAD = reviewerOf('lead', { roles: ['lead'] });
const OFFICE = reviewerOf('office', { roles: ['administrator'], siteCodes: [] });

describe('remindReviewers', () => {
  let life: ReviewLife;
  beforeEach(async () => {
    life = await reviewLife([FIRST, SECOND, LEAD, OFFICE]);
  });
  afterEach(() => life.close());

  async function told(audience: ReminderAudience, outboxId = life.context.newId()): Promise<string[]> {
    const told: string[] = [];
    const wecom = {
      ...life.context.wecom,
      messageSend: (message: { toUsers: readonly string[] } & AppMessage) => {
        told.push(...message.toUsers);
        return Promise.resolve({ reached: [...message.toUsers] });
      },
    } as unknown as ReviewLife['context']['wecom'];
    const addresses = { publicUrl: 'https://ncre.example.com', miniProgramAppId: '' };
    const reminder = { kind: 'review_late', audience, dueAt: NOW, endsAt: NOW + DAY_MS } as const;
    const context = { ...life.context, wecom, addresses };
    await remindReviewers(context, { outboxId, siteCode: REVIEWING_SITE, reminder });
    return told.toSorted();
  }

  it('tells everybody of the site who is there, or the leads', async () => {
    expect(await told('reviewers')).toEqual(['first', 'lead', 'second']);
    expect(await told('leads')).toEqual(['lead']);
  });

  it('leaves out who is away, and tells the delegate of a lead', async () => {
    await life.leaves(FIRST, null);
    await life.leaves(LEAD, SECOND);
    expect(await told('reviewers')).toEqual(['second']);
    expect(await told('leads')).toEqual(['second']);
  });

  it('leaves a mail for whom WeCom does not know, once a job', async () => {
    await life.context.unitOfWork.run((tx) =>
      tx.staff.replaceAll([FIRST, { ...SECOND, userid: null, email: 'second@site.example' }]),
    );
    const outboxId = life.context.newId();
    expect(await told('reviewers', outboxId)).toEqual(['first']);
    expect(await told('reviewers', outboxId)).toEqual([]);
    const payload = { staffId: SECOND.id, kind: 'review_late', endsAt: NOW + DAY_MS };
    const row = { topic: 'staff.mail_due', payload, dueBy: NOW };
    expect(await life.context.unitOfWork.read((tx) => tx.outbox.hasWaiting(row))).toBe(true);
  });

  it('tells the administrators when nobody of the site is there', async () => {
    await life.leaves(LEAD, null);
    expect(await told('leads')).toEqual(['office']);
  });
});
