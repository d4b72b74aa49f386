import { MINUTE_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import { mintLink } from '../accounts/mint-link';

const LIFE_MS = 30 * MINUTE_MS;

/** A single-use value that joins the chat to an account when the chat's link is opened with it (kf.md 1). */
export async function mintChatLink(
  context: Context,
  { accountId, kfLink }: { accountId: string; kfLink: string },
): Promise<{ url: string; sceneParam: string; expiresAt: number }> {
  const draft = { accountId, purpose: 'scene', payload: {}, lifeMs: LIFE_MS } as const;
  const sceneParam = await context.unitOfWork.run((tx) => mintLink(tx, context, draft));
  const joint = kfLink.includes('?') ? '&' : '?';
  const expiresAt = context.clock.now() + LIFE_MS;
  // Any other change of the link would break the entry event.
  return { url: `${kfLink}${joint}scene_param=${encodeURIComponent(sceneParam)}`, sceneParam, expiresAt };
}
