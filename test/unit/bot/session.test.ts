import { newSession, packSession, parseSession } from '../../../bot/session';

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

describe('packSession', () => {
  it('leaves out what reading gives back', () => {
    const session = {
      ...newSession('en'),
      asked: { step: 'field.name', nonce: 'n', page: 0, fragment: null },
    };
    expect(Object.keys(packSession(session))).toEqual(['v', 'locale', 'asked']);
    expect(parseSession(packSession(session))).toEqual(session);
  });

  it('keeps whatever differs from a new session', () => {
    const session = { ...newSession('zh-CN'), misses: 2, city: '福州', leftOut: ['15'], shown: ['W1'] };
    expect(parseSession(JSON.parse(JSON.stringify(packSession(session))))).toEqual(session);
  });
});
