import { CARD_LIMITS, clipCard, type WrittenCard } from './wecom-review-card';

/** What a card that calls the desk shows, in words; masked values only (PR4). */
export interface BriefCardView {
  /** Unique for ever: a task id is used once. */
  taskId: string;
  title: string;
  subtitle: string;
  /** What does not fit the rows, most important first. */
  lines: readonly { label: string; value: string }[];
  /** The conversation's page, and the caption of the button that opens it. */
  url: string;
  open: string;
}

/** Six rows of what matters most, the rest in small print; a tap opens the conversation (wecom.md 4.1). */
export function writeBriefCard({ taskId, title, subtitle, lines, url, open }: BriefCardView): WrittenCard {
  const rest = lines
    .slice(CARD_LIMITS.rows)
    .map(({ label, value }) => `${label} ${value}`)
    .join('；');
  return {
    card_type: 'button_interaction',
    task_id: taskId,
    main_title: { title: clipCard(title, CARD_LIMITS.titleLength), desc: clipCard(subtitle, 30) },
    ...(rest === '' ? {} : { sub_title_text: clipCard(rest, CARD_LIMITS.noteLength) }),
    horizontal_content_list: lines.slice(0, CARD_LIMITS.rows).map(({ label, value }) => ({
      keyname: label,
      value: clipCard(value, CARD_LIMITS.valueLength),
    })),
    card_action: { type: 1, url },
    button_list: [{ type: 1, text: clipCard(open, 10), style: 1, url }],
  };
}
