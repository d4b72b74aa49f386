import type { Handoff } from '../ports/chat';

/**
 * Why the desk's act did not happen. Nothing has changed then.
 * - `absent`: no such conversation, or the asker is not of the desk.
 * - `own`: it is about the asker; a colleague deals with it (domain.md 2).
 * - `closed`: it has ended.
 * - `owned`: a colleague has it.
 * - `not_owner`: only its owner may do this.
 * - `recipient_absent`: the one it should go to is not of the desk.
 * - `recipient_away`: they are off duty.
 * - `not_serving`: WeCom says that the one who should serve takes no conversations now.
 * - `served_elsewhere`: in WeCom a colleague serves it already.
 * - `changed`: somebody was faster; look again.
 */
export type DeskRefusal =
  | 'absent'
  | 'own'
  | 'closed'
  | 'owned'
  | 'not_owner'
  | 'recipient_absent'
  | 'recipient_away'
  | 'not_serving'
  | 'served_elsewhere'
  | 'changed';

/**
 * Where the owner writes from now on. `wecom`: in the WeCom client, the only way while the platform has it in a person's
 * hands. `desk`: from our pages. `unsure`: the platform did not say; a job finds out, and until then it is as before.
 */
export type Road = 'wecom' | 'desk' | 'unsure';

export type DeskOutcome =
  | { ok: true; handoff: Handoff; road: Road; repeated: boolean }
  | { ok: false; why: DeskRefusal; handoff: Handoff | null };

export function refused(why: DeskRefusal, handoff: Handoff | null = null): DeskOutcome {
  return { ok: false, why, handoff };
}
