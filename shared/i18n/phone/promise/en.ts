import type { PromiseKey } from './zh-CN';

export const promiseEn: Readonly<Record<PromiseKey, string>> = {
  'promise.title': 'Your promise',
  'promise.ask': 'Before you submit, please promise',
  'promise.ask.change': 'Before the change counts, please promise',
  'promise.text':
    'Name and document number must match the document you bring to the exam. Otherwise you cannot sit it, and the fee is not returned.',
  'promise.tick': 'I promise that the information above is true and accurate',
  'promise.facts': 'Main information',
  'promise.change': 'Check again',
  'promise.must_tick': 'Tick "I promise that the information above is true and accurate" first.',
  'promise.submit': 'Submit information',
  'promise.submit.change': 'Confirm the change',
  'promise.submitting': 'Submitting',
  'promise.seat':
    'Submitting holds your seat. Complete the registration before {{due}}, or the seat goes back.',
  'promise.none.title': 'Nothing to promise now',
  'promise.none.text': 'The information is not complete yet, or it has been submitted already.',
};
