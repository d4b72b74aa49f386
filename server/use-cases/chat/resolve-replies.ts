import type { MenuItem, Reply, Target } from '../../../bot/ports';
import type { ResolvedItem, ResolvedReply } from '../../../bot/replies/resolved-reply';
import type { Context } from '../context';
import { mintLink, type LinkDraft } from '../accounts/mint-link';
import type { Locale } from '../ports/accounts';
import type { Repositories } from '../ports/storage';

/** Where our pages live. */
export interface Addresses {
  publicUrl: string;
  /** AppID of the mini program that items open. */
  miniProgramAppId: string;
}

type ResolveContext = Context & { addresses: Addresses };

interface Reader {
  accountId: string;
  /** Language of the conversation: the page behind an item goes on in it, whatever the phone speaks. */
  locale: Locale;
  /** Season of the registration that is talked about, when it is known already. */
  seasonId?: string | null;
}

const LINK_LIFE_MS = 3 * 24 * 60 * 60_000;

/** Gives each target its address; personal ones carry a random token that is stored hashed and bound to the account. */
export async function resolveReplies(
  tx: Repositories,
  context: ResolveContext,
  { replies, ...reader }: Reader & { replies: Reply[] },
): Promise<ResolvedReply[]> {
  const resolved: ResolvedReply[] = [];
  for (const reply of replies) {
    if (reply.kind === 'text') {
      resolved.push({ kind: 'text', text: reply.text, items: [], tail: '' });
      continue;
    }
    const items: ResolvedItem[] = [];
    for (const item of reply.items) items.push(await resolveItem(tx, context, { ...reader, item }));
    resolved.push({ kind: 'menu', text: reply.head, items, tail: reply.tail });
  }
  return resolved;
}

async function resolveItem(
  tx: Repositories,
  context: ResolveContext,
  { item, ...reader }: Reader & { item: MenuItem },
): Promise<ResolvedItem> {
  if (item.kind === 'tap' || item.kind === 'line') return item;
  const { target, caption } = item;
  if (item.kind === 'page')
    return { kind: 'page', url: await pageUrl(tx, context, { ...reader, target }), caption };
  const path = await miniProgramPath(tx, context, { accountId: reader.accountId, target });
  return { kind: 'mini_program', appId: context.addresses.miniProgramAppId, path, caption };
}

async function pageUrl(
  tx: Repositories,
  context: ResolveContext,
  { target, ...reader }: Reader & { target: Target },
): Promise<string> {
  const { publicUrl } = context.addresses;
  const { accountId, locale } = reader;
  switch (target.open) {
    case 'notice':
      return `${publicUrl}/pages/notices/${await seasonIdOf(tx, reader)}/${target.noticeId}?lang=${locale}`;
    case 'help':
      return `${publicUrl}/pages/help?lang=${locale}`;
    case 'sites':
      return `${publicUrl}/pages/sites/${await seasonIdOf(tx, reader)}?lang=${locale}`;
    case 'link':
      return `${publicUrl}/pages/links/${await seasonIdOf(tx, reader)}/${target.name}?lang=${locale}`;
    case 'ticket':
      return `${publicUrl}/pages/ticket?t=${await mintLink(tx, context, linkFor({ accountId, purpose: 'ticket', target }))}`;
    default:
      return `${publicUrl}/pages/open?t=${await mintLink(tx, context, linkFor({ accountId, purpose: 'question', target }))}`;
  }
}

/** Item of the chat: bound to the person, single use; the page behind it logs in silently and leads to the very question. */
async function miniProgramPath(
  tx: Repositories,
  context: ResolveContext,
  { accountId, target }: { accountId: string; target: Target },
): Promise<string> {
  const purpose = target.open === 'payment' ? 'payment' : 'question';
  const token = await mintLink(tx, context, linkFor({ accountId, purpose, target }));
  return `pages/open/index?t=${token}`;
}

function linkFor(link: {
  accountId: string;
  purpose: 'question' | 'payment' | 'ticket';
  target: Target;
}): LinkDraft {
  const { accountId, purpose, target } = link;
  return { accountId, purpose, payload: target, lifeMs: LINK_LIFE_MS };
}

async function seasonIdOf(tx: Repositories, { accountId, seasonId = null }: Reader): Promise<string> {
  if (seasonId !== null) return seasonId;
  const registrations = await tx.registrations.listOf(accountId);
  const newest = registrations.reduce<(typeof registrations)[number] | null>(
    (best, one) => (best && best.createdAt >= one.createdAt ? best : one),
    null,
  );
  return newest?.seasonId ?? 'current';
}
