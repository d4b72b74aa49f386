import { storeSeason } from '../../../../../server/use-cases/seasons/import-season';
import type { AppMessage } from '../../../../../server/use-cases/ports/wecom';
import { remindOfOverdue } from '../../../../../server/use-cases/review/remind-overdue';
import { reviewerOf, reviewLife, type ReviewLife } from '../../../../support/review-life';
import { REVIEWING_SITE } from '../../../../support/season';

const at = (text: string) => Date.parse(`2026-12-${text}:00+08:00`);
const ENDS = Date.parse('2027-01-12T18:00:00+08:00');

describe('remindOfOverdue', () => {
  let life: ReviewLife;
  let told: { to: string[]; text: string }[];
  beforeEach(async () => {
    told = [];
    const office = reviewerOf('office', { roles: ['administrator'], siteCodes: [] });
    const lead = reviewerOf('lead', { roles: ['lead'] });
    life = await reviewLife([reviewerOf('first'), reviewerOf('second'), lead, office]);
    const policies = { ...life.season.policies, reviewWithinWorkHours: 2 };
    const actor = { role: 'system', id: 'test', channel: 'command' } as const;
    await storeSeason(life.context, { season: { ...life.season, policies }, actor });
  });
  afterEach(() => life.close());

  const waits = (registrationId: string, submitted: string) =>
    life.context.unitOfWork.run((tx) =>
      tx.reviewQueue.put({
        registrationId,
        seasonId: life.season.id,
        siteCode: REVIEWING_SITE,
        decideBy: ENDS,
        submittedAt: at(submitted),
      }),
    );
  const isDecided = (registrationId: string) =>
    life.context.unitOfWork.run((tx) => tx.reviewQueue.remove(registrationId));

  function remind(due: string, now = due, kind: 'review_limit' | 'review_overdue' = 'review_limit') {
    life.embedded.clock.at = at(now);
    const wecom = {
      messageSend: (message: { toUsers: readonly string[] } & AppMessage) => {
        const text = message.msgtype === 'text' ? message.text.content : '';
        told.push({ to: message.toUsers.toSorted(), text });
        return Promise.resolve({ reached: [...message.toUsers] });
      },
    } as unknown as ReviewLife['context']['wecom'];
    const addresses = { publicUrl: 'https://ncre.example.com', miniProgramAppId: '' };
    const audience = kind === 'review_limit' ? ('reviewers' as const) : ('leads' as const);
    return remindOfOverdue(
      { ...life.context, wecom, addresses },
      {
        outboxId: life.context.newId(),
        site: { seasonId: life.season.id, siteCode: REVIEWING_SITE },
        reminder: { kind, audience, dueAt: at(due), endsAt: ENDS },
        kind,
      },
    );
  }

  it('tells the site once of all that came over the limit in a quarter of an hour', async () => {
    await waits('r1', '28T10:03');
    await waits('r2', '28T10:10');
    await waits('r3', '28T11:00');
    expect(await remind('28T12:15')).toBe('sent');
    expect(told).toEqual([
      { to: ['first', 'lead', 'second'], text: expect.stringContaining('有2份报名已到审核时限') as string },
    ]);
  });

  it('tells the leads when it is long over', async () => {
    await waits('r1', '28T10:00');
    expect(await remind('28T13:00', '28T13:00', 'review_overdue')).toBe('sent');
    expect(told).toMatchObject([{ to: ['lead'], text: expect.stringContaining('超过审核时限') as string }]);
  });

  it('is silent when what came over it has been decided, though others wait', async () => {
    await waits('r1', '28T10:03');
    await waits('r2', '28T09:00');
    await isDecided('r1');
    expect(await remind('28T12:15')).toBe('no_longer_applies');
    expect(told).toEqual([]);
  });

  it('leaves it to the last of several that an outage has held up, which names all', async () => {
    await waits('r1', '28T10:03');
    await waits('r2', '28T10:20');
    expect(await remind('28T12:15', '28T15:00')).toBe('superseded');
    expect(await remind('28T12:30', '28T15:00')).toBe('sent');
    expect(told).toMatchObject([{ text: expect.stringContaining('有2份') as string }]);
  });

  it('wakes nobody by night', async () => {
    await waits('r1', '28T10:03');
    expect(await remind('28T12:15', '28T23:00')).toEqual({ waitMs: 9 * 3_600_000 });
    expect(told).toEqual([]);
  });

  it('knows no site in a row without one', async () => {
    const due = { outboxId: 'o1', site: null, kind: 'review_limit' as const };
    const reminder = { kind: due.kind, audience: 'reviewers' as const, dueAt: 0, endsAt: ENDS };
    const addresses = { publicUrl: '', miniProgramAppId: '' };
    expect(await remindOfOverdue({ ...life.context, addresses }, { ...due, reminder })).toBe(
      'no_longer_applies',
    );
  });
});
