import { newSession, parseSession } from '../../../bot/session';

describe('parseSession', () => {
  it('keeps a session of this version', () => {
    const session = {
      ...newSession('en'),
      asked: { step: 'field.name', nonce: 'n', page: 1, fragment: null },
      editing: 'name' as const,
      city: '福州',
      choosing: ['pay.fee'],
      shown: ['W1'],
    };
    expect(parseSession(session)).toEqual(session);
  });

  it('gives an older session what it lacks', () => {
    const { choosing: _choosing, city: _city, turn: _turn, ...older } = newSession('zh-CN');
    expect(parseSession(older)).toEqual(newSession('zh-CN'));
  });

  it.each([null, undefined, 'text', 7, [], {}, { v: 2, locale: 'en' }, { v: 1, locale: 'fr' }])(
    'drops %j, for the position is computed anew',
    (stored) => {
      expect(parseSession(stored)).toBeNull();
    },
  );

  it('never trusts a part of the wrong shape', () => {
    const broken = {
      ...newSession('en'),
      asked: { step: 1 },
      misses: 'x',
      leftOut: [1],
      confirming: 'delete',
      editing: 4,
    };
    expect(parseSession(broken)).toEqual(newSession('en'));
  });
});
