import { GROUP_OF } from '../../../../../miniprogram/services/field-groups';
import { OTHER_SCHOOL } from '../../../../../miniprogram/services/choices';
import { FIELDS } from '../../../../../shared/domain/fields';
import { OTHER_SCHOOL as STORED, OTHER_SCHOOL_NAME } from '../../../../../shared/domain/rules/school';

describe('GROUP_OF', () => {
  it('has every field in the group of the domain', () => {
    expect(GROUP_OF).toEqual(Object.fromEntries(FIELDS.map(({ field, group }) => [field, group])));
  });
});

describe('OTHER_SCHOOL', () => {
  it('is what the domain stores', () => {
    expect(OTHER_SCHOOL).toEqual({ value: STORED, name: OTHER_SCHOOL_NAME });
  });
});
