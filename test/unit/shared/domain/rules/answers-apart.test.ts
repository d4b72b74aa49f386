import { answersApart, sameAnswer } from '../../../../../shared/domain/rules/answers-apart';

describe('sameAnswer', () => {
  it.each([
    ['王小明', ' 王小明 ', true],
    ['王小明', '王小红', false],
    [undefined, '', true],
    [null, undefined, true],
    [true, false, false],
    [['65', '15'], ['65', '15'], true],
    [['65', '15'], ['15', '65'], false],
  ])('holds %p against %p: %p', (one, other, same) => {
    expect(sameAnswer(one, other)).toBe(same);
  });
});

describe('answersApart', () => {
  it('names what is answered already and given otherwise', () => {
    const stored = { name: '王小明', education: 'bachelor' };
    const given = { name: '王小红', education: 'bachelor', ethnicity: '01' };
    expect(answersApart(stored, given)).toEqual([{ field: 'name', stored: '王小明', given: '王小红' }]);
  });

  it('counts an answer taken back as another one', () => {
    expect(answersApart({ studentNumber: '1' }, { studentNumber: null })).toEqual([
      { field: 'studentNumber', stored: '1', given: null },
    ]);
  });
});
