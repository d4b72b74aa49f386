import type { Answers, Registration } from '../../shared/domain/registration';
import type { LocalText, Season } from '../../shared/domain/season';
import type { TextKey } from '../../shared/i18n/keys';
import type { Act, Locale, MenuItem, Note, Session, Situation } from '../ports';
import type { Params } from '../replies/render';

/** Everything a step may look at, made once per half turn. */
export interface View {
  situation: Situation;
  session: Session;
  locale: Locale;
  season: Season | null;
  registration: Registration | null;
  /** Answers as they will stand: the open change, else those in force, with what waits for a guardian. */
  answers: Answers;
  say: (key: TextKey, params?: Params) => string;
  local: (text: LocalText) => string;
}

/** What an understood message does: an act for the host, the live session at once, and more of it on success. */
export interface Move {
  act?: Act;
  session?: Partial<Session>;
  onOk?: Partial<Session>;
  notes?: Note[];
  /** The reply only informs; the pending question is not asked again. */
  quiet?: boolean;
}

/** One answer that can be tapped, numbered, named or nearly named. */
export interface Option {
  /** Part of the tapped id, stable while the question stands. */
  key: string;
  label: string;
  /** Other words for it. */
  words?: readonly string[];
  /** Only a tap, its number or its very words choose it: for what cannot be taken back. */
  explicit?: boolean;
  move: () => Move;
}

export type LinkItem = Extract<MenuItem, { kind: 'page' | 'mini_program' }>;

export interface Question {
  head: string;
  /** Said instead when the head does not fit below an answer or a status. */
  brief?: string;
  /** Choices; more than a menu holds are paged, and a fragment narrows them. */
  options?: Option[];
  /** Other acts, shown on every page after the choices. */
  more?: Option[];
  links?: LinkItem[];
  tail?: string;
  /** Sent as a message of its own before the question (summary). */
  first?: () => string;
}

/** What was typed, in the forms that rules need. */
export interface HeardText {
  /** As typed, outer blanks dropped, cut to a sensible length. */
  raw: string;
  /** Folded: width, case, punctuation and blanks. */
  folded: string;
  /** Looks like a question rather than an answer. */
  asks: boolean;
}

/** One place in the conversation. The first whose `when` holds is the position; nothing stores it. */
export interface Step {
  /** Fixed name, or the one of this view, for example `field.name`. */
  name: string | ((view: View) => string);
  when: (view: View) => boolean;
  ask: (view: View) => Question;
  /** Understands text that names no option. Null when it says nothing here. */
  hear?: (view: View, text: HeardText) => Move | null;
  /** The typed answer is open text, so that a sentence that reads as a question is looked up first. */
  open?: boolean | ((view: View) => boolean);
  /**
   * How the typed answer is written into our copy of the conversation; `masked` is the text with its numbers masked, and
   * stands there without this.
   */
  mask?: (view: View, raw: string, masked: string) => string;
}

export function stepName(step: Step, view: View): string {
  return typeof step.name === 'string' ? step.name : step.name(view);
}

export function textNote(key: TextKey, params?: Params): Note {
  return params ? { say: 'text', key, params } : { say: 'text', key };
}
