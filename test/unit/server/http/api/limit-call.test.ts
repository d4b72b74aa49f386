import { limitCall } from '../../../../../server/http/api/limit-call';
import { me } from '../../../../../shared/contract/accounts';

describe('limitCall', () => {
  const bucketsOf = async (caller: { person: string | null; hasAccount: boolean }): Promise<string[]> => {
    const asked: string[] = [];
    const limiter = {
      take: async (bucket: string) => {
        asked.push(bucket);
        return { ok: true as const };
      },
    };
    await limitCall(limiter, { endpoint: me, name: 'me', address: '192.0.2.1', ...caller });
    return asked;
  };

  it('counts an account by itself, whatever campus it calls from', async () => {
    expect(await bucketsOf({ person: 'account', hasAccount: true })).toEqual(['api:person:account']);
  });

  it('counts a phone without account by its openid and by its address', async () => {
    const buckets = await bucketsOf({ person: 'openid', hasAccount: false });
    expect(buckets).toEqual(['api:address:192.0.2.1', 'api:person:openid']);
  });

  it('counts a stranger by address', async () => {
    expect(await bucketsOf({ person: null, hasAccount: false })).toEqual(['api:address:192.0.2.1']);
  });
});
