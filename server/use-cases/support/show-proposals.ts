import { capital, displayAnswer } from '../../../bot/replies/display';
import { render } from '../../../bot/replies/render';
import { fieldOf, type AskedField } from '../../../shared/domain/fields';
import { proposableFields, type ProposalState } from '../../../shared/domain/proposal';
import type { State } from '../../../shared/domain/lifecycle';
import type { Refusal } from '../../../shared/domain/refusal';
import { localText } from '../../../shared/i18n/readable-params';
import type { TextKey } from '../../../shared/i18n/keys';
import { judge } from '../../../shared/domain/transition';
import type { Context } from '../context';
import type { Locale } from '../ports/accounts';
import type { StaffMember } from '../ports/review';
import type { Proposal } from '../ports/support';
import { standingOf } from './proposal-standing';
import { findForDesk, roadTo } from './propose-change';
import { registrationFacts } from '../registrations/registration-facts';
import { maskedPerson } from './support-case';

/** What the desk sees of one registration's proposals, masked (PR8). */
export interface ProposalSheet {
  handoffId: string;
  isClosed: boolean;
  person: string | null;
  state: State;
  /** Why nothing may be corrected now; empty where it may. */
  blocked: Refusal[];
  fields: ProposableField[];
  /** Waiting for the candidate, and where they are asked. */
  open: (ProposalRow & { expiresAt: number; road: 'chat' | 'link' }) | null;
  /** What became of earlier ones, newest first. */
  past: ProposalRow[];
}

export interface ProposalRow {
  id: string;
  labels: string[];
  state: ProposalState;
  by: string;
  createdAt: number;
  settledAt: number | null;
}

/** One field that may be corrected, with how it is put in. */
export interface ProposableField {
  field: AskedField;
  label: string;
  /** What stands now, masked. */
  value: string;
  required: boolean;
  /** Null for open text. */
  choices: { value: string; label: string }[] | null;
  isList: boolean;
}

export type ShownProposals = { kind: 'sheet'; sheet: ProposalSheet } | { kind: 'absent' } | { kind: 'own' };

const SHOWN = 20;

export function showProposals(
  context: Context,
  { handoffId, member, locale }: { handoffId: string; member: StaffMember; locale: Locale },
): Promise<ShownProposals> {
  return context.unitOfWork.read(async (tx): Promise<ShownProposals> => {
    const found = await findForDesk(tx, context, { handoffId, member });
    if (found.kind !== 'case') return found;
    const { case: support, registration, season } = found;
    const now = context.clock.now();
    const verdict = judge('edit', registrationFacts(registration, season, now), { role: 'candidate' });
    const answers = registration.changeSet ?? registration.answers;
    const view = {
      ...{ locale, season },
      say: (key: TextKey, params?: Record<string, string | number>) => render(locale, key, params),
      local: (text: Parameters<typeof localText>[0]) => localText(text, locale),
    };
    const rows: (ProposalRow & { expiresAt: number })[] = [];
    for (const proposal of await tx.proposals.listOf(registration.id, SHOWN)) {
      const { state } = standingOf(proposal, { registration, season, now });
      const by = (await tx.staff.find(proposal.staffId))?.name ?? '';
      rows.push({ ...rowOf(proposal, locale), state, by, expiresAt: proposal.expiresAt });
    }
    const open = rows.find(({ state }) => state === 'open');
    return {
      kind: 'sheet',
      sheet: {
        handoffId,
        isClosed: support.handoff.state === 'closed',
        person: maskedPerson(support),
        state: registration.state,
        blocked: verdict.ok ? [] : verdict.reasons,
        fields: proposableFields(answers, season).map((field) => ({
          ...{ field, label: capital(render(locale, `answer.${field}`)) },
          value: displayAnswer(field, answers, view),
          required: fieldOf(field).required(answers, season),
          choices:
            fieldOf(field)
              .choices?.(season, answers)
              .map(({ value, name }) => ({
                value,
                label: name ? localText(name, locale) : render(locale, `choice.${field}.${value}` as TextKey),
              })) ?? null,
          isList: field === 'subjects',
        })),
        open: open ? { ...open, road: roadTo(support, now) } : null,
        past: rows.filter((row) => row !== open),
      },
    };
  });
}

function rowOf(
  { id, fields, createdAt, settledAt }: Proposal,
  locale: Locale,
): Pick<ProposalRow, 'id' | 'labels' | 'createdAt' | 'settledAt'> {
  return { id, createdAt, settledAt, labels: fields.map((field) => render(locale, `answer.${field}`)) };
}
