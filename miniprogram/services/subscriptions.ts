import type * as contract from '../../shared/contract/subscriptions';
import { route, type AnswerOf } from './route';
export type Subscription = AnswerOf<typeof contract.listSubscriptions>['templates'][number];

/** What was answered in the dialog of wx.requestSubscribeMessage. */
export const reportSubscriptions = route<typeof contract.reportSubscriptions>({
  method: 'POST',
  path: '/subscriptions',
  access: 'signed-in',
});

/** Message templates of the current sittings and what this WeChat allows. */
export const listSubscriptions = route<typeof contract.listSubscriptions>({
  method: 'GET',
  path: '/subscriptions',
  access: 'signed-in',
});
