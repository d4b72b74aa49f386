import type { SubmitKey } from './zh-CN';

export const submitEn: Readonly<Record<SubmitKey, string>> = {
  'submit.title': 'Submit for review',
  'submit.ask': 'After this nothing can be changed during review',
  'submit.text': '{{site}} will review your information and photo.',
  'submit.point.locked':
    'While the review is pending, information and photo are locked; after approval they stay locked.',
  'submit.point.rejected': 'If it is rejected, you are told why and can correct and submit again.',
  'submit.point.paid': 'Submitted is not yet registered: it counts once approved and paid.',
  'submit.point.due': 'Review ends {{review}}; payment ends {{due}}.',
  'submit.yes': 'Submit for review',
  'submit.sending': 'Submitting',
  'submit.back': 'Check again',
  'submit.none.title': 'It cannot be submitted now',
  'submit.none.text': 'Information or photo are not complete, or it has been submitted already.',
};
