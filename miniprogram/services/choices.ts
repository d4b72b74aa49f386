import { DOCUMENT_TYPES } from '../../shared/domain/catalogue/document-types';
import { EDUCATION_LEVELS } from '../../shared/domain/catalogue/education-levels';
import { ETHNICITIES } from '../../shared/domain/catalogue/ethnicities';
import { OCCUPATIONS } from '../../shared/domain/catalogue/occupations';
import { TRAINING_TYPES } from '../../shared/domain/catalogue/training-types';
import type { AskedField } from '../../shared/domain/fields';
import type { Season, Site } from './seasons';

/** One entry of a closed list; without a name its text is the key `choice.<field>.<value>`. */
export interface Choice {
  value: string;
  name: { zh: string; en: string } | null;
}

/** Stored for a school that is not on the list. */
export const OTHER_SCHOOL: Choice = { value: 'other', name: { zh: '其他', en: 'Other' } };

type Lists = Partial<Record<AskedField, (season: Season, sites: readonly Site[]) => Choice[]>>;

const catalogue = (items: readonly { key: string; name: { zh: string; en: string } }[]) => (): Choice[] =>
  items.map(({ key, name }) => ({ value: key, name }));

const codes =
  (...values: string[]) =>
  (): Choice[] =>
    values.map((value) => ({ value, name: null }));

const LISTS: Lists = {
  documentType: ({ documentTypes }) =>
    catalogue(DOCUMENT_TYPES)().filter(({ value }) => documentTypes.includes(value)),
  sex: codes('male', 'female'),
  student: codes('yes', 'no'),
  ethnicity: catalogue(ETHNICITIES),
  occupation: catalogue(OCCUPATIONS),
  education: catalogue(EDUCATION_LEVELS),
  trainingType: catalogue(TRAINING_TYPES),
  school: (_season, sites) => schoolChoices(sites),
};

/** The closed list a field is chosen from; null when it is typed. */
export function choicesFor(field: AskedField, season: Season, sites: readonly Site[]): Choice[] | null {
  return LISTS[field]?.(season, sites) ?? null;
}

function schoolChoices(sites: readonly Site[]): Choice[] {
  const schools = [...new Set(sites.flatMap((site) => site.schools))];
  return [...schools.map((school) => ({ value: school, name: { zh: school, en: school } })), OTHER_SCHOOL];
}
