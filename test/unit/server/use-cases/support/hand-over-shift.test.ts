import { handOverShift } from '../../../../../server/use-cases/support/hand-over-shift';
import type { MoveContext } from '../../../../../server/use-cases/support/move-conversation';
import { MAX_NOTE_LENGTH } from '../../../../../server/use-cases/support/note-on-conversation';
import type { KfPort } from '../../../../../server/use-cases/ports/kf';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { fakeConversation, supporter } from '../../../../support/desk';
import { handoffAt } from '../../../../support/handoffs';

const WEI = supporter('wei');
const MEI = supporter('mei');
const IDS = ['handoff-1', 'handoff-2'];

let world: AccountWorld;
let accounts: string[];
beforeEach(async () => {
  world = await accountWorld();
  accounts = [(await world.passport()).id, (await world.customer('wm-1')).id];
  await world.context.unitOfWork.run(async (tx) => {
    await tx.staff.replaceAll([WEI, MEI]);
    for (const [index, id] of IDS.entries()) {
      const owned = { state: 'served', ownerStaffId: WEI.id, servedFrom: NOW, takenAt: NOW } as const;
      await tx.handoffs.insert(handoffAt(NOW, { id, accountId: accounts[index]!, ...owned }));
    }
  });
});
afterEach(() => world.close());

function handOver(words: string, wordsForAll = '') {
  const context: MoveContext = { ...world.context, kf: fakeConversation(4).kf as KfPort };
  const conversations = IDS.map((handoffId, index) => ({ handoffId, words: index === 1 ? words : '' }));
  return handOverShift(context, { member: WEI, toStaffId: MEI.id, wordsForAll, conversations });
}
const owners = () =>
  world.read(async (tx) =>
    (await Promise.all(IDS.map((id) => tx.handoffs.find(id)))).map((one) => one?.ownerStaffId),
  );
const notes = async () =>
  (await world.read((tx) => Promise.all(accounts.map((id) => tx.deskNotes.listOf(id, 9)))))
    .flat()
    .map(({ text }) => text);

describe('handOverShift', () => {
  it('hands each over, with its words and those for all', async () => {
    expect(await handOver('等照片', '明天回')).toMatchObject({
      results: [{ outcome: 'transferred' }, { outcome: 'transferred' }],
      left: 0,
    });
    expect([await owners(), await notes()]).toEqual([
      ['mei', 'mei'],
      ['明天回', '等照片\n明天回'],
    ]);
  });

  it('hands none over while the words beside one of them are more than a note holds', async () => {
    expect(await handOver('字'.repeat(MAX_NOTE_LENGTH), '回')).toBe('too_long');
    expect([await owners(), await notes()]).toEqual([['wei', 'wei'], []]);
    expect(await handOver('𠮷'.repeat(MAX_NOTE_LENGTH - 2), '回')).toMatchObject({ left: 0 });
  });
});
