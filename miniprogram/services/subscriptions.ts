import type * as contract from '../../shared/contract/subscriptions';
import { route } from './route';

/** Templates accepted in the dialog of wx.requestSubscribeMessage. */
export const reportSubscriptions = route<typeof contract.reportSubscriptions>({
  method: 'POST',
  path: '/subscriptions',
  access: 'signed-in',
});
