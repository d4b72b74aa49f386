import { rejectionText } from '../../../bot/replies/rejection-text';
import type { Facts } from '../../../shared/domain/facts';
import { isAskedField } from '../../../shared/domain/fields';
import { isFinal } from '../../../shared/domain/lifecycle';
import type { Context } from '../context';
import type { Locale } from '../ports/accounts';
import type { Handoff } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import { nearestDeadline, registrationFacts } from '../registrations/registration-facts';
import { supportCase, type SupportCase } from './support-case';
import { noticesMissing, positionOf } from '../registrations/view-registration';
import { writeBrief, type BriefFacts, type BriefLine } from './write-brief';

/** Lines of the conversation among which the candidate's last words are looked for. */
const LINES = 12;
const FAILURES = 3;

/** The brief of one conversation as it stands now. */
export async function readBrief(
  tx: Repositories,
  context: Pick<Context, 'clock'>,
  { handoff, locale, found }: { handoff: Handoff; locale: Locale; found?: SupportCase },
): Promise<BriefLine[]> {
  const facts = await gatherBrief(tx, context, { found: found ?? (await supportCase(tx, handoff)), locale });
  return writeBrief(facts, locale);
}

async function gatherBrief(
  tx: Repositories,
  context: Pick<Context, 'clock'>,
  { found, locale }: { found: SupportCase; locale: Locale },
): Promise<BriefFacts> {
  const { handoff, registration, season, account } = found;
  const now = context.clock.now();
  const { accountId } = handoff;
  const [failures, lines, order, missingNotices] = await Promise.all([
    tx.callFailures.lastOf(accountId, FAILURES),
    tx.transcripts.lastOf(accountId, LINES),
    registration ? tx.orders.openOf(registration.id) : null,
    season ? noticesMissing(tx, { accountId, season }) : [],
  ]);
  const facts = registration && season ? registrationFacts(registration, season, now) : null;
  const said = lines.filter(({ from, text }) => from === 'candidate' && text !== '').map(({ text }) => text);
  // Whether a guardian is waited for stands in the live session alone: the conversation itself shows it.
  const at = { missingNotices, guardian: 'not_needed' } as const;
  return {
    case: found,
    now,
    position: registration && facts && account ? positionOf({ registration, facts, ...at }, account) : null,
    missing: facts && !isFinal(facts.state) ? missingIn(facts) : [],
    deadlineAt: registration && season ? nearestDeadline(registration, season, now) : null,
    order: order && { amountFen: order.amountFen, expiresAt: order.expiresAt },
    rejection:
      registration?.decision && season && registration.state === 'rejected'
        ? rejectionText(registration.decision, season, locale)
        : null,
    failures,
    said,
  };
}

function missingIn({ missing, hasPhoto }: Facts): BriefFacts['missing'] {
  return [...missing.filter(isAskedField), ...(hasPhoto ? [] : (['photo'] as const))];
}
