import type { Context } from './context';
import type { Repositories } from './ports/storage';

export interface PermitChange {
  templateId: string;
  /** `reported`: the phone says so before the platform does. */
  change: 'granted' | 'withdrawn' | 'reported';
}

/**
 * Keeps the ledger of one-time permissions by what the platform tells: a yes of the dialog is one send, a withdrawal on the
 * settings page ends them all. What a phone reports only makes sure that one is counted: the platform's own word for the
 * same yes may follow, or have come first.
 */
export async function keepPermits(
  tx: Repositories,
  context: Pick<Context, 'clock'>,
  { openid, changes }: { openid: string; changes: readonly PermitChange[] },
): Promise<void> {
  if (openid === '') return;
  const at = context.clock.now();
  for (const { templateId, change } of changes) {
    if (change === 'withdrawn') await tx.permits.clear(openid, templateId, at);
    else if (change === 'granted') await tx.permits.add(openid, templateId, 1, at);
    else if ((await tx.permits.balance(openid, templateId)) === 0)
      await tx.permits.add(openid, templateId, 1, at);
  }
}
