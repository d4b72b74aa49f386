import { situation, NOW } from '../../../support/situations';
import { say } from '../../../support/chat-turn';

describe('placeNotes', () => {
  const asks = (place?: { ahead: number; minutes: number | null }) =>
    say(situation({ handoff: { state: 'queued', answerBy: NOW + 3_600_000, place } }), '人工').text;

  it('tells on asking how many wait before, and the minutes expected where they can be told', () => {
    expect(asks({ ahead: 3, minutes: 12 })).toContain('前面还有 3 位，预计 12 分钟');
    expect(asks({ ahead: 2, minutes: null })).toContain('前面还有 2 位。');
  });

  it('says nothing of a place to who is next, or where there is none', () => {
    expect(asks({ ahead: 0, minutes: 4 })).not.toContain('前面还有');
    expect(asks()).not.toContain('前面还有');
  });
});
