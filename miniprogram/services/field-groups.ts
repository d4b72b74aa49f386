import type { AskedField, FieldGroup } from '../../shared/domain/fields';

/** Fields by group (S19, S20), as `shared/domain/fields.ts` has them; a test holds them equal. */
export const GROUP_OF: Readonly<Record<AskedField, FieldGroup>> = {
  documentType: 'identity',
  documentNumber: 'identity',
  sex: 'identity',
  birthDate: 'identity',
  name: 'basic',
  nationality: 'basic',
  ethnicity: 'basic',
  occupation: 'basic',
  education: 'basic',
  trainingType: 'basic',
  mobile: 'contact',
  email: 'contact',
  address: 'contact',
  postcode: 'contact',
  student: 'school',
  school: 'school',
  faculty: 'school',
  major: 'school',
  grade: 'school',
  className: 'school',
  studentNumber: 'school',
  siteCode: 'choice',
  subjects: 'choice',
};

export function isField(name: string | undefined): name is AskedField {
  return name !== undefined && Object.hasOwn(GROUP_OF, name);
}
