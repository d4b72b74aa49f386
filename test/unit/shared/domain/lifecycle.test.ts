import {
  ACTIONS,
  FINAL_STATES,
  LIFECYCLE,
  STATES,
  allowedRole,
  isFinal,
  movesOf,
  type State,
} from '../../../../shared/domain/lifecycle';

/** Every move of the table, transcribed from domain.md 2: what an act may lead to at all. */
const MOVES: Record<string, string> = {
  'draft edit': 'draft',
  'saved edit': 'saved',
  'ready edit': 'ready',
  'rejected edit': 'rejected',
  'draft submit_information': 'saved',
  'saved apply_changes': 'saved',
  'ready apply_changes': 'ready',
  'rejected apply_changes': 'rejected ready',
  'saved discard_changes': 'saved',
  'ready discard_changes': 'ready',
  'rejected discard_changes': 'rejected',
  'saved upload_photo': 'ready',
  'ready upload_photo': 'ready',
  'rejected upload_photo': 'rejected',
  'ready submit_for_review': 'pending',
  'rejected submit_for_review': 'pending',
  'pending approve': 'approved',
  'pending reject': 'rejected',
  'rejected undo_decision': 'pending',
  'approved undo_decision': 'pending',
  'ready open_order': 'paying',
  'approved open_order': 'paying',
  'paying open_order': 'paying',
  'part_paid open_order': 'part_paid',
  'ready confirm_zero_fee': 'part_paid paid',
  'approved confirm_zero_fee': 'part_paid paid',
  'part_paid confirm_zero_fee': 'part_paid paid',
  'ready apply_payment': 'part_paid paid',
  'approved apply_payment': 'part_paid paid',
  'paying apply_payment': 'part_paid paid',
  'part_paid apply_payment': 'part_paid paid',
  'expired apply_payment': 'part_paid paid',
  'paying close_order': 'ready approved deleted expired',
  'part_paid close_order': 'part_paid paid',
  'draft delete': 'deleted',
  'saved delete': 'deleted',
  'ready delete': 'deleted',
  'pending delete': 'deleted',
  'rejected delete': 'deleted',
  'approved delete': 'deleted',
  'paying delete': 'paying',
  'expired delete': 'deleted',
  'draft expire': 'expired',
  'saved expire': 'expired',
  'ready expire': 'expired',
  'pending expire': 'expired',
  'rejected expire': 'expired',
  'approved expire': 'expired',
  'part_paid lapse_unpaid': 'paid',
  'part_paid print_ticket': 'part_paid',
  'paid print_ticket': 'paid',
};

function reachableFrom(start: State): Set<State> {
  const reached = new Set<State>([start]);
  const waiting: State[] = [start];
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    for (const action of ACTIONS) {
      for (const next of movesOf(action, state)) {
        if (!reached.has(next)) waiting.push(next);
        reached.add(next);
      }
    }
  }
  return reached;
}

describe('LIFECYCLE', () => {
  it('holds exactly the moves of the table', () => {
    const moves = ACTIONS.flatMap((action) =>
      STATES.map((state) => [`${state} ${action}`, movesOf(action, state).join(' ')]),
    );
    expect(Object.fromEntries(moves.filter(([, next]) => next !== ''))).toEqual(MOVES);
  });

  it('knows no action without a role', () => {
    expect(ACTIONS.filter((action) => LIFECYCLE[action].roles.length === 0)).toEqual([]);
    expect(allowedRole('approve', 'candidate')).toBe(false);
  });

  it('reaches every state from a draft', () => {
    expect([...reachableFrom('draft')].toSorted()).toEqual([...STATES].toSorted());
  });

  it('leads out of every state that is not an end', () => {
    const ends: State[] = ['paid', 'deleted', 'expired'];
    const stuck = STATES.filter((state) => !ends.some((end) => reachableFrom(state).has(end)));
    expect(stuck).toEqual([]);
  });

  it('leads from deleted nowhere, and from expired only to paid or deleted', () => {
    expect([...reachableFrom('deleted')]).toEqual(['deleted']);
    expect([...reachableFrom('expired')].toSorted()).toEqual(['deleted', 'expired', 'paid', 'part_paid']);
    expect(FINAL_STATES.every(isFinal)).toBe(true);
  });

  it('never deletes or expires what is paid, and edits nothing under review (S35, S39, S50)', () => {
    for (const state of ['part_paid', 'paid'] as const) {
      const reached = reachableFrom(state);
      expect(reached.has('deleted') || reached.has('expired')).toBe(false);
    }
    expect(movesOf('edit', 'pending')).toEqual([]);
  });
});
