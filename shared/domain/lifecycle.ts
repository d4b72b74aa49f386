import type { Role } from './registration';

/**
 * The lifecycle of a registration as data (domain.md section 2): who may ask for which act in which state, and where it
 * leads. Guards (time, completeness, money) are in `transition.ts`; this table alone says what is thinkable.
 */
export const STATES = [
  'draft',
  'saved',
  'ready',
  'pending',
  'rejected',
  'approved',
  'paying',
  'part_paid',
  'paid',
  'deleted',
  'expired',
] as const;
/** Where a registration stands (domain.md 2). */
export type State = (typeof STATES)[number];

/** States out of which no act leads to a live one again. An on-time payment of `expired` is the one exception (race rule 3). */
export const FINAL_STATES: readonly State[] = ['deleted', 'expired'];

/** Everything that can be asked of a registration, by people, the platform or time. */
export const ACTIONS = [
  'edit',
  'submit_information',
  'apply_changes',
  'discard_changes',
  'upload_photo',
  'submit_for_review',
  'approve',
  'reject',
  'undo_decision',
  'open_order',
  'confirm_zero_fee',
  'apply_payment',
  'close_order',
  'delete',
  'expire',
  'lapse_unpaid',
  'print_ticket',
] as const;
/** One of `ACTIONS`. */
export type Action = (typeof ACTIONS)[number];

interface Row {
  roles: readonly Role[];
  /** From each allowed state to the states it may lead to. An absent state refuses the act. */
  moves: Partial<Record<State, readonly State[]>>;
}

/** The one table of who may ask for what in which state, and where it leads (domain.md 2). */
export const LIFECYCLE: Readonly<Record<Action, Row>> = {
  // Draft answers are saved in place; later ones go to a change set beside the registration (S39, S41, S46, S50).
  edit: {
    roles: ['candidate'],
    moves: { draft: ['draft'], saved: ['saved'], ready: ['ready'], rejected: ['rejected'] },
  },
  submit_information: { roles: ['candidate'], moves: { draft: ['saved'] } },
  // A rejected registration whose change set moves it to another site starts over there, its photo kept.
  apply_changes: {
    roles: ['candidate'],
    moves: { saved: ['saved'], ready: ['ready'], rejected: ['rejected', 'ready'] },
  },
  discard_changes: {
    roles: ['candidate'],
    moves: { saved: ['saved'], ready: ['ready'], rejected: ['rejected'] },
  },
  upload_photo: {
    roles: ['candidate'],
    moves: { saved: ['ready'], ready: ['ready'], rejected: ['rejected'] },
  },
  submit_for_review: { roles: ['candidate'], moves: { ready: ['pending'], rejected: ['pending'] } },
  approve: { roles: ['reviewer', 'lead'], moves: { pending: ['approved'] } },
  reject: { roles: ['reviewer', 'lead'], moves: { pending: ['rejected'] } },
  undo_decision: { roles: ['lead'], moves: { rejected: ['pending'], approved: ['pending'] } },
  // On `paying` an order is resumed, never opened a second time; on `part_paid` the order for the rest is a flag.
  open_order: {
    roles: ['candidate'],
    moves: { ready: ['paying'], approved: ['paying'], paying: ['paying'], part_paid: ['part_paid'] },
  },
  confirm_zero_fee: {
    roles: ['candidate'],
    moves: {
      ready: ['part_paid', 'paid'],
      approved: ['part_paid', 'paid'],
      part_paid: ['part_paid', 'paid'],
    },
  },
  // Where a state is absent the money goes back: see `judgePayment`.
  apply_payment: {
    roles: ['platform'],
    moves: {
      ready: ['part_paid', 'paid'],
      approved: ['part_paid', 'paid'],
      paying: ['part_paid', 'paid'],
      part_paid: ['part_paid', 'paid'],
      expired: ['part_paid', 'paid'],
    },
  },
  close_order: {
    roles: ['platform', 'system'],
    moves: { paying: ['ready', 'approved', 'deleted', 'expired'], part_paid: ['part_paid', 'paid'] },
  },
  // In `paying` the wish is recorded and the order closed first (race rule 2).
  delete: {
    roles: ['candidate', 'support'],
    moves: {
      draft: ['deleted'],
      saved: ['deleted'],
      ready: ['deleted'],
      pending: ['deleted'],
      rejected: ['deleted'],
      approved: ['deleted'],
      paying: ['paying'],
      expired: ['deleted'],
    },
  },
  expire: {
    roles: ['system'],
    moves: {
      draft: ['expired'],
      saved: ['expired'],
      ready: ['expired'],
      pending: ['expired'],
      rejected: ['expired'],
      approved: ['expired'],
    },
  },
  lapse_unpaid: { roles: ['system'], moves: { part_paid: ['paid'] } },
  print_ticket: { roles: ['candidate'], moves: { part_paid: ['part_paid'], paid: ['paid'] } },
};

/** Whether a role may ask for an act at all, whatever the state. */
export function allowedRole(action: Action, role: Role): boolean {
  return LIFECYCLE[action].roles.includes(role);
}

/** States an act may lead to from a state; empty when it refuses. */
export function movesOf(action: Action, state: State): readonly State[] {
  return LIFECYCLE[action].moves[state] ?? [];
}

/** Whether nothing leads on from a state (`FINAL_STATES`). */
export function isFinal(state: State): boolean {
  return FINAL_STATES.includes(state);
}
