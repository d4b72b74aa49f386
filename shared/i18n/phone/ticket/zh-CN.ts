/** Texts of the page with the admission tickets (S52). */
export const ticketZhCn = {
  'ticket.title': '准考证',
  'ticket.ask': '准考证',
  'ticket.hint': '考试时请带准考证和报名用的有效身份证件原件。',
  'ticket.number': '准考证号',
  'ticket.starts': '开考时间',
  'ticket.site': '考点',
  'ticket.address': '地址',
  'ticket.room': '考场',
  'ticket.seat': '座位',
  'ticket.early.title': '准考证还没有开放',
  'ticket.early.text': '{{at}}起可以在这里查看和打印。',
  'ticket.waiting.title': '准考证还在编排',
  'ticket.waiting.text': '场次和座位排好后会显示在这里，请过些时候再看。',
  'ticket.unpaid.title': '没有准考证',
  'ticket.unpaid.text': '缴费成功的科目才有准考证。',
} as const;

export type TicketKey = keyof typeof ticketZhCn;
