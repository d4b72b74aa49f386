import nock from 'nock';
import { RefreshingAccessTokens, type AccessTokens } from '../../../../server/clients/access-token';
import { createPageSigner, fetchPageTicket } from '../../../../server/clients/wecom-page-signer';
import { MemoryTokenStore } from '../../../../server/sessions/memory-token-store';
import { signPage } from '../../../../server/signatures/wecom-page';
import type { PageIdentity } from '../../../../server/use-cases/ports/wecom';

const API = 'https://wecom.test';
const START = 1_760_000_000_500;
const URL = 'https://ncre.test/staff/support/sidebar';
const PATHS = { corp: '/cgi-bin/get_jsapi_ticket', app: '/cgi-bin/ticket/get' };

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

/** One expected question for a ticket, and its answer. */
function asked(identity: PageIdentity, answer: nock.Body, token = 'T') {
  const query = { access_token: token, ...(identity === 'app' && { type: 'agent_config' }) };
  return nock(API).get(PATHS[identity]).query(query).reply(200, answer);
}

const given = (ticket: string) => ({ errcode: 0, errmsg: 'ok', ticket, expires_in: 7200 });

function setUp() {
  const clock = { time: START, now: () => clock.time };
  const store = new MemoryTokenStore(clock);
  const token = { present: 'T', refreshed: 0 };
  const tokens: AccessTokens = {
    run: async (call) => {
      try {
        return await call(token.present);
      } catch (error) {
        if ((error as { class?: string }).class !== 'REFRESH') throw error;
        token.refreshed += 1;
        return call(`${token.present}2`);
      }
    },
  };
  const tickets = (identity: PageIdentity) =>
    new RefreshingAccessTokens({
      key: `wecom-ticket:${identity}`,
      fetchToken: () => fetchPageTicket({ apiUrl: API, tokens, identity, timeoutMs: 2_000 }),
      store,
      clock,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
    });
  const signer = () =>
    createPageSigner({
      ...{ corpId: 'ww1', agentId: 1000002, clock },
      tickets: { corp: tickets('corp'), app: tickets('app') },
      nonce: () => 'n1',
    });
  return { clock, token, signer };
}

describe('createPageSigner', () => {
  it.each(['corp', 'app'] as const)('signs as the %s with its own ticket', async (identity) => {
    asked(identity, given('K'));
    const { signer } = setUp();
    const signed = { nonce: 'n1', timestamp: 1_760_000_000 };
    expect(await signer().sign({ identity, url: `${URL}#top` })).toEqual({
      ...{ timestamp: signed.timestamp, nonceStr: 'n1' },
      signature: signPage({ ...signed, ticket: 'K', url: URL }),
    });
  });

  it('asks for one ticket, however many pages and processes sign with it', async () => {
    asked('app', given('K'));
    const { signer } = setUp();
    const [one, other] = [signer(), signer()];
    const all = await Promise.all([1, 2, 3].map(() => one.sign({ identity: 'app', url: URL })));
    expect(new Set(all.map(({ signature }) => signature)).size).toBe(1);
    expect((await other.sign({ identity: 'app', url: URL })).signature).toBe(all[0]?.signature);
  });

  it('asks anew when the ticket has run out', async () => {
    asked('corp', given('K'));
    const { signer, clock } = setUp();
    const one = signer();
    const before = await one.sign({ identity: 'corp', url: URL });
    clock.time += 7_200_000;
    asked('corp', given('L'));
    expect((await one.sign({ identity: 'corp', url: URL })).signature).not.toBe(before.signature);
  });
});

describe('fetchPageTicket', () => {
  it('refreshes a refused access token once and asks again', async () => {
    const { signer, token } = setUp();
    asked('app', { errcode: 40014, errmsg: 'invalid access_token' });
    asked('app', given('K'), 'T2');
    expect((await signer().sign({ identity: 'app', url: URL })).signature).toHaveLength(40);
    expect(token.refreshed).toBe(1);
  });

  it('says that the platform is busy, and asks again the next time', async () => {
    const { signer } = setUp();
    asked('app', { errcode: -1, errmsg: 'system busy' });
    const one = signer();
    const error = await one.sign({ identity: 'app', url: URL }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'PlatformError', class: 'RETRY', code: -1 });
    asked('app', given('K'));
    expect((await one.sign({ identity: 'app', url: URL })).nonceStr).toBe('n1');
  });

  it('does not ask at once again where it has asked too often (400 an hour, 100 of one app)', async () => {
    const { signer, clock } = setUp();
    asked('corp', { errcode: 45009, errmsg: 'api freq out of limit' });
    const one = signer();
    const sign = () => one.sign({ identity: 'corp', url: URL }).catch((thrown: unknown) => thrown);
    expect(await sign()).toMatchObject({ class: 'SLOW' });
    expect(await sign()).toMatchObject({ class: 'SLOW' });
    clock.time += 31_000;
    asked('corp', given('K'));
    expect(await sign()).toMatchObject({ nonceStr: 'n1' });
  });

  it.each([{ errcode: 0 }, { errcode: 0, ticket: '', expires_in: 7200 }, { errcode: 0, ticket: 'K' }])(
    'takes the success %j for unreadable',
    async (answer) => {
      asked('app', answer);
      const tokens: AccessTokens = { run: (call) => call('T') };
      await expect(fetchPageTicket({ apiUrl: API, tokens, identity: 'app' })).rejects.toMatchObject({
        reason: 'unreadable',
      });
    },
  );

  it('says that the answer never came as of a page that was not signed', async () => {
    const { signer } = setUp();
    nock(API).get(PATHS.app).query(true).replyWithError('lost');
    await expect(signer().sign({ identity: 'app', url: URL })).rejects.toMatchObject({ reason: 'connect' });
  });
});
