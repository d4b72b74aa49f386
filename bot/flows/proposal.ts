import type { AskedField } from '../../shared/domain/fields';
import type { Question, Step, View } from '../engine/flow';
import { textNote, type Move } from '../engine/flow';
import type { Proposed } from '../ports';
import { capital } from '../replies/display';
import { canEdit } from './facts';
import { shownApart } from './shown-apart';

type Open = Proposed & { change: NonNullable<Proposed['change']> };

/**
 * A correction that a person of the desk proposed: asked before the pending question, and put in force by the candidate's
 * tap alone. It stands behind the gates: ticks, account and guardian come first.
 */
export const proposalStep: Step = {
  name: (view) => `proposal.${view.situation.proposal?.id ?? 'none'}`,
  when: (view) => openProposal(view) !== null && canEdit(view),
  ask: askProposal,
};

export function openProposal({ situation: { proposal } }: View): Open | null {
  return proposal && isOpen(proposal) ? proposal : null;
}

function isOpen(proposal: Proposed): proposal is Open {
  return proposal.state === 'open' && proposal.change !== null;
}

function askProposal(view: View): Question {
  const { say } = view;
  const proposal = openProposal(view);
  const { id, fields, change } = proposal ?? { id: '', fields: [], change: null };
  if (!change) return { head: '' };
  const lines = fields.map((field) => changeLine(field, change.after, view));
  const dropped = change.voided.map((field) => say(`answer.${field}`)).join(say('list.comma'));
  const isDraft = view.registration?.state === 'draft';
  return {
    head: [
      say('proposal.ask', { reason: change.reason }),
      ...lines,
      dropped === '' ? '' : say('proposal.voided', { fields: dropped }),
      isDraft ? '' : say('proposal.promise'),
    ]
      .filter(Boolean)
      .join('\n'),
    options: [
      {
        key: `proposal_yes.${id}`,
        label: say(isDraft ? 'proposal.yes' : 'proposal.yes_promise'),
        words: ['改', '同意', '是', '确认', '好', 'yes', 'change', 'change it', 'ok'],
        explicit: true,
        move: () => ({ act: { kind: 'answer_proposal', proposalId: id, accepts: true } }),
      },
      {
        key: `proposal_no.${id}`,
        label: say('proposal.no'),
        words: ['不改', '不同意', '不', '否', '不用', 'no', 'keep', 'keep it'],
        explicit: true,
        move: () => ({ act: { kind: 'answer_proposal', proposalId: id, accepts: false } }),
      },
    ],
  };
}

/** `联系电话：138****8000 → 139****0001`; where masks hide the difference one character tells it. */
export function changeLine(field: AskedField, after: View['answers'], view: View): string {
  const { stored, given } = shownApart(field, after, view);
  return view.say('proposal.line', {
    field: capital(view.say(`answer.${field}`)),
    was: stored,
    becomes: given,
  });
}

/** A tap on a proposal that is not asked any more: what became of it, instead of a word about old options. */
export function hearOldProposal(view: View, key: string): Move | null {
  const { proposal } = view.situation;
  const id = /^proposal_(?:yes|no)\.(.+)$/u.exec(key)?.[1];
  if (id === undefined) return null;
  if (!proposal || proposal.id !== id || proposal.state === 'open') return null;
  return { notes: [textNote(`proposal.was.${proposal.state}`)] };
}

/** What the answer of a proposal says: the change is in force, or waits in the candidate's own open change. */
export function proposalText(view: View, accepts: boolean): string {
  const { say } = view;
  if (!accepts) return say('proposal.kept');
  return say(view.registration?.changeSet ? 'proposal.joined' : 'proposal.done');
}
