import * as fc from 'fast-check';
import { MOST_LINES, writeBrief, type BriefFacts } from '../../../../../server/use-cases/support/write-brief';
import { guestAccount } from '../../../../../server/use-cases/accounts/open-account';
import { HOUR_MS } from '../../../../../shared/domain/time';
import { handoffAt } from '../../../../support/handoffs';
import { COMPLETE, NOW, registration, SEASON } from '../../../../support/situations';

const account = guestAccount({ clock: { now: () => NOW }, newId: () => 'account-1' }, 'zh-CN');
const failure = (n: number) => ({
  ...{ code: 'SEATS_FULL seats.full', requestId: `request-${n}` },
  ...{ route: 'POST /registrations/{id}/information', at: NOW - n },
});

function facts(changes: Partial<BriefFacts> = {}): BriefFacts {
  return {
    case: {
      handoff: handoffAt(NOW, { trigger: 'payment_trouble' }),
      ...{ account, registration: registration(), season: SEASON, chat: null, owner: null },
    },
    now: NOW,
    position: { step: 'question', about: 'education' },
    missing: ['education', 'subjects'],
    deadlineAt: NOW + 3 * HOUR_MS,
    order: { amountFen: 10_500, expiresAt: NOW + HOUR_MS },
    rejection: null,
    failures: [failure(1), failure(2)],
    said: ['怎么付不了', '我的号码是13800138000'],
    ...changes,
  };
}

const textOf = (changes: Partial<BriefFacts> = {}) =>
  writeBrief(facts(changes), 'zh-CN').map(({ label, value }) => `${label}：${value}`);

describe('writeBrief', () => {
  it('says who, why, where, what is missing, how long is left, what was tried and what failed', () => {
    const text = textOf().join('\n');
    for (const told of ['王**', '缴费问题', '填写信息：文化程度', '文化程度、报考科目', '还剩3小时'])
      expect(text).toContain(told);
    expect(text).toContain('待支付¥105.00');
    expect(text).toContain('“怎么付不了”');
    expect(text).toContain('SEATS_FULL seats.full · POST /registrations/{id}/information · request-1');
  });

  it('names the question in the reader’s own signs', () => {
    const line = writeBrief(facts(), 'en').find(({ value }) => value.includes('Education'));
    expect(line?.value).toMatch(/filling in: Education$/);
  });

  it('masks everything, whatever somebody typed (PR6, PR8)', () => {
    const text = textOf().join('\n');
    for (const value of [COMPLETE.name, COMPLETE.documentNumber, COMPLETE.mobile, COMPLETE.email])
      expect(text).not.toContain(String(value));
    expect(text).toContain('138****8000');
  });

  it('tells the reason of a rejection', () => {
    expect(textOf({ rejection: '照片不清楚' })).toContain('不通过：照片不清楚');
  });

  it('is written for somebody of whom nothing is known', () => {
    const nobody = { ...facts().case, registration: null, season: null, account: null };
    const empty = { missing: [], failures: [], said: [], order: null, deadlineAt: null, position: null };
    expect(textOf({ case: nobody, ...empty }).join('\n')).toContain('没有报名');
  });

  it('is never longer than twelve lines, in both languages', () => {
    const many = fc.record({
      failures: fc.array(fc.nat(9).map(failure), { maxLength: 9 }),
      said: fc.array(fc.string(), { maxLength: 9 }),
      rejection: fc.option(fc.string({ maxLength: 200 })),
    });
    fc.assert(
      fc.property(many, fc.constantFrom('zh-CN' as const, 'en' as const), (changes, locale) => {
        const lines = writeBrief(facts(changes), locale);
        expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
        for (const { label, value } of lines) expect(label !== '' && !value.includes('\n')).toBe(true);
      }),
    );
  });
});
