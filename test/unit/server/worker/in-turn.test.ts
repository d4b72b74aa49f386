import { createTurns } from '../../../../server/worker/in-turn';

describe('createTurns', () => {
  it('keeps the order of one person, whatever the first does, and holds up nobody else', async () => {
    const inTurn = createTurns();
    const seen: string[] = [];
    let fail = (_error: Error): void => undefined;
    const first = inTurn('wm-1', () => new Promise((_resolve, reject) => (fail = reject)));
    const second = inTurn('wm-1', async () => seen.push('second'));
    await inTurn('wm-2', async () => seen.push('other'));
    expect(seen).toEqual(['other']);

    fail(new Error('busy'));
    await expect(first).rejects.toThrow('busy');
    await second;
    expect(seen).toEqual(['other', 'second']);
  });
});
