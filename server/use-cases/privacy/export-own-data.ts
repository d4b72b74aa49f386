import { DAY_MS } from '../../../shared/domain/time';
import { collectOwnData, type OwnData } from './collect-own-data';
import type { Context } from '../context';
import { mintLink } from '../accounts/mint-link';
import type { Account, Link, Locale } from '../ports/accounts';
import type { PhotoStore } from '../ports/photos';
import type { Repositories } from '../ports/storage';

/** PR13: the link lives for a day and opens once. */
export const EXPORT_LIFE_MS = DAY_MS;

export type ExportRefusal = { ok: false; code: 'link.unknown' | 'link.used' | 'link.expired' };
export type ExportView = { ok: true; locale: Locale; expiresAt: number } | ExportRefusal;
export type Exported = { ok: true; locale: Locale; data: OwnData } | ExportRefusal;

/** Makes the one-time link of an export for somebody who has just proven who they are. */
export function mintExport(
  context: Context,
  { account }: { account: Account },
): Promise<{ token: string; expiresAt: number }> {
  return context.unitOfWork.run(async (tx) => {
    const draft = { accountId: account.id, purpose: 'export' as const, payload: {}, lifeMs: EXPORT_LIFE_MS };
    const token = await mintLink(tx, context, draft);
    await note(tx, context, { accountId: account.id, action: 'account.export_asked' });
    return { token, expiresAt: context.clock.now() + EXPORT_LIFE_MS };
  });
}

/** What the page says before its button is pressed; scanners that follow links use nothing up. */
export function viewExport(context: Context, { token }: { token: string }): Promise<ExportView> {
  return context.unitOfWork.read(async (tx): Promise<ExportView> => {
    const found = await findLink(tx, context, token);
    if (!found.ok) return found;
    return { ok: true, locale: found.account.locale, expiresAt: found.link.expiresAt };
  });
}

/**
 * Uses the link up and gives the data. They are read before, so that trouble with a photo uses nothing up; of two presses
 * one wins.
 */
export async function redeemExport(
  context: Context & { photoStore: Pick<PhotoStore, 'read'> },
  { token }: { token: string },
): Promise<Exported> {
  const found = await context.unitOfWork.read((tx) => findLink(tx, context, token));
  if (!found.ok) return found;
  const { account, link } = found;
  const data = await collectOwnData(context, account.id);
  if (!data) return { ok: false, code: 'link.unknown' };
  const won = await context.unitOfWork.run(async (tx) => {
    if (!(await tx.links.use(link.tokenHash, context.clock.now()))) return false;
    await note(tx, context, { accountId: account.id, action: 'account.exported' });
    return true;
  });
  return won ? { ok: true, locale: account.locale, data } : { ok: false, code: 'link.used' };
}

async function findLink(
  tx: Repositories,
  context: Context,
  token: string,
): Promise<{ ok: true; link: Link; account: Account } | ExportRefusal> {
  const link = await tx.links.find(context.secrets.tokenHash(token));
  if (link?.purpose !== 'export') return { ok: false, code: 'link.unknown' };
  if (link.usedAt !== null) return { ok: false, code: 'link.used' };
  if (context.clock.now() >= link.expiresAt) return { ok: false, code: 'link.expired' };
  const account = await tx.accounts.find(link.accountId);
  if (!account || account.state === 'closed') return { ok: false, code: 'link.unknown' };
  return { ok: true, link, account };
}

/** PR10: who had the data of whom, and when; no value. */
async function note(
  tx: Repositories,
  context: Context,
  { accountId, action }: { accountId: string; action: 'account.export_asked' | 'account.exported' },
): Promise<void> {
  await tx.audit.append({
    id: context.newId(),
    action,
    actor: {
      role: 'candidate',
      id: accountId,
      channel: action === 'account.exported' ? 'page' : 'mini_program',
    },
    registrationId: null,
    from: null,
    to: null,
    revision: null,
    reason: null,
    at: context.clock.now(),
  });
}
