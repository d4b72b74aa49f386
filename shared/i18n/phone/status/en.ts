import type { StatusKey } from './zh-CN';

export const statusEn: Readonly<Record<StatusKey, string>> = {
  'status.title': 'Review',
  'status.pending': 'The site is reviewing',
  'status.pending.text':
    '{{site}} is reviewing your information and photo. Nothing can be changed meanwhile; you are told the result.',
  'status.rejected': 'Not approved',
  'status.rejected.text': 'Correct what is named below and submit again, as often as needed.',
  'status.rejected.edited': 'Changes saved, not submitted yet',
  'status.rejected.edited.text':
    'Press “Submit again” when you are done: until then the site does not see them.',
  'status.approved': 'Approved, please pay',
  'status.approved.text':
    'Information and photo are locked. Pay before {{due}}; only then are you registered.',
  'status.other': 'Not submitted yet',
  'status.other.text': 'Once information and photo are complete, submit them to the site.',
  'status.no_review': 'No review needed',
  'status.no_review.text': '{{site}} does not review; you can pay directly.',
  'status.reason': 'What the site says',
  'status.marked': 'Change these first',
  'status.marked.act': 'Change',
  'status.marked.done': 'Changed',
  'status.rest': 'Change something else',
  'status.rest.hide': 'Hide the rest',
  'status.due.review': 'Review ends',
  'status.due.resubmission': 'Resubmit before',
  'status.due.payment': 'Pay before',
  'status.due': 'Times',
  'status.resubmit': 'Submit again',
  'status.apply': 'Confirm change and submit',
  'status.fill': 'Continue changing',
  'status.pay': 'Go to payment',
  'status.submit': 'Submit for review',
  'status.check': 'See my information',
  'status.delete': 'Delete registration',
  'status.unedited':
    'Submit again once it is corrected: the same information will likely get the same answer.',
  'status.notify': 'Tell me the result',
  'status.notify.done': 'WeChat will tell you the result.',
  'status.notify.no': 'Not subscribed; the result appears here and in the chat.',
  'status.none.title': 'No review',
  'status.none.text': 'This registration has ended, or needs no review.',
};
