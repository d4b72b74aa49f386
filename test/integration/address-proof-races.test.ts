import { createSecretKey, randomBytes } from 'node:crypto';
import { createSecrets } from '../../server/secrets/random-secrets';
import { confirmAddressByCode, confirmAddressByLink } from '../../server/use-cases/accounts/confirm-address';
import type { Context } from '../../server/use-cases/context';
import { joinPhoneByLink } from '../../server/use-cases/accounts/join-identity';
import { mintLink } from '../../server/use-cases/accounts/mint-link';
import { guestAccount } from '../../server/use-cases/accounts/open-account';
import type { Login } from '../../server/use-cases/ports/accounts';
import { requestAddressProof } from '../../server/use-cases/accounts/request-address-proof';
import type { Storage } from '../../server/persistence/storage';
import { forEachEngine } from '../support/engines';
import { keyedHash, nextId, NOW, openTestStorage } from './persistence/support';

const EMAIL = 'lin@example.com';

forEachEngine(({ fresh }) => {
  let storage: Storage;
  let context: Context;
  let clock: { at: number };
  beforeAll(async () => {
    storage = await openTestStorage(await fresh());
    clock = { at: NOW };
    context = {
      clock: { now: () => clock.at },
      unitOfWork: storage.unitOfWork,
      secrets: createSecrets(createSecretKey(randomBytes(32))),
      hash: keyedHash,
      newId: () => nextId('row'),
    };
  });
  afterAll(() => storage.close());

  async function guest() {
    const account = guestAccount(context, 'zh-CN');
    await context.unitOfWork.run((tx) => tx.accounts.insert(account));
    return account;
  }

  /** Asks for the proof of an address and reads the message. */
  async function letterFor(id: string, value: string): Promise<{ code: string; token: string }> {
    await context.unitOfWork.run(async (tx) => {
      const account = (await tx.accounts.find(id))!;
      return requestAddressProof(tx, context, { account, via: 'email', value });
    });
    const rows = await storage.queue.claim({ owner: 'test', now: clock.at, leaseMs: 1, limit: 100 });
    await storage.queue.complete(rows, clock.at);
    const row = rows.find((one) => one.topic === 'verification.requested')!;
    return JSON.parse(row.secret!) as { code: string; token: string };
  }

  function loginOf(openid: string): Login {
    const times = { createdAt: clock.at, expiresAt: clock.at + 1 };
    return { tokenHash: nextId('token'), accountId: null, openid, unionid: null, ...times };
  }

  describe('confirmAddressByLink', () => {
    it('lets one of two presses win', async () => {
      const { id } = await guest();
      const { token } = await letterFor(id, `one-${EMAIL}`);

      const pressed = await Promise.all([1, 2, 3].map(() => confirmAddressByLink(context, { token })));

      expect(pressed.filter((press) => press.ok)).toHaveLength(1);
      expect(pressed.filter((press) => !press.ok && press.code === 'link.used')).toHaveLength(2);
    });

    it('leaves one account with an address that two prove at once (S7)', async () => {
      const [first, second] = [await guest(), await guest()];
      const one = await letterFor(first.id, EMAIL);
      clock.at += 60_000;
      const other = await letterFor(second.id, EMAIL);

      const press = ({ token }: { token: string }) => confirmAddressByLink(context, { token });
      const pressed = await Promise.all([press(one), press(other)]);
      // Who lost the race presses again and is let into the account of the other.
      for (const [index, result] of pressed.entries()) {
        if (!result.ok) pressed[index] = await press(index === 0 ? one : other);
      }

      const ids = pressed.map((result) => (result.ok ? result.accountId : result.code));
      expect(ids[0]).toBe(ids[1]);
      const owner = await context.unitOfWork.read((tx) => tx.accounts.findByVerifiedEmail(EMAIL));
      expect(owner?.id).toBe(ids[0]);
    });
  });

  describe('confirmAddressByCode', () => {
    it('grants no more than five tries to guesses sent side by side (PR21)', async () => {
      const account = await guest();
      const { code } = await letterFor(account.id, `guessed-${EMAIL}`);
      const wrong = code === '000000' ? '111111' : '000000';
      const attempt = (guess: string) => {
        const login = loginOf('o-guess');
        const input = { login, account, via: 'email', code: guess } as const;
        return context.unitOfWork.run((tx) => confirmAddressByCode(tx, context, input));
      };

      const guesses = await Promise.all(Array.from({ length: 12 }, () => attempt(wrong)));

      const answered = guesses.filter((guess) => !guess.ok && guess.code === 'code.wrong');
      expect(answered).toHaveLength(4);
      expect(await attempt(code)).toEqual({ ok: false, code: 'code.too_many_tries' });
    });
  });

  describe('joinPhoneByLink', () => {
    it('binds one of several phones that open the same link', async () => {
      const { id } = await guest();
      const token = await context.unitOfWork.run((tx) =>
        mintLink(tx, context, { accountId: id, purpose: 'question', payload: {}, lifeMs: 60_000 }),
      );
      const phones = ['o-1', 'o-2', 'o-3'].map(loginOf);

      const opened = await Promise.all(phones.map((login) => joinPhoneByLink(context, { login, token })));

      expect(opened.filter((one) => one.ok)).toHaveLength(1);
      const bound = await context.unitOfWork.read((tx) => tx.identities.listOf(id));
      expect(bound).toHaveLength(1);
    });

    it('binds one phone when two open different links of one account', async () => {
      const { id } = await guest();
      const mint = () =>
        context.unitOfWork.run((tx) =>
          mintLink(tx, context, { accountId: id, purpose: 'question', payload: {}, lifeMs: 60_000 }),
        );
      const tokens = [await mint(), await mint(), await mint()];

      await Promise.all(
        tokens.map((token, index) => joinPhoneByLink(context, { login: loginOf(`o-1${index}`), token })),
      );

      const bound = await context.unitOfWork.read((tx) => tx.identities.listOf(id));
      expect(bound).toHaveLength(1);
    });
  });
});
