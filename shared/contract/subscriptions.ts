import { z } from 'zod';
import { done, endpoint } from './api';

const templateId = z.string().regex(/^[\w-]{1,128}$/);

/** What wx.requestSubscribeMessage says of one template: every value that begins with accept is a yes (miniprogram.md 4.1). */
export const SUBSCRIPTION_RESULTS = [
  'accept',
  'acceptWithAlert',
  'acceptWithAudio',
  'acceptWithForcePush',
  'reject',
  'ban',
  'filter',
] as const;

export const reportSubscriptions = endpoint({
  method: 'POST',
  path: '/subscriptions',
  summary: 'What was answered in the dialog of wx.requestSubscribeMessage',
  access: 'account',
  body: z.strictObject({
    results: z
      .array(
        z.strictObject({
          templateId,
          result: z.enum(SUBSCRIPTION_RESULTS),
          /** The answer is kept: the dialog does not show for this template any more (wx.getSetting withSubscriptions). */
          always: z.boolean(),
        }),
      )
      .max(20),
  }),
  answer: done,
});

export const listSubscriptions = endpoint({
  method: 'GET',
  path: '/subscriptions',
  summary: 'Message templates of the current sittings and what this WeChat allows',
  access: 'account',
  answer: z.strictObject({
    templates: z.array(
      z.strictObject({
        templateId,
        /** Occasions it serves. */
        kinds: z.array(z.string()),
        /** Messages that may still be sent: one yes is one message. */
        left: z.int(),
        /** Newest answer known; null before the first. */
        choice: z.enum(['accepted', 'refused', 'banned']).nullable(),
        always: z.boolean(),
      }),
    ),
  }),
});
