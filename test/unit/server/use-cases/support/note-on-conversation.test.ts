import {
  MAX_NOTE_LENGTH,
  noteOnConversation,
} from '../../../../../server/use-cases/support/note-on-conversation';
import { deskCase, SERVICER, type DeskCase } from '../../../../support/desk-case';
import { RESIDENT_ID } from '../../../../support/situations';

let desk: DeskCase;
beforeEach(async () => {
  desk = await deskCase();
});
afterEach(() => desk.close());

const note = (text: string, mark = desk.context.newId()) =>
  noteOnConversation(desk.context, { handoffId: desk.handoffId, member: SERVICER, text, mark });
const kept = async () =>
  (await desk.context.unitOfWork.read((tx) => tx.deskNotes.listOf(desk.account.id, 10))).map(
    ({ text }) => text,
  );

describe('noteOnConversation', () => {
  it('keeps the words, numbers of a person masked (PR6, PR8)', async () => {
    expect(await note(`身份证 ${RESIDENT_ID}，电话 13800138000，已核对`)).toBe('noted');
    const [text = ''] = await kept();
    expect(text).toMatch(/^身份证 \d{3}\*{13}\d{2}，电话 138\*{4}8000，已核对$/u);
  });

  it('keeps a form that is sent twice once, and other words of it beside', async () => {
    const mark = desk.context.newId();
    expect(await Promise.all([note('电话 13800138000', mark), note('电话 13800138000', mark)])).toEqual([
      'noted',
      'noted',
    ]);
    expect(await note('电话 13800138000', mark)).toBe('noted');
    expect(await note('改了一句', mark)).toBe('noted');
    expect((await kept()).toSorted()).toEqual(['改了一句', '电话 138****8000'].toSorted());
    const events = await desk.context.unitOfWork.read((tx) =>
      tx.audit.listAfter(0, { writtenBy: Number.MAX_SAFE_INTEGER, limit: 50 }),
    );
    expect(events.filter(({ action }) => action === 'handoff.noted')).toHaveLength(2);
  });

  it('leaves other words as they are, within the limit', async () => {
    expect([await note(' 订单号 20261228 已核对 '), await kept()]).toEqual([
      'noted',
      ['订单号 20261228 已核对'],
    ]);
    expect([await note(' '), await note('长'.repeat(MAX_NOTE_LENGTH + 1))]).toEqual(['empty', 'too_long']);
  });
});
