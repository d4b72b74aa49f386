import { handoverResultBody } from '../../../../../../server/http/staff/support/handover-page';

describe('handoverResultBody', () => {
  it.each([
    [12, '您名下还有12个会话。'],
    [1_001, '您名下还有1000+个会话。'],
  ])('says of %i that are left how many there are, as far as they are counted', (left, words) => {
    expect(handoverResultBody({ results: [], left }, 'zh-CN').html).toContain(words);
  });
});
