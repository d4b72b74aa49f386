import type { AskedField } from '../../../shared/domain/fields';
import type { State } from '../../../shared/domain/lifecycle';
import type { LocalText } from '../../../shared/domain/season';
import type { Filled } from '../../../shared/domain/canned-answers';
import { roadsFor, seasonForAnswers } from './show-conversation';
import { cannedAnswer } from './canned-values';
import type { RoadState } from './choose-road';
import type { Context } from '../context';
import { deskCustomer, type CustomerInChat } from './desk-customer';
import { readBrief } from './gather-brief';
import { auditHandoff, deskActor } from './own-handoff';
import type { Locale } from '../ports/accounts';
import type { Handoff } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import { nearestDeadline } from '../registrations/registration-facts';
import { hasProof } from './proposal-proof';
import { standingOf } from './proposal-standing';
import { exactPagesOf, type ExactPage } from './send-exact-page';
import { auditAccess } from '../audit/staff-audit';
import {
  isOwner,
  maskedPerson,
  presentCandidate,
  pressingOf,
  supportCase,
  type Pressing,
  type SupportCase,
} from './support-case';
import type { BriefLine } from './write-brief';

/** What the sidebar beside an open chat tells of its customer: masked throughout (PR8). */
export type Sidebar =
  | { kind: 'conversation'; sheet: SidebarSheet }
  /** Known, and no conversation of theirs is open. */
  | { kind: 'quiet'; person: string | null; state: State | null; deadlineAt: number | null }
  | { kind: 'absent' }
  | { kind: 'own' };

export interface SidebarSheet {
  handoff: Handoff;
  person: string | null;
  owner: { name: string; isMember: boolean } | null;
  brief: BriefLine[];
  pressing: Pressing[];
  /** Whether words can be put into the open chat now; why not, otherwise. */
  chat: RoadState;
  /** Prepared answers of the season, filled for the candidate, or what each of them lacks. */
  answers: { id: string; title: LocalText; filled: Filled }[];
  /** Pages that a link can lead to; none before there is a registration. */
  pages: ExactPage[];
  /** Fields of a correction that waits for the candidate, who can confirm it by a link; null without one. */
  proposed: AskedField[] | null;
}

/** Opens the sidebar for the customer whose chat a member of the desk has before them, with the look on record (PR10). */
export function showSidebar(
  context: Context,
  { locale, ...open }: CustomerInChat & { locale: Locale },
): Promise<Sidebar> {
  const { member } = open;
  return context.unitOfWork.run(async (tx): Promise<Sidebar> => {
    const account = await deskCustomer(tx, context, open);
    if (typeof account === 'string') return { kind: account };
    const handoff = await tx.handoffs.openOf(account.id);
    if (!handoff) return quiet(tx, context, { accountId: account.id, member });
    const found = await supportCase(tx, handoff);
    const record = { handoff, to: handoff.state, action: 'handoff.viewed', actor: deskActor(member) };
    await auditHandoff(tx, context, record);
    return { kind: 'conversation', sheet: await sheetOf(tx, context, { found, member, locale }) };
  });
}

async function sheetOf(
  tx: Repositories,
  context: Context,
  { found, member, locale }: Pick<CustomerInChat, 'member'> & { found: SupportCase; locale: Locale },
): Promise<SidebarSheet> {
  const { handoff, owner, registration, account } = found;
  const now = context.clock.now();
  const [brief, chat, season, proposed] = await Promise.all([
    readBrief(tx, context, { handoff, locale, found }),
    chatRoad(tx, context, { found, member }),
    seasonForAnswers(tx, context, found),
    proposedByLink(tx, found, now),
  ]);
  const filling = { registration, locale: account?.locale ?? 'zh-CN', now } as const;
  const answers = (season?.cannedAnswers ?? []).flatMap(({ id, title }) => {
    const filled = season && cannedAnswer(id, { ...filling, season });
    return filled ? [{ id, title, filled }] : [];
  });
  return {
    ...{ handoff, brief, chat, answers, proposed },
    person: maskedPerson(found),
    owner: owner && { name: owner.name, isMember: isOwner(found, member) },
    pressing: pressingOf(found, now),
    pages: registration && found.season ? exactPagesOf({ registration, season: found.season }) : [],
  };
}

async function proposedByLink(
  tx: Repositories,
  { registration, season }: SupportCase,
  now: number,
): Promise<AskedField[] | null> {
  if (!registration || !season || !hasProof(registration)) return null;
  const [latest] = await tx.proposals.listOf(registration.id, 1);
  return latest && standingOf(latest, { registration, season, now }).state === 'open' ? latest.fields : null;
}

/** The way by which the sidebar sends: the member's own client, in whose hands the platform has the conversation. */
export async function chatRoad(
  tx: Repositories,
  context: Context,
  asked: { found: SupportCase } & Pick<CustomerInChat, 'member'>,
): Promise<RoadState> {
  const roads = await roadsFor(tx, context, asked);
  return (
    roads.find(({ road }) => road === 'wecom') ?? {
      road: 'wecom',
      closed: 'no_chat',
      until: null,
      left: null,
    }
  );
}

async function quiet(
  tx: Repositories,
  context: Context,
  { accountId, member }: Pick<CustomerInChat, 'member'> & { accountId: string },
): Promise<Sidebar> {
  const { account, registration, season } = await presentCandidate(tx, accountId);
  await auditAccess(tx, context, {
    ...{ member, role: 'support', action: 'customer.viewed' },
    registrationId: registration?.id ?? null,
  });
  return {
    kind: 'quiet',
    person: maskedPerson({ registration, account }),
    state: registration?.state ?? null,
    deadlineAt: registration && season && nearestDeadline(registration, season, context.clock.now()),
  };
}
