import {
  CATALOGUE_SUBJECTS,
  catalogueSubject,
  LEVEL_4_COURSES,
} from '../../../../../shared/domain/catalogue/subjects';

describe('CATALOGUE_SUBJECTS', () => {
  it('S20 has the 29 codes of the national list, each once', () => {
    expect(new Set(CATALOGUE_SUBJECTS.map((subject) => subject.code)).size).toBe(29);
    expect(CATALOGUE_SUBJECTS).toHaveLength(29);
  });

  it('S20 tells apart what shares a word', () => {
    expect(['14', '67', '15', '65'].map((code) => catalogueSubject(code)?.level)).toEqual([1, 2, 1, 2]);
    expect(['26', '27', '37', '43', '46'].map((code) => catalogueSubject(code)?.status)).toEqual([
      'closed',
      'closed',
      'suspended',
      'suspended',
      'uncertain',
    ]);
  });

  it('gives 90 minutes at levels 1 and 4, and 120 at levels 2 and 3', () => {
    for (const { level, minutes } of CATALOGUE_SUBJECTS)
      expect(minutes).toBe(level === 1 || level === 4 ? 90 : 120);
  });

  it('pairs every level 4 with a level 3 and two courses', () => {
    for (const subject of CATALOGUE_SUBJECTS.filter(({ level }) => level === 4)) {
      expect(catalogueSubject(subject.requires!)?.level).toBe(3);
      expect(subject.courses.map((course) => LEVEL_4_COURSES[course]?.zh)).toEqual([
        expect.any(String),
        expect.any(String),
      ]);
    }
  });

  it('asks half of the multiple-choice marks in level-2 languages and databases only', () => {
    for (const { level, group, mcqFloor } of CATALOGUE_SUBJECTS) {
      expect(mcqFloor).toBe(level === 2 && group !== 'office');
    }
  });
});
