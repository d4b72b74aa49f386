import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AUDIT_ACTS, auditWord } from '../../../../../../server/http/staff/administration/audit-words';
import { EVENTS } from '../../../../../../server/use-cases/registrations/change-registration';
import { STATES } from '../../../../../../shared/domain/lifecycle';
import { PROPOSAL_STATES } from '../../../../../../shared/domain/proposal';

const USE_CASES = path.join(__dirname, '../../../../../../server/use-cases');

/** Codes that the use cases write as they stand. */
function writtenActs(): string[] {
  const files = readdirSync(USE_CASES, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(path.join(USE_CASES, file), 'utf8');
      const found = text.matchAll(
        /\baction(?:: string)?(?::| =) [^,;]*?'([a-z_]+\.[a-z_]+)'(?: : '([a-z_]+\.[a-z_]+)')?/g,
      );
      return [...found].flatMap(([, one = '', other]) => (other === undefined ? [one] : [one, other]));
    });
}

describe('auditWord', () => {
  it('has a name for every act that is written into the audit', () => {
    const written = writtenActs();
    expect(written.length).toBeGreaterThan(40);
    const acts = [
      ...written,
      ...Object.values(EVENTS),
      ...PROPOSAL_STATES.filter((state) => state !== 'open').map((state) => `proposal.${state}`),
    ];
    expect(acts.filter((act) => !AUDIT_ACTS.includes(act))).toEqual([]);
  });

  it('has a name for every state of a registration, and gives the code of what it does not know', () => {
    expect(STATES.filter((state) => auditWord('zh-CN', 'at', state) === state)).toEqual([]);
    expect(auditWord('en', 'act', 'review.approved')).toBe('Approved');
    expect(auditWord('en', 'act', 'newer.act')).toBe('newer.act');
    expect(auditWord('zh-CN', 'at', '__proto__')).toBe('__proto__');
  });
});
