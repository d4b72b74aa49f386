import { catalogueOf } from './item';

/** Documents a season may accept (domain.md 5), by `DocumentType`. A temporary resident ID carries the same number. */
export const DOCUMENT_TYPES = catalogueOf([
  ['resident_id', '居民身份证', 'Resident ID card'],
  ['hmt_residence', '港澳台居民居住证', 'Residence permit for Hong Kong, Macao and Taiwan residents'],
  ['hm_permit', '港澳居民来往内地通行证', 'Mainland travel permit for Hong Kong and Macao residents'],
  ['tw_permit', '台湾居民来往大陆通行证', 'Mainland travel permit for Taiwan residents'],
  ['passport', '护照', 'Passport'],
  ['foreign_pr_id', '外国人永久居留身份证', 'Foreign permanent resident ID card'],
]);
