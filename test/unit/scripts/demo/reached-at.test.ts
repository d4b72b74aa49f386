import { createReachedAt } from '../../../../scripts/demo/reached-at';
import type { Candidate } from '../../../platform/hands/candidate';
import { personaOf } from '../../../platform/hands/particulars';

describe('createReachedAt', () => {
  const said: { from: string; text: string }[] = [];
  const candidate = { phone: '19900000001', messages: () => said } as unknown as Candidate;
  const reachedAt = createReachedAt(candidate, personaOf(1, Buffer.alloc(0)));

  it('knows the addresses that are at hand', () => {
    expect(reachedAt.mail(['Kaosheng-00001@example.com'])).toBe(true);
    expect(reachedAt.sms('+8613800100001')).toBe(true);
    expect(reachedAt.sms('19900000001')).toBe(true);
    expect(reachedAt.mail(['other@example.com'])).toBe(false);
  });

  it('learns those that were typed in the mini program', () => {
    reachedAt.heard('{"address":"typed@example.com"}');
    expect(reachedAt.mail(['typed@example.com'])).toBe(true);
  });

  it('learns those that were said in the chat, not those that others say', () => {
    said.push({ from: 'customer', text: '我的手机是13800138000' }, { from: 'bot', text: '13800138001' });
    expect(reachedAt.sms('13800138000')).toBe(true);
    expect(reachedAt.sms('13800138001')).toBe(false);
  });
});
