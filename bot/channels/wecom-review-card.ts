import { readPlatformXml, textOf, type XmlElement, type XmlValue } from './platform-xml';

/** Limits of a button card (wecom.md 4.1): label rows, entries of the drop-down, display lengths. */
export const CARD_LIMITS = {
  rows: 6,
  options: 10,
  titleLength: 26,
  noteLength: 112,
  valueLength: 30,
} as const;

/** First entry of the drop-down: what a member who chose nothing sends. It means no reason. */
const NO_REASON = 'none';
const REASON_QUESTION = 'reason';

/** What one review card shows, in words; masked values only (PR4, PR16). */
export interface ReviewCardView {
  title: string;
  subtitle: string;
  note: string;
  rows: { label: string; value: string }[];
  /** The detail page. */
  url: string;
  act:
    | {
        kind: 'decide';
        /** Null when the card replaces one that was sent: a task id is used once for ever. */
        taskId: string | null;
        reasons: { code: string; label: string }[];
        captions: { reasonTitle: string; noReason: string; open: string; approve: string; reject: string };
      }
    /** The buttons have become one grey caption. */
    | { kind: 'closed'; caption: string };
}

/** The card as `message/send` and `update_template_card` take it. */
export interface WrittenCard {
  card_type: 'button_interaction';
  task_id?: string;
  [part: string]: unknown;
}

/** One press as the platform tells it (wecom.md 4.2). */
export interface CardPress {
  /** Lower-cased: member ids compare without case. */
  userid: string;
  taskId: string;
  key: string;
  /** Code of the chosen reason; null for the placeholder and for no choice. */
  reasonCode: string | null;
  /** Changes the presser's copy of the card once, within 72 hours. */
  responseCode: string | null;
}

export function writeReviewCard(view: ReviewCardView): WrittenCard {
  const { act } = view;
  const card: WrittenCard = {
    card_type: 'button_interaction',
    main_title: { title: clipCard(view.title, CARD_LIMITS.titleLength), desc: clipCard(view.subtitle, 30) },
    ...(view.note === '' ? {} : { sub_title_text: clipCard(view.note, CARD_LIMITS.noteLength) }),
    horizontal_content_list: view.rows.slice(0, CARD_LIMITS.rows).map(({ label, value }) => ({
      keyname: label,
      value: clipCard(value, CARD_LIMITS.valueLength),
    })),
    card_action: { type: 1, url: view.url },
  };
  if (act.kind === 'closed') {
    const button = { type: 1, text: clipCard(act.caption, 30), url: view.url };
    return { ...card, button_list: [button], replace_text: clipCard(act.caption, 30) };
  }
  const { captions } = act;
  return {
    ...card,
    ...(act.taskId === null ? {} : { task_id: act.taskId }),
    button_selection: {
      question_key: REASON_QUESTION,
      title: captions.reasonTitle,
      // A missing or wrong choice selects the first entry, so the first one means nothing.
      option_list: [
        { id: NO_REASON, text: captions.noReason },
        ...act.reasons
          .slice(0, CARD_LIMITS.options - 1)
          .map(({ code, label }) => ({ id: code, text: clipCard(label, 10) })),
      ],
      selected_id: NO_REASON,
    },
    button_list: [
      { type: 1, text: captions.open, style: 2, url: view.url },
      { type: 0, text: captions.approve, style: 1, key: 'approve' },
      { type: 0, text: captions.reject, style: 3, key: 'reject' },
    ],
  };
}

const CARD_EVENTS = ['template_card_event', 'template_card_menu_event'];

/** Reads the decrypted XML of a card event; null when it is something else or lacks presser or card. */
export function readCardPress(xml: string): CardPress | null {
  const root = readPlatformXml(xml);
  if (!root || !CARD_EVENTS.includes(textOf(root, 'Event'))) return null;
  const userid = textOf(root, 'FromUserName');
  const taskId = textOf(root, 'TaskId');
  if (userid === '' || taskId === '') return null;
  return {
    userid: userid.toLowerCase(),
    taskId,
    key: textOf(root, 'EventKey'),
    reasonCode: reasonOf(root),
    responseCode: textOf(root, 'ResponseCode') || null,
  };
}

/** One item comes as an object, several as a list, none not at all (wecom.md 4.2). */
function reasonOf(root: XmlElement): string | null {
  const items = listOf(element(root.SelectedItems).SelectedItem).map(element);
  const item = items.find((one) => textOf(one, 'QuestionKey') === REASON_QUESTION);
  const [chosen = ''] = listOf(element(item?.OptionIds).OptionId);
  return typeof chosen !== 'string' || chosen === '' || chosen === NO_REASON ? null : chosen;
}

/** Words as they fit a part of a card. */
export function clipCard(words: string, max: number): string {
  const characters = [...words.replace(/\s+/gu, ' ')];
  return characters.length <= max ? characters.join('') : `${characters.slice(0, max - 1).join('')}…`;
}

function listOf(value: XmlValue | undefined): XmlValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function element(value: XmlValue | undefined): XmlElement {
  return typeof value === 'object' && !Array.isArray(value) ? value : {};
}
