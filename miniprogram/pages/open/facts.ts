import type * as contract from '../../../shared/contract/accounts';
import { me, openLink } from '../../services/accounts';
import { rememberChat } from '../../services/chat-way';
import type { Called, Failure } from '../../services/failure';
import { agreeOnLanguage } from '../../services/language';
import { goHome, replacePage, type Query } from '../../services/navigation';
import { readRegistration } from '../../services/registrations';
import type { AnswerOf } from '../../services/route';
import { rememberSignedOut } from '../../services/session';
import { leadOf } from './view-model';

export type Opened = AnswerOf<typeof contract.openLink>;

/** Why an item of the chat leads to the first page in place of its own. */
export type HomeNote = 'used' | 'expired' | 'locked';

const REFUSALS = ['link.other_person', 'link.used', 'link.expired', 'link.unknown'] as const;
type LinkRefusal = (typeof REFUSALS)[number];

export interface OpenFacts {
  /** Why nothing is shown to this person; null while the page leads on. */
  refused: LinkRefusal | null;
}

const LEADING: Called<OpenFacts> = { ok: true, body: { refused: null } };

/** Opens an item of the chat on this phone, which signs in silently, and leads to what it is about. */
export async function openItem({ t = '', from }: Query): Promise<Called<OpenFacts>> {
  const opened = await openLink({ body: { token: t } });
  if (!opened.ok) return refusedBy(opened.failure);
  rememberSignedOut(false);
  // From the conversation in the mini program the way back is one page back.
  if (from !== 'chat') rememberChat();
  await agreeOnLanguage(opened.body.account, from !== 'chat');
  const { registrationId } = opened.body;
  const read = registrationId === null ? null : await readRegistration({ params: { registrationId } });
  if (read && !read.ok) return read;
  const lead = leadOf(opened.body, read?.body.registration ?? null);
  if (lead.kind === 'page') replacePage(lead.target);
  else goHome(lead.note === null ? {} : { note: lead.note });
  return LEADING;
}

/** Its owner goes on from the first page; anybody else learns nothing but that it is not theirs. */
async function refusedBy(failure: Failure): Promise<Called<OpenFacts>> {
  const refused = REFUSALS.find((code) => failure.reasons.some((reason) => reason.code === code));
  if (!refused)
    return isMalformed(failure) ? { ok: true, body: { refused: 'link.unknown' } } : { ok: false, failure };
  if (refused === 'link.used' || refused === 'link.expired') {
    const known = await me({});
    if (known.ok && known.body.account) {
      goHome({ note: refused === 'link.used' ? 'used' : 'expired' });
      return LEADING;
    }
  }
  return { ok: true, body: { refused } };
}

/** A token that was cut on the way is no token of ours. */
function isMalformed({ code }: Failure): boolean {
  return code === 'VALIDATION_FAILED' || code === 'NOT_FOUND';
}
