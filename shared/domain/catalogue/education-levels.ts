import { catalogueOf } from './item';

/** 文化程度: the level reached or being studied for, lowest first. */
export const EDUCATION_LEVELS = catalogueOf([
  ['primary', '小学', 'Primary school'],
  ['junior_secondary', '初中', 'Junior secondary school'],
  ['senior_secondary', '高中', 'Senior secondary school'],
  ['vocational_secondary', '中专、职高或技校', 'Vocational secondary school'],
  ['junior_college', '大专', 'Junior college'],
  ['bachelor', '本科', 'Bachelor'],
  ['master', '硕士', 'Master'],
  ['doctor', '博士', 'Doctor'],
  ['other', '其他', 'Other'],
]);
