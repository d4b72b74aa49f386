import { sentState } from '../../../../../server/use-cases/support/conversation-timeline';
import { MINUTE_MS } from '../../../../../shared/domain/time';

describe('sentState', () => {
  it.each([
    ['chat', null, 'waiting'],
    ['chat', 'sent', 'sent'],
    ['mail', 'not_sent', 'waiting'],
    ['mail', 'refused', 'failed'],
    // The line stands in the mini program, whatever became of the mail that tells of it.
    ['app', null, 'written'],
    ['app', 'unknown', 'written'],
    ['app', 'refused', 'written'],
    ['app', 'undeliverable', 'untold'],
  ] as const)('of the road %s and the outcome %s is %s', (road, outcome, state) => {
    expect(sentState(outcome && { outcome, at: 0 }, { road, now: MINUTE_MS })).toBe(state);
  });

  it('takes what was begun within this minute for being on its way, and is unsure of it afterwards', () => {
    const begun = { outcome: 'unknown', at: 0 } as const;
    expect(sentState(begun, { road: 'chat', now: MINUTE_MS - 1 })).toBe('waiting');
    expect(sentState(begun, { road: 'chat', now: MINUTE_MS })).toBe('unsure');
  });
});
