import type { supportZhCn } from './zh-CN';

export const supportEn: Record<keyof typeof supportZhCn, string> = {
  'nav.title': 'Work lists',
  'nav.skip': 'Skip to the content',
  'nav.reviews': 'To review',
  'nav.wall': 'Photo wall',
  'nav.support': 'Support',
  'nav.audit': 'Audit',

  'support.lead': '{{name}}, open conversations: {{count}}, of which waiting for somebody: {{waiting}}.',
  'support.none': 'No conversations here',
  'support.none_more': 'Whoever needs a person appears here, and you are told in WeCom.',
  'support.pages': 'Pages',
  'support.kinds': 'Filter',
  'support.kind.all': 'All',
  'support.kind.mine': 'Mine',
  'support.kind.waiting': 'Waiting',
  'support.kind.tickets': 'Tickets',
  'support.harm.money': 'Payment',
  'support.harm.deadline': 'Deadline near',
  'support.harm.complaint': 'Complaint',
  'support.harm.other': 'General',
  'support.ticket': 'Ticket',
  'support.channel.kf': 'WeChat customer service',
  'support.channel.mini_program': 'mini program',
  'support.unknown_person': 'Candidate without details yet',
  'support.no_registration': 'no registration',
  'support.opened': 'Handed over {{at}}',
  'support.nobody': 'nobody has it yet',
  'support.yours': 'yours',
  'support.owner': '{{name}} has it',
  'support.waits': 'waiting for your reply since {{at}}',
  'support.promise_by': 'Promised to answer by: {{at}}',
  'support.promise_over': 'The promised time has passed: {{at}}',
  'support.deadline_by': "Candidate's deadline: {{at}}",
  'support.deadline_over': "The candidate's deadline has passed: {{at}}",
  'support.window_by': 'The chat takes messages until: {{at}}',
  'support.window_over': 'The chat has taken no messages since {{at}}',
  'support.take': 'Take',
  'support.open': 'Open',

  'support.refused': 'Not done',
  'support.refused.closed': 'This conversation has ended. Nothing was changed.',
  'support.refused.owned': 'A colleague has this conversation. Nothing was changed.',
  'support.refused.not_owner':
    'Only whoever has the conversation may do this. Take it first. Nothing was changed.',
  'support.refused.recipient_absent':
    'This colleague is not of the support desk. Choose somebody else. Nothing was changed.',
  'support.refused.recipient_away': 'This colleague is off duty. Choose somebody else. Nothing was changed.',
  'support.refused.not_serving':
    'WeCom says that this servicer takes no conversations now. Start serving in customer service first. Nothing was changed.',
  'support.refused.served_elsewhere':
    'A colleague serves this conversation in WeCom already. Nothing was changed.',
  'support.refused.changed':
    'Somebody has just changed this conversation. Look at how it stands now. Nothing was changed.',
  'support.refused.absent': 'This conversation was not found. Nothing was changed.',
  'support.back_to_it': 'See the conversation',
};
