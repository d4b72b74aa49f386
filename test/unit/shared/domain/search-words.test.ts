import * as fc from 'fast-check';
import { nameWords, searchWords, studentWords } from '../../../../shared/domain/search-words';

describe('searchWords', () => {
  it('names everything a registration is found by, and nothing without answers', () => {
    const answers = {
      name: '王小明',
      documentNumber: 'E12345678',
      mobile: '13800138000',
      studentNumber: 'S1',
    };
    expect(searchWords(answers)).toEqual([
      { kind: 'document', words: '王小明|5678' },
      { kind: 'mobile', words: '王小明|8000' },
      { kind: 'student', words: 's1' },
    ]);
    expect(searchWords({})).toEqual([]);
    expect(searchWords({ name: '王小明' })).toEqual([]);
  });

  it('is the same whatever width, case, blanks, dashes and middle dots somebody types', () => {
    const stored = nameWords('document', '阿依古丽·买买提', '35999919900101002X');
    for (const typed of ['阿依古丽•买买提', ' 阿依古丽 ・买买提', '阿依古丽‧买买提'])
      expect(nameWords('document', typed, '００２ｘ')).toEqual(stored);
    expect(nameWords('mobile', 'Mary-Ann O’Neil', '8000')).toEqual(
      nameWords('mobile', 'MARYANN ONEIL', '8000'),
    );
    expect(studentWords('2024-0015 ')).toEqual(studentWords('20240015'));
  });

  it.each([
    ['', '5678'],
    ['·', '5678'],
    ['王小明', '567'],
  ])('is nothing for “%s” and “%s”', (name, number) => {
    expect(nameWords('document', name, number)).toBeNull();
  });

  it('finds whoever types the end of the stored number', () => {
    const number = fc.stringMatching(/^[0-9A-Z]{8,18}$/u);
    fc.assert(
      fc.property(number, (documentNumber) => {
        const [stored] = searchWords({ name: '李四', documentNumber });
        expect(nameWords('document', '李四', documentNumber.slice(-4))).toEqual(stored);
      }),
    );
  });
});
