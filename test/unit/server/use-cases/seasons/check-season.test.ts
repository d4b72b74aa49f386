import { checkSeason } from '../../../../../server/use-cases/seasons/check-season';
import { sampleSeasonText } from '../../../../support/season';

function problemsOf(text: string): string[] {
  const checked = checkSeason(text);
  return checked.ok ? [] : checked.problems.map(({ line, path, code }) => `${line} ${path} ${code}`);
}

describe('checkSeason', () => {
  const text = sampleSeasonText();
  const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

  it('accepts the sample', () => {
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(`\uFEFF${text}`)).toEqual([]);
  });

  it('names line and path of every problem at once', () => {
    const wrong = text
      .replace('"reviewEndsAt": "2027', '"reviewEndsAt": "x2027')
      .replace('"no": 79', '"no": "79"');
    expect(problemsOf(wrong)).toEqual([
      `${lineOf('"no": 79')} sitting.no file.wrong_type`,
      `${lineOf('"reviewEndsAt"')} reviewEndsAt time.form`,
    ]);
  });

  it('refuses a key that is given twice although the rest is right', () => {
    const twice = text.replace('"preview": false,', '"preview": false,\n"preview": false,');
    expect(problemsOf(twice)).toEqual([`${lineOf('"preview"') + 1} preview file.duplicate_key`]);
  });

  it('refuses what is no UTF-8, no JSON or nothing at all', () => {
    expect(problemsOf('{\n"id": "\uFFFD"}')).toEqual(['2  file.not_text']);
    expect(problemsOf('{')).toEqual(['1  file.not_json']);
    expect(problemsOf('')).toEqual(['1  file.not_json']);
    expect(problemsOf('PK\u0003\u0004')).toEqual(['1  file.not_json']);
  });
});
