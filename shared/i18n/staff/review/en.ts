import type { reviewZhCn } from './zh-CN';

export const reviewEn: Record<keyof typeof reviewZhCn, string> = {
  'card.decided': '{{outcome}} · {{reviewer}} ({{at}})',
  'card.decided_before': '{{outcome}}. Before: {{former}} ({{at}})',
  'card.row.decided_before': 'Before',
  'page.limit.waited': 'Waiting {{hours}} h {{minutes}} min of office hours;',
  'page.limit.by': 'to be decided by {{at}}.',
  'page.limit.over': 'over the time limit of the review ({{at}}).',
  'page.history.for': '{{member}} (for {{absent}})',
  'leave.comma': ', ',
};
