import { parseSeason } from '../../../../shared/contract/season';
import { sampleSeasonFile } from '../../../support/season';

interface Answer {
  id: string;
  title: { zh: string; en: string };
  text: { zh: string; en: string };
}

function problemsWith(change: (answers: Answer[]) => void): string[] {
  const file = sampleSeasonFile();
  change(file['cannedAnswers'] as Answer[]);
  const result = parseSeason(file);
  return result.ok
    ? []
    : result.problems.map(({ path, code, params }) => `${path} ${code} ${params?.name ?? ''}`);
}

describe('CANNED_ANSWERS', () => {
  it('holds a dozen in the sample', () => {
    const result = parseSeason(sampleSeasonFile());
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.season.cannedAnswers?.length).toBeGreaterThanOrEqual(12);
  });

  it('may be left out', () => {
    const { cannedAnswers: _left, ...file } = sampleSeasonFile();
    expect(parseSeason(file).ok).toBe(true);
  });
});

describe('checkCannedAnswers', () => {
  it('names a placeholder that nothing is made for by its path', () => {
    const problems = problemsWith(([first]) => {
      if (first) first.text.en = 'Dear {{full_name}}, {{site';
    });
    expect(problems).toEqual([
      'cannedAnswers[0].text.en canned.unknown_placeholder full_name',
      'cannedAnswers[0].text.en canned.unknown_placeholder {{',
    ]);
  });

  it('refuses ids that look alike', () => {
    const problems = problemsWith(([first, second]) => {
      if (first && second) second.id = first.id;
    });
    expect(problems.map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual([
      'cannedAnswers[1].id file.duplicate',
    ]);
  });
});
