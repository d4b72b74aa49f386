import type { reviewZhCn } from './zh-CN';

export const reviewEn: Record<keyof typeof reviewZhCn, string> = {
  'card.decided': '{{outcome}} · {{reviewer}} ({{at}})',
  'card.decided_before': '{{outcome}}. Before: {{former}} ({{at}})',
  'card.row.decided_before': 'Before',
  'page.history.for': '{{member}} (for {{absent}})',
  'leave.comma': ', ',
};
