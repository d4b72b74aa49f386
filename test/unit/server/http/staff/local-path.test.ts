import fc from 'fast-check';
import { localPath, pageOfForm, STAFF_HOME } from '../../../../../server/http/staff/local-path';

describe('localPath', () => {
  it.each([
    '/staff/reviews',
    '/staff/reviews?after=soon.1798765200000.1798758000000.01max60g80908ss758nte5m4aq',
    '/staff/support?show=mine&after=2.1798765200000.01max60g80908ss758nte5m4aq',
    '/staff/audit?action=handoff.viewed',
  ])('leads back to %s with what was asked of it', (wanted) => {
    expect(localPath(wanted)).toBe(wanted);
  });

  it.each([
    ['/staff/reviews?', '/staff/reviews'],
    ['/staff/reviews?after=<b>', '/staff/reviews'],
    ['/staff/reviews?after=//evil.example', '/staff/reviews'],
    [`/staff/reviews?after=${'1'.repeat(200)}`, '/staff/reviews'],
    ['/staff/reviews?after=1\r\nSet-Cookie: a=b', '/staff/reviews'],
  ])('drops from %j what no link of ours holds', (wanted, kept) => {
    expect(localPath(wanted)).toBe(kept);
  });

  it.each([
    null,
    '',
    'https://evil.example/staff/reviews',
    '//evil.example/staff',
    '/staff//evil.example',
    '/staff/../../evil',
    '/staff\\evil.example',
    '/staff/reviews#x',
    '/staff/sign-in?back=/staff/reviews',
    '/staff/sign-in/back?code=1&state=2',
    '/staff/verify?back=/staff/verify',
    '/staffs/reviews',
    '?show=mine',
  ])('leads home from %j', (wanted) => {
    expect(localPath(wanted)).toBe(STAFF_HOME);
  });

  it('never leads to another host, whatever is asked', () => {
    const part = fc.constantFrom(
      '/',
      '//',
      '\\',
      '?',
      '#',
      '@',
      ':',
      '.',
      '%2f',
      '\n',
      'staff',
      'evil.example',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 3 })), { maxLength: 12 }), (parts) => {
        const target = new URL(localPath(`/staff/${parts.join('')}`), 'https://ours.example');
        expect(target.origin).toBe('https://ours.example');
        expect(target.pathname).toMatch(/^\/staff/);
        expect(target.hash).toBe('');
      }),
    );
  });
});

describe('pageOfForm', () => {
  it.each([
    ['/staff/reviews/01a/decision', '/staff/reviews/01a'],
    ['/staff/support/01a/messages', '/staff/support/01a'],
    ['/staff/support/01a/proposals/withdraw', '/staff/support/01a/proposals'],
    ['/staff/wall/decisions', '/staff/wall'],
    ['/staff/account/second-factor/confirm', '/staff/account'],
    ['/staff/administration/01a/invite', '/staff/administration'],
  ])('finds the page behind %s', (path, page) => {
    expect(pageOfForm(path)).toBe(page);
  });

  it.each([
    '/staff/reviews',
    '/staff/reviews/01a',
    '/staff/reviews/01a/photo/large',
    '/staff/support/01a/links',
    '/staff/support/01a/proposals',
    '/staff/support/sidebar',
    '/staff/wall',
  ])('leaves %s, which can be opened, as it is', (path) => {
    expect(pageOfForm(path)).toBe(path);
  });
});
