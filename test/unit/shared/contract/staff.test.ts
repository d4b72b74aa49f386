import { parseStaff } from '../../../../shared/contract/staff';

const TODAY = '2027-01-02';
const admin = { name: '示例管理员', userid: 'Admin.One', roles: ['administrator'] };
const reviewer = {
  name: '示例审核员',
  email: 'Reviewer@Example.EDU.cn',
  roles: ['reviewer'],
  sites: ['359202'],
};

function problemsOf(...staff: object[]): string[] {
  const result = parseStaff({ staff }, TODAY);
  return result.ok ? [] : result.problems.map((problem) => `${problem.path} ${problem.code}`);
}

describe('parseStaff', () => {
  it('normalises identities and numbers', () => {
    const document = { type: 'resident_id', number: '35999920030101009x' };
    const result = parseStaff(
      { staff: [admin, { ...reviewer, document, mobile: '+86 138 0013 8000' }] },
      TODAY,
    );
    expect(result).toMatchObject({
      ok: true,
      staff: [
        { userid: 'admin.one', email: null, onDuty: true, sites: [] },
        {
          email: 'Reviewer@example.edu.cn',
          mobile: '13800138000',
          document: { type: 'resident_id', number: '35999920030101009X' },
        },
      ],
    });
  });

  it.each([
    ['an unknown field', { ...reviewer, phone: '1' }, 'staff[1].phone file.unknown_field'],
    ['an unknown role', { ...reviewer, roles: ['boss'] }, 'staff[1].roles[0] file.not_allowed'],
    ['nobody to be', { ...reviewer, email: undefined }, 'staff[1] staff.no_identity'],
    ['a reviewer without site', { ...reviewer, sites: [] }, 'staff[1].sites staff.sites_missing'],
    [
      'sites without a reviewing role',
      { ...reviewer, roles: ['support'] },
      'staff[1].sites staff.sites_without_role',
    ],
    ['a site code of no form', { ...reviewer, sites: ['3592'] }, 'staff[1].sites[0] file.bad_form'],
    [
      'the same userid in other letters',
      { ...reviewer, userid: 'ADMIN.ONE' },
      'staff[1].userid staff.identity_duplicate',
    ],
    ['a wrong phone', { ...reviewer, mobile: '123' }, 'staff[1].mobile staff.mobile_invalid'],
    [
      'a wrong document',
      { ...reviewer, document: { type: 'resident_id', number: '359999200503150010' } },
      'staff[1].document.number staff.document_invalid',
    ],
  ])('refuses %s', (_what, person, expected) => {
    expect(problemsOf(admin, person)).toContain(expected);
  });

  it('refuses a list that would lock everybody out', () => {
    expect(problemsOf(reviewer)).toEqual(['staff staff.administrator_missing']);
  });

  it('never repeats a name or number in a problem', () => {
    const wrong = {
      ...reviewer,
      mobile: '999',
      document: { type: 'resident_id', number: '359999200503150010' },
    };
    const result = parseStaff({ staff: [wrong, wrong] }, TODAY);
    const shown = JSON.stringify(result);
    for (const value of ['示例审核员', '999', '359999200503150010', 'eviewer'])
      expect(shown).not.toContain(value);
  });
});
