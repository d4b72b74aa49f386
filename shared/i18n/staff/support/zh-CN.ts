/** The navigation of staff pages and the support desk. Source language. */
export const supportZhCn = {
  'nav.title': '工作列表',
  'nav.skip': '跳到正文',
  'nav.reviews': '待审核',
  'nav.wall': '照片墙',
  'nav.support': '客服会话',
  'nav.audit': '操作审计',
} as const;
