import type { DrawnPhoto } from '../platform/hands/drawn-photos';
import type { Particulars } from '../platform/hands/registrant';

/** Answers of a transcript's candidate; heads such as `姓名：` and `考点：` change single ones. Numbers are synthetic. */
export function particularsOf(
  head: Record<string, string>,
  photos: Map<string, DrawnPhoto>,
  siteCode: string,
): Particulars {
  const photo = photos.get('good');
  if (!photo) throw new Error('no drawn photo');
  return {
    email: head['邮箱'] ?? 'kaosheng@example.org',
    mobile: head['手机'] ?? '13800138000',
    fields: {
      documentType: head['证件类型'] ?? '居民身份证',
      documentNumber: head['证件号码'] ?? '359999200503150015',
      sex: head['性别'] ?? '男',
      birthDate: head['出生日期'] ?? '2005-03-15',
      name: head['姓名'] ?? '王小明',
      ethnicity: head['民族'] ?? '汉族',
      nationality: head['国籍'] ?? '',
      occupation: head['职业'] ?? '学生',
      education: head['文化程度'] ?? '本科',
      student: head['在校'] ?? '是',
      school: head['学校'] ?? '其他',
      siteCode: head['考点'] ?? siteCode,
      subjects: head['科目'] ?? '65',
    },
    photo: photo.bytes,
    ...(head['监护人手机'] && { guardian: { name: head['监护人'] ?? '王大明', mobile: head['监护人手机'] } }),
  };
}
