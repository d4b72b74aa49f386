/** People of the exam office and the test sites in the demo. */
export interface DemoMember {
  userid: string;
  name: string;
  /** What the page calls them. */
  title: { zh: string; en: string };
  roles: string[];
  sites: string[];
}

export const STAFF: readonly DemoMember[] = [
  {
    userid: 'reviewer-xiamen',
    name: '厦大考点审核员',
    title: { zh: '审核员 · 厦门大学', en: 'Reviewer · Xiamen' },
    roles: ['reviewer'],
    // The second is the reviewing site of the preview season.
    sites: ['359202', '359981'],
  },
  {
    userid: 'reviewer-quanzhou',
    name: '泉州师院考点审核员',
    title: { zh: '审核员 · 泉州师院', en: 'Reviewer · Quanzhou' },
    roles: ['reviewer'],
    sites: ['359501'],
  },
  {
    userid: 'lead-fujian',
    name: '考点负责人',
    title: { zh: '考点负责人', en: 'Site lead' },
    roles: ['lead'],
    sites: ['359202', '359501'],
  },
  {
    userid: 'support-one',
    name: '客服一',
    title: { zh: '客服一', en: 'Support 1' },
    roles: ['support'],
    sites: [],
  },
  {
    userid: 'support-two',
    name: '客服二',
    title: { zh: '客服二', en: 'Support 2' },
    roles: ['support'],
    sites: [],
  },
  {
    userid: 'office-admin',
    name: '考试院管理员',
    title: { zh: '管理员', en: 'Administrator' },
    roles: ['administrator'],
    sites: [],
  },
];

export const isSupport = (member: DemoMember): boolean => member.roles.includes('support');

/** The staff file that the import reads. */
export function staffFile(): string {
  const staff = STAFF.map(({ userid, name, roles, sites }) => ({ userid, name, roles, sites }));
  return JSON.stringify({ staff });
}
