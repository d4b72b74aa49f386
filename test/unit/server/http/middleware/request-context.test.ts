import { requestIdOf } from '../../../../../server/http/middleware/request-context';

describe('requestIdOf', () => {
  it.each(['mhx2k1a0-3-1f9ac0', '01J9ZQ6V7N4M2K8T5R3W1X0Y9Z', 'a0b1c2d3'])(
    'takes the id %s of the caller over',
    (given) => {
      expect(requestIdOf(given)).toBe(given);
    },
  );

  it.each(['', 'short', 'a'.repeat(65), 'with space-1', '王小明-1234567', 'line\nbreak-12', '-starts-badly'])(
    'replaces %j by one of its own',
    (given) => {
      expect(requestIdOf(given)).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});
