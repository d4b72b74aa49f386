import type { DataFileTexts } from '../../../../../shared/i18n/data-files/texts';
import { dataFilesEn } from '../../../../../shared/i18n/data-files/en';
import { dataFilesZhCn } from '../../../../../shared/i18n/data-files/zh-CN';

/** Text key to the names of its placeholders. */
function placeholders({ problems, results }: DataFileTexts): [string, string[]][] {
  const texts = [
    ...Object.entries(problems).map(([key, pair]) => [key, pair.join(' ')] as const),
    ...Object.entries(results),
  ];
  return texts.map(([key, text]) => [
    key,
    [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))].toSorted(),
  ]);
}

describe('texts of data files', () => {
  it('ask for the same values in both languages', () => {
    expect(placeholders(dataFilesEn)).toEqual(placeholders(dataFilesZhCn));
  });
});
