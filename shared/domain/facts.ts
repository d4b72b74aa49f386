import type { Deadlines, WindowState } from './calendar';
import type { State } from './lifecycle';
import type { ChosenSubject, Role } from './registration';

/** Everything a guard may look at. Gathered first, judged afterwards: guards read nothing else. */
export interface Facts {
  now: number;
  state: State;
  /** True when the chosen site reviews (S36); false while no site is chosen. */
  reviews: boolean;
  deadlines: Deadlines;
  /** Where now lies among the windows of the site in force (of the province while none is chosen). */
  window: WindowState['kind'];
  revision: number;
  /** Revision that the decision in force was taken on; null without one. */
  decidedRevision: number | null;
  subjects: readonly ChosenSubject[];
  /** Fields of the information page still missing or invalid, in order. */
  missing: readonly string[];
  hasPhoto: boolean;
  changeSetOpen: boolean;
  /** Only with an open change set: the site it moves to still takes registrations; null when the site stays. */
  newSiteWindowOpen: boolean | null;
  orderOpen: boolean;
  deleteRequested: boolean;
  /** True when what is pending was submitted before the resubmission end (domain.md 2, time axis). */
  submittedInTime: boolean;
  lateApproval: 'block' | 'grace';
}

/** What the caller brings to the act. */
export interface Request {
  role: Role;
  /** submit_information, apply_changes: the truth promise was ticked (S21). */
  promised?: boolean;
  /** delete, reject: a reason that passed its own check (S32, S40). */
  reasonGiven?: boolean;
  /** approve, reject: the revision that was shown. undo: the revision of the decision. */
  revisionShown?: number;
  /** open_order, confirm_zero_fee: chosen subject codes. */
  subjectCodes?: readonly string[];
  /** apply_changes: the change set moves the registration to another site. */
  movesSite?: boolean;
}
