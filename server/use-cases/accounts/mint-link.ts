import type { Context } from '../context';
import type { LinkPurpose } from '../ports/accounts';
import type { Repositories } from '../ports/storage';

export interface LinkDraft {
  accountId: string;
  purpose: LinkPurpose;
  /** Ids and codes only; stored as JSON. */
  payload: Readonly<Record<string, unknown>>;
  lifeMs: number;
}

/** Purposes whose links bind or do something once; the others may be opened again while they live. */
const SINGLE_USE: readonly LinkPurpose[] = [
  'scene',
  'question',
  'desk_question',
  'desk_payment',
  'payment',
  'agree',
  'photo',
  'pay_for',
  'export',
  'proposal',
];

/**
 * Makes a link for one account. The returned token (43 characters) is the only copy: storage holds its keyed hash. It fits
 * a mini program's path and the 128 bytes of `scene_param` (kf.md 1).
 */
export async function mintLink(tx: Repositories, context: Context, draft: LinkDraft): Promise<string> {
  const token = context.secrets.token();
  const now = context.clock.now();
  await tx.links.insert({
    tokenHash: context.secrets.tokenHash(token),
    purpose: draft.purpose,
    accountId: draft.accountId,
    payload: JSON.stringify(draft.payload),
    singleUse: SINGLE_USE.includes(draft.purpose),
    createdAt: now,
    expiresAt: now + draft.lifeMs,
    usedAt: null,
  });
  return token;
}
