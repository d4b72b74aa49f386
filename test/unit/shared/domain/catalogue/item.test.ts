import { DOCUMENT_TYPES } from '../../../../../shared/domain/catalogue/document-types';
import { EDUCATION_LEVELS } from '../../../../../shared/domain/catalogue/education-levels';
import { ETHNICITIES } from '../../../../../shared/domain/catalogue/ethnicities';
import { OCCUPATIONS } from '../../../../../shared/domain/catalogue/occupations';
import { PROVINCES } from '../../../../../shared/domain/catalogue/provinces';
import { TRAINING_TYPES } from '../../../../../shared/domain/catalogue/training-types';

describe('catalogueOf', () => {
  it.each([
    ['provinces', PROVINCES, 31],
    ['ethnicities', ETHNICITIES, 58],
    ['occupations', OCCUPATIONS, 13],
    ['education levels', EDUCATION_LEVELS, 9],
    ['training types', TRAINING_TYPES, 6],
    ['document types', DOCUMENT_TYPES, 6],
  ])('lists %s with unique keys and names in both languages', (_list, items, count) => {
    expect(items).toHaveLength(count);
    for (const of of [
      items.map((item) => item.key),
      items.map((item) => item.name.zh),
      items.map((item) => item.name.en),
    ]) {
      expect(new Set(of).size).toBe(count);
    }
  });
});
