import type { Target } from '../../../bot/ports';
import { render } from '../../../bot/replies/render';
import { isAskedField, relevantFields, type AskedField } from '../../../shared/domain/fields';
import type { Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { DAY_MS } from '../../../shared/domain/time';
import { staffText } from '../../../shared/i18n/staff/text';
import type { Context } from '../context';
import { mintLink } from '../accounts/mint-link';
import { deskActor } from './own-handoff';
import type { Locale } from '../ports/accounts';
import { PlatformError, TransportError } from '../ports/platform-errors';
import type { StaffMember } from '../ports/review';
import type { WechatPort } from '../ports/wechat';
import { findForDesk } from './propose-change';
import type { Addresses } from '../chat/resolve-replies';

const FIXED = ['photo', 'summary', 'status', 'payment', 'ticket'] as const;

/** Pages of the mini program that a servicer can send somebody to: one question, or one of the fixed ones. */
export type ExactPage = AskedField | (typeof FIXED)[number];

/** As long as the items of the chat that lead to the same pages. */
const LINK_LIFE_MS = 3 * DAY_MS;

export type ExactLinkContext = Context & {
  addresses: Pick<Addresses, 'publicUrl'>;
  wechat: Pick<WechatPort, 'generateUrlLink'>;
};

export function isExactPage(name: string): name is ExactPage {
  return isAskedField(name) || isFixed(name);
}

function isFixed(name: string): name is (typeof FIXED)[number] {
  return (FIXED as readonly string[]).includes(name);
}

/** What can be sent in this conversation, questions in the order asked; null where the member has no business. */
export function listExactPages(
  context: Context,
  { handoffId, member }: { handoffId: string; member: StaffMember },
): Promise<{ pages: ExactPage[] } | 'absent' | 'own'> {
  return context.unitOfWork.read(async (tx) => {
    const found = await findForDesk(tx, context, { handoffId, member });
    if (found.kind !== 'case') return found.kind;
    const { registration, season } = found;
    return { pages: exactPagesOf({ registration, season }) };
  });
}

/** Pages that a link can lead the candidate of a registration to. */
export function exactPagesOf({
  registration,
  season,
}: {
  registration: Registration;
  season: Season;
}): ExactPage[] {
  return [...FIXED, ...relevantFields(registration.changeSet ?? registration.answers, season)];
}

/** A page as the sentence around its link, and the list of pages, call it. */
export function exactPageName(page: ExactPage, locale: Locale): string {
  if (isFixed(page)) return staffText(locale, `links.${page}`);
  return staffText(locale, 'links.question', { field: render(locale, `answer.${page}`) });
}

export interface ExactLink {
  url: string;
  expiresAt: number;
  /** The candidate's language, which the text beside the link speaks. */
  locale: Locale;
  /** False: WeChat gave no link, and the public page tells the candidate to go by the chat. */
  opensMiniProgram: boolean;
  /** False: no phone is bound to the account yet, so that nobody gets in by this link before they open an item of the chat. */
  hasPhone: boolean;
}

/**
 * A link to exactly one page of exactly one candidate, made for sending by hand, where the bot may not write. Unlike the
 * chat's own items it binds no phone, since the servicer holds it first: it opens for the account's own phone, and is a
 * public page to any other (S7, PR8).
 */
export async function sendExactPage(
  context: ExactLinkContext,
  { handoffId, member, page }: { handoffId: string; member: StaffMember; page: ExactPage },
): Promise<ExactLink | 'absent' | 'own'> {
  const minted = await context.unitOfWork.run(async (tx) => {
    const found = await findForDesk(tx, context, { handoffId, member });
    if (found.kind !== 'case') return found.kind;
    const { registration, case: support } = found;
    const target = targetOf(page);
    const { accountId, id: registrationId } = registration;
    const purpose = target.open === 'payment' ? 'desk_payment' : 'desk_question';
    const token = await mintLink(tx, context, { accountId, purpose, payload: target, lifeMs: LINK_LIFE_MS });
    await tx.audit.append({
      id: context.newId(),
      action: 'link.made',
      actor: deskActor(member),
      registrationId,
      ...{ from: null, to: null, revision: null, reason: page },
      at: context.clock.now(),
    });
    const hasPhone = (await tx.identities.listOf(accountId)).some(({ kind }) => kind === 'openid');
    return { token, hasPhone, locale: support.account?.locale ?? 'zh-CN' };
  });
  if (typeof minted === 'string') return minted;
  const { token, hasPhone, locale } = minted;
  const expiresAt = context.clock.now() + LINK_LIFE_MS;
  const opened = await urlLink(context, { token, expiresAt });
  const url = opened ?? `${context.addresses.publicUrl}/pages/open?t=${token}`;
  return { url, expiresAt, locale, hasPhone, opensMiniProgram: opened !== null };
}

function targetOf(page: ExactPage): Target & Record<string, unknown> {
  if (isFixed(page) && page !== 'photo') return { open: page };
  return { open: 'question', field: page };
}

async function urlLink(
  context: ExactLinkContext,
  { token, expiresAt }: { token: string; expiresAt: number },
): Promise<string | null> {
  try {
    return await context.wechat.generateUrlLink({ path: 'pages/open/index', query: `t=${token}`, expiresAt });
  } catch (error) {
    if (!(error instanceof PlatformError) && !(error instanceof TransportError)) throw error;
    // The public page serves until WeChat answers again.
    return null;
  }
}
