import { joinPhoneByLink } from '../../../../../server/use-cases/accounts/join-identity';
import type { Login } from '../../../../../server/use-cases/ports/accounts';
import { sendExactPage, type ExactPage } from '../../../../../server/use-cases/support/send-exact-page';
import { DAY_MS } from '../../../../../shared/domain/time';
import { deskCase, SERVICER, type DeskCase } from '../../../../support/desk-case';
import { NOW } from '../../../../support/situations';

describe('sendExactPage', () => {
  let desk: DeskCase;
  beforeEach(async () => {
    desk = await deskCase();
  });
  afterEach(() => desk.close());

  const send = async (page: ExactPage) => {
    const context = {
      ...desk.context,
      addresses: { publicUrl: 'https://exam.example' },
      wechat: {
        generateUrlLink: ({ query }: { query: string }) => Promise.resolve(`https://wx.example?${query}`),
      },
    };
    const link = await sendExactPage(context, { handoffId: desk.handoffId, member: SERVICER, page });
    if (typeof link === 'string') throw new Error(link);
    return { ...link, token: new URL(link.url).searchParams.get('t') ?? '' };
  };
  const open = (openid: string, token: string) => {
    const login: Login = {
      ...{ tokenHash: `login-${openid}`, openid, unionid: null, accountId: null },
      ...{ createdAt: NOW, expiresAt: NOW + DAY_MS },
    };
    return joinPhoneByLink(desk.context, { login, token });
  };
  const bindPhone = (value: string) =>
    desk.context.unitOfWork.run((tx) =>
      tx.identities.bind({ kind: 'openid', value, accountId: desk.account.id, boundAt: NOW }),
    );

  it.each(['name', 'payment'] as const)('lets no servicer into the account (%s; S7, PR8)', async (page) => {
    const { token, hasPhone } = await send(page);
    expect(hasPhone).toBe(false);
    expect(await open('o-servicer', token)).toEqual({ ok: false, code: 'link.other_person' });
    const bound = await desk.context.unitOfWork.read((tx) => tx.identities.listOf(desk.account.id));
    expect(bound).toEqual([]);
  });

  it('opens the page on the phone of the account', async () => {
    await bindPhone('o-own');
    const { token, hasPhone } = await send('name');
    expect(hasPhone).toBe(true);
    expect(await open('o-own', token)).toMatchObject({
      ...{ ok: true, purpose: 'question', payload: '{"open":"question","field":"name"}' },
    });
    expect(await open('o-servicer', token)).toEqual({ ok: false, code: 'link.other_person' });
    const status = await send('status');
    expect(await open('o-own', status.token)).toMatchObject({ ok: true, payload: '{"open":"status"}' });
  });
});
