import type { sidebarZhCn } from './zh-CN';

export const sidebarEn: Record<keyof typeof sidebarZhCn, string> = {
  'sidebar.title': 'Support sidebar',
  'sidebar.asking': 'Finding out whose chat is open…',
  'sidebar.no_script':
    'The sidebar needs a script to learn from WeCom whose chat is open, and no script runs here. Please see the conversation on the support desk.',
  'sidebar.desk': 'Open the support desk',
  'sidebar.again': 'Try again',
  'sidebar.outside': 'Please open this in WeCom',
  'sidebar.outside_more':
    'Open the customer-service chat with the candidate and enter from the tool bar on its right.',
  'sidebar.elsewhere': 'This is no customer-service chat',
  'sidebar.elsewhere_more':
    'Please open the customer-service chat with the candidate and enter from its tool bar.',
  'sidebar.refused': 'WeCom did not accept this page',
  'sidebar.refused_more':
    'Please try again. If it stays so, the administrator should check the app’s trusted domain, and that the sidebar’s address begins with the public address of the settings.',
  'sidebar.no_permission': 'WeCom does not tell this app who the candidate is',
  'sidebar.no_permission_more':
    'The administrator should allow this app to use the customer-service account, and add you to those who see the app.',
  'sidebar.busy': 'No answer for now',
  'sidebar.busy_more':
    'Please try again in a while. The conversation can be dealt with on the support desk too.',
  'sidebar.signed_out': 'You have been signed out',
  'sidebar.signed_out_more': 'Trying again signs you in by itself.',
  'sidebar.absent': 'Nothing is known of this candidate',
  'sidebar.absent_more': 'They have not written to the assistant yet, or have deleted their account.',
  'sidebar.own': 'This candidate is you',
  'sidebar.own_more': 'Please leave them to a colleague.',
  'sidebar.quiet':
    'No conversation is with a person now: the assistant answers this candidate. You can begin one when it is needed.',
  'sidebar.open': 'Begin a conversation',
  'sidebar.closed': 'Nothing can be sent from here now: {{why}}.',
  'sidebar.other_roads': 'See other ways on the support desk',
  'sidebar.send': 'Send',
  'sidebar.change': 'Edit first',
  'sidebar.send_proposal': 'Send the link to confirm',
  'sidebar.send_link': 'Send the link into the chat',
  'sidebar.text': 'Own words',
  'sidebar.lacks': 'Still missing: {{names}}.',
  'sidebar.lacking': 'Not usable yet ({{count}})',
  'sidebar.sent': 'Sent into the chat.',
  'sidebar.another': 'Another chat is open now, and nothing was sent. Above is whose it is.',
  'sidebar.unsure': 'It may have been sent or not: please look at the chat first.',
  'sidebar.not_sent': 'Not sent. Please try again, or write in the chat itself.',
  'sidebar.more': 'More',
  'sidebar.whole': 'Whole conversation: notes, transfer, end',
  'sidebar.refresh': 'Refresh',
};
