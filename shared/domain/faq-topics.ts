/** What questions are about, in the order in which a candidate meets them. */
export const FAQ_TOPICS = [
  'flow',
  'account',
  'information',
  'photo',
  'choice',
  'review',
  'payment',
  'exam',
  'other',
] as const;
export type FaqTopic = (typeof FAQ_TOPICS)[number];
