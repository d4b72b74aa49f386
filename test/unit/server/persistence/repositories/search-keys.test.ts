import { keyChanges } from '../../../../../server/persistence/repositories/search-keys';
import { nthResidentId } from '../../../../support/ids';
import type { Answers } from '../../../../../shared/domain/registration';

describe('keyChanges', () => {
  const hash = jest.fn((kind: string, words: string) => `${kind}:${words}`);
  const changes = (before: Answers | 'new' | 'unknown', after: Answers): string[] =>
    keyChanges({ hash }, { id: 'r1', before, after }).map(({ text }) => text.split(' ')[0] ?? '');
  const person: Answers = {
    name: '林小雨',
    documentType: 'resident_id',
    documentNumber: nthResidentId(1),
  };

  beforeEach(() => hash.mockClear());

  it('writes and hashes nothing while the words are the same, whatever else was answered', () => {
    expect(changes(person, { ...person, address: '朝阳路1号' })).toEqual([]);
    expect(hash).not.toHaveBeenCalled();
  });

  it('writes all anew where the words differ or are not known, and removes none that a new registration cannot have', () => {
    expect(changes(person, { ...person, name: '林大雨' })).toEqual(['DELETE', 'INSERT']);
    expect(changes('unknown', person)).toEqual(['DELETE', 'INSERT']);
    expect(changes(person, {})).toEqual(['DELETE']);
    expect(changes('new', person)).toEqual(['INSERT']);
    expect(changes('new', {})).toEqual([]);
  });
});
