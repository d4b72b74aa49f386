import { catalogueOf } from './item';

/** 培训类型: how the candidate prepared. The official list is not published; this short one is ours. */
export const TRAINING_TYPES = catalogueOf([
  ['none', '自学，未参加培训', 'Self-study, no training'],
  ['school_course', '学校课程', 'Course at school'],
  ['site_training', '考点培训', 'Training by a test site'],
  ['private_training', '社会机构培训', 'Training by a company'],
  ['online', '网络课程', 'Online course'],
  ['other', '其他', 'Other'],
]);
