import { auditZhCn } from '../../../../shared/i18n/staff/audit/zh-CN';
import { staffText } from '../../../../shared/i18n/staff/text';
import type { Locale } from '../../../use-cases/ports/accounts';

type AuditKey = keyof typeof auditZhCn;

const ACT = 'audit.act.';

/** Every act that has a name, by its code. */
export const AUDIT_ACTS: readonly string[] = Object.keys(auditZhCn)
  .filter((key) => key.startsWith(ACT))
  .map((key) => key.slice(ACT.length));

/** What people call an act, a state or a road of the audit; the code itself where an event of another version has another. */
export function auditWord(locale: Locale, kind: 'act' | 'at' | 'channel', code: string): string {
  const key = `audit.${kind}.${code}`;
  return isAuditKey(key) ? staffText(locale, key) : code;
}

function isAuditKey(key: string): key is AuditKey {
  return Object.hasOwn(auditZhCn, key);
}
