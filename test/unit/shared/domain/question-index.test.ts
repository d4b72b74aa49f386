import { questionIndex } from '../../../../shared/domain/question-index';

const index = questionIndex(
  [
    { id: 'fee', phrases: ['报名费多少钱', 'What is the fee?', '要交多少钱'] },
    { id: 'photo', phrases: ['照片有什么要求', 'What must the photo look like?'] },
    { id: 'blue', phrases: ['蓝底照片可以吗', 'Is a blue background fine?'] },
  ],
  (text) => text.toLowerCase().replace(/[\s?？]/gu, ''),
);
const best = (text: string): string | undefined => index.rank(text)[0]?.id;

describe('questionIndex', () => {
  it('finds a phrase as it stands', () => {
    expect(index.same('报名费多少钱')).toBe('fee');
    expect(index.same('别的')).toBeUndefined();
  });

  it.each([
    ['请问报名费要多少钱呀', 'fee'],
    ['照片要求', 'photo'],
    ['蓝色的照片可以吗', 'blue'],
    ['what are the FEES', 'fee'],
    ['blue photos', 'blue'],
  ])('ranks what "%s" asks for first', (text, id) => {
    expect(best(text)).toBe(id);
  });

  it('gives nothing for words that no entry has', () => {
    expect(index.rank('天气')).toEqual([]);
    expect(index.rank('')).toEqual([]);
  });

  it('scores between 0 and 1', () => {
    for (const text of ['报名费多少钱', '照片', 'the photo fee', '蓝底蓝底蓝底照片可以吗']) {
      for (const { score } of index.rank(text)) {
        expect(score).toBeGreaterThan(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }
  });
});
