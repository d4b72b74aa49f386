import { stepName, type Step, type View } from './flow';

/**
 * Marks one question about one thing: the same while the step, the registration and what is being confirmed are the
 * same, so a menu asked twice, or asked before the live session was lost, can still be tapped; anything else is stale.
 */
export function nonceOf(step: Step, view: View): string {
  const { registration, season, session, situation } = view;
  const basis = [
    stepName(step, view),
    situation.account.id,
    season?.id ?? '',
    season?.version ?? 0,
    registration?.id ?? '',
    registration?.version ?? 0,
    session.confirming?.act ?? '',
    session.confirming?.reason ?? '',
    session.unconfirmed?.step ?? '',
    session.unconfirmed?.said ?? '',
    session.leftOut.join(),
    situation.order?.expiresAt ?? 0,
  ].join('|');
  return hash(basis);
}

/** FNV-1a over code units from two seeds, in base 36. */
export function hash(text: string): string {
  let first = 0x811c9dc5;
  let second = 0x01234567;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x01000193);
  }
  return (first >>> 0).toString(36) + (second >>> 0).toString(36);
}

export function tapId(nonce: string, key: string): string {
  return `${nonce}:${key}`;
}

export function readTapId(id: string): { nonce: string; key: string } | null {
  const at = id.indexOf(':');
  return at < 1 ? null : { nonce: id.slice(0, at), key: id.slice(at + 1) };
}
