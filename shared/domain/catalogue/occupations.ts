import { catalogueOf } from './item';

/** 职业. The official list is not published; this short one is ours and covers every case by its last entry. */
export const OCCUPATIONS = catalogueOf([
  ['student', '学生', 'Student'],
  ['teacher', '教师', 'Teacher'],
  ['public_servant', '机关事业单位人员', 'Public servant'],
  ['professional', '专业技术人员', 'Professional or technician'],
  ['office_staff', '企业职员', 'Office staff'],
  ['service_staff', '商业、服务业人员', 'Sales or service staff'],
  ['worker', '工人', 'Worker'],
  ['farmer', '农民', 'Farmer'],
  ['soldier', '军人', 'Soldier'],
  ['self_employed', '个体或自由职业', 'Self-employed'],
  ['unemployed', '待业', 'Looking for work'],
  ['retired', '离退休', 'Retired'],
  ['other', '其他', 'Other'],
]);
