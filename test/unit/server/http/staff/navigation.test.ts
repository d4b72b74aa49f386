import { sayIn } from '../../../../../server/http/staff/layout';
import { linksFor, navigation } from '../../../../../server/http/staff/navigation';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';

const member = (...roles: StaffMember['roles']): StaffMember => ({
  ...{ id: 'staff-1', userid: 'somebody', email: null, name: '某人', siteCodes: [] },
  ...{ roles, onDuty: true, mobileHash: null, documentHash: null },
});

describe('linksFor', () => {
  it('names the lists of each role, the first of which is its home', () => {
    const firstOf = (role: StaffMember['roles'][number]) => linksFor(member(role))[0]?.href;
    expect(firstOf('reviewer')).toBe('/staff/reviews');
    expect(firstOf('lead')).toBe('/staff/reviews');
    expect(firstOf('support')).toBe('/staff/support');
    expect(firstOf('auditor')).toBe('/staff/audit');
    expect(firstOf('administrator')).toBe('/staff/audit');
  });

  it('joins the lists of several roles', () => {
    const hrefs = linksFor(member('reviewer', 'auditor')).map(({ href }) => href);
    expect(hrefs).toEqual(expect.arrayContaining(['/staff/reviews', '/staff/audit']));
  });
});

describe('navigation', () => {
  const shown = (path: string) =>
    navigation(member('reviewer', 'auditor'), { path, say: sayIn('zh-CN') }).html;

  it('marks the list that the page belongs to', () => {
    expect(shown('/staff/reviews/01arz3ndektsv4rrffq69g5fav')).toMatch(
      /href="\/staff\/reviews"\s+aria-current="page"/,
    );
    expect(shown('/staff/audit')).toMatch(/href="\/staff\/audit"\s+aria-current="page"/);
  });

  it('marks nothing on a page of no list, and of another list that only begins alike', () => {
    expect(shown('/staff/reviewsish')).not.toContain('aria-current');
  });
});
