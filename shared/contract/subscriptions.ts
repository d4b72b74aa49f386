import { z } from 'zod';
import { done, endpoint } from './api';

export const reportSubscriptions = endpoint({
  method: 'POST',
  path: '/subscriptions',
  summary: 'Templates accepted in the dialog of wx.requestSubscribeMessage',
  access: 'account',
  body: z.strictObject({ accepted: z.array(z.string().regex(/^[\w-]{1,128}$/)).max(5) }),
  answer: done,
});
