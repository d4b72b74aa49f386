import { noticeText, type NoticeFacts } from '../../../../../server/use-cases/reminders/notice-text';
import type { Registration } from '../../../../../shared/domain/registration';
import { smallSeason } from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

const facts = (changes: Partial<NoticeFacts>): NoticeFacts => ({
  occasion: { about: 'payment.received' },
  registration: {
    subjects: [
      { code: '15', feeFen: 9_000, state: 'paid' },
      { code: '65', feeFen: 10_500, state: 'paid' },
    ],
    answers: {},
    decision: null,
    informationSubmittedAt: NOW,
  } as unknown as Registration,
  season: smallSeason({ now: NOW }),
  refund: null,
  paidCodes: null,
  locale: 'zh-CN',
  now: NOW,
  ...changes,
});

describe('noticeText', () => {
  it('names what one payment paid and its sum, though more is paid by then', () => {
    const text = noticeText(facts({ paidCodes: ['65'] }));
    expect(text).toContain('105');
    expect(text).not.toContain('195');
  });

  it('names all that is paid where the message does not say', () => {
    expect(noticeText(facts({}))).toContain('195');
  });

  it('reminds of the unpaid subject alone when another one is paid', () => {
    const registration = facts({}).registration;
    const [first, second] = registration.subjects;
    const partPaid = { ...registration, subjects: [first!, { ...second!, state: 'chosen' as const }] };
    const occasion = { about: 'reminder', kind: 'payment_due', endsAt: NOW + 3_600_000 } as const;
    const text = noticeText(facts({ occasion, registration: partPaid }));
    expect(text).toContain('105');
    expect(text).not.toContain('195');
    expect(text).not.toContain('您的报名还没有缴费');
  });
});
