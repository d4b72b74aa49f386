import type * as contract from '../../shared/contract/subscriptions';
import type { InputOf } from './route';
import { reportSubscriptions } from './subscriptions';

type Result = InputOf<typeof contract.reportSubscriptions>['body']['results'][number];

/**
 * Asks for messages of these templates, at most three, and lets the server keep what was answered. Only in the tap
 * itself: WeChat refuses it after any wait. True when at least one is allowed.
 */
export async function askSubscriptions(templateIds: readonly string[]): Promise<boolean> {
  const answers = await answersOf(templateIds.slice(0, 3));
  const results = Object.entries(answers).map(([templateId, result]) => ({
    templateId,
    result,
    always: false,
  }));
  // A lost report costs nothing: the platform tells the server by its own events as well.
  if (results.length > 0) await reportSubscriptions({ body: { results } });
  return results.some(({ result }) => result.startsWith('accept'));
}

function answersOf(tmplIds: string[]): Promise<Record<string, Result['result']>> {
  return new Promise((resolve) => {
    wx.requestSubscribeMessage({
      tmplIds,
      success: (answers) => {
        const told = tmplIds.flatMap((id) => (answers[id] ? [[id, answers[id]]] : []));
        resolve(Object.fromEntries(told) as Record<string, Result['result']>);
      },
      fail: () => resolve({}),
    });
  });
}
