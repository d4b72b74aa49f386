/** Words about reviewing: what past cards say, the review clock, leave and delegation. */
export const reviewZhCn = {
  'card.decided': '{{outcome}} · {{reviewer}}（{{at}}）',
  'card.decided_before': '{{outcome}}。此前：{{former}}（{{at}}）',
  'card.row.decided_before': '此前结果',
  'page.limit.waited': '已等{{hours}}小时{{minutes}}分（工作时间），',
  'page.limit.by': '应在{{at}}前办理。',
  'page.limit.over': '已超过审核时限（{{at}}）。',
  'page.history.for': '{{member}}（代 {{absent}}）',
  'leave.comma': '、',
} as const;
