import type { WritingRoad } from '../../../../../server/use-cases/support/choose-road';
import { writeToCandidate, type Writing } from '../../../../../server/use-cases/support/write-to-candidate';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { supporter } from '../../../../support/desk';
import { handoffAt } from '../../../../support/handoffs';

const WEI = supporter('wei');

let world: AccountWorld;
let accountId: string;
beforeEach(async () => {
  world = await accountWorld();
  const account = await world.customer('wm-1');
  accountId = account.id;
  const owned = { state: 'served', ownerStaffId: WEI.id, servedFrom: NOW, takenAt: NOW } as const;
  await world.context.unitOfWork.run(async (tx) => {
    await tx.staff.replaceAll([WEI]);
    await tx.accounts.save({ ...account, email: 'candidate@example.com', emailVerifiedAt: NOW });
    await tx.handoffs.insert(handoffAt(NOW, { accountId, externalUserId: 'wm-1', ...owned }));
  });
});
afterEach(() => world.close());

const write = (text: string, changes: Partial<Writing> = {}) => {
  const form = { handoffId: 'handoff-1', member: WEI, road: 'chat', mark: 'mark', sure: false } as const;
  return writeToCandidate(world.context, { ...form, text, ...changes });
};
const lines = () =>
  world.read(async (tx) => (await tx.transcripts.lastOf(accountId, 9)).map(({ text }) => text));
const leaving = async () =>
  (await world.sent('support.written')).map(
    ({ payload, secret }) => [payload.road, (JSON.parse(secret!) as { text: string }).text] as const,
  );

describe('writeToCandidate', () => {
  it('writes once what the same form sends twice, also at once', async () => {
    const both = await Promise.all([write('请补传照片'), write('请补传照片')]);
    expect(both).toEqual(
      expect.arrayContaining([
        { ok: true, repeated: false },
        { ok: true, repeated: true },
      ]),
    );
    expect(await write('请补传照片')).toEqual({ ok: true, repeated: true });
    expect([await lines(), await leaving()]).toEqual([['请补传照片'], [['chat', '请补传照片']]]);
  });

  it.each<[string, string, WritingRoad]>([
    ['another text', '请补传证件照片', 'chat'],
    ['another road', '请补传照片', 'mail'],
  ])(
    'says that the form was used when it brings %s, and sends that by a new form',
    async (_case, text, road) => {
      await write('请补传照片');
      expect(await write(text, { road })).toMatchObject({ ok: false, why: 'form_spent' });
      expect([await lines(), await leaving()]).toEqual([['请补传照片'], [['chat', '请补传照片']]]);
      expect(await write(text, { road, mark: 'new' })).toEqual({ ok: true, repeated: false });
      expect([await lines(), await leaving()]).toEqual([['请补传照片', text], [[road, text]]]);
    },
  );

  it('lets no changed number pass for the one that was sent, of which only the mask is kept (PR6)', async () => {
    const sure = { sure: true };
    expect(await write('请打13800138000', sure)).toEqual({ ok: true, repeated: false });
    expect(await lines()).not.toEqual(['请打13800138000']);
    expect(await write('请打13800118000', sure)).toMatchObject({ ok: false, why: 'form_spent' });
  });
});
