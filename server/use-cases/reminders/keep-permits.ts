import type { Context } from '../context';
import type { Permit, PermitChoice } from '../ports/chat';
import type { Repositories } from '../ports/storage';

export interface PermitChange {
  templateId: string;
  /**
   * `granted`, `refused`: the platform's word of the dialog. `withdrawn`: refused for good on the settings page. `reported`:
   * the phone tells of a yes before the platform does. `banned`: the platform has closed the template.
   */
  change: 'granted' | 'refused' | 'withdrawn' | 'reported' | 'banned';
  /** Whether the person keeps the answer, as far as it is known: the dialog then does not show. */
  always?: boolean;
}

/**
 * Keeps the ledger of one-time permissions by what the platform tells: a yes of the dialog is one send, a withdrawal on the
 * settings page ends them all. A single no takes nothing back that was allowed before. What a phone reports only makes sure
 * that one is counted: the platform's own word for the same yes may follow, or have come first.
 */
export async function keepPermits(
  tx: Repositories,
  context: Pick<Context, 'clock'>,
  { openid, changes }: { openid: string; changes: readonly PermitChange[] },
): Promise<void> {
  if (openid === '') return;
  const at = context.clock.now();
  for (const { templateId, change, always } of changes) {
    if (change === 'withdrawn') await tx.permits.clear(openid, templateId, at);
    else if (change === 'granted') await tx.permits.add(openid, templateId, 1, at);
    else if (change === 'reported' && (await tx.permits.balance(openid, templateId)) === 0)
      await tx.permits.add(openid, templateId, 1, at);
    // A withdrawal is kept by the platform itself.
    const kept = change === 'withdrawn' ? true : always;
    await tx.permits.choose(openid, { templateId, choice: CHOICES[change], always: kept ?? null, at });
  }
}

const CHOICES: Readonly<Record<PermitChange['change'], PermitChoice>> = {
  granted: 'accepted',
  reported: 'accepted',
  refused: 'refused',
  withdrawn: 'refused',
  banned: 'banned',
};

/** Templates of the current sittings, each once, with what an openid allows. */
export async function listPermits(
  tx: Repositories,
  context: Pick<Context, 'clock'>,
  openid: string,
): Promise<(Permit & { kinds: string[] })[]> {
  const [seasons, ledger] = await Promise.all([
    tx.seasons.listCurrent(context.clock.now()),
    tx.permits.listOf(openid),
  ]);
  const templates = new Map<string, Set<string>>();
  for (const { templateId, kind } of seasons.flatMap((season) => season.templates)) {
    templates.set(templateId, (templates.get(templateId) ?? new Set<string>()).add(kind));
  }
  return [...templates].map(([templateId, kinds]) => {
    const known = ledger.find((one) => one.templateId === templateId);
    return { templateId, balance: 0, choice: null, always: false, ...known, kinds: [...kinds] };
  });
}
