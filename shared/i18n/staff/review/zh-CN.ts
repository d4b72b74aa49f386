/** Words about reviewing: what past cards say, the review clock, leave and delegation. */
export const reviewZhCn = {
  'card.decided': '{{outcome}} · {{reviewer}}（{{at}}）',
  'card.decided_before': '{{outcome}}。此前：{{former}}（{{at}}）',
  'card.row.decided_before': '此前结果',
  'page.history.for': '{{member}}（代 {{absent}}）',
  'leave.comma': '、',
} as const;
