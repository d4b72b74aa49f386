import type { Ctx } from '../../../../../server/http/http-context';
import { clearCookie, readCookie, writeCookie } from '../../../../../server/http/staff/cookies';

function exchange(sent = '') {
  const set: string[] = [];
  const append = (_header: string, value: string): void => {
    set.push(value);
  };
  const ctx = { get: () => sent, append } as unknown as Ctx;
  return { ctx, set };
}

const PUBLIC = { secure: true };
const LOOPBACK = { secure: false };

describe('writeCookie', () => {
  it('takes a name that browsers let no other host of the domain and no plain http write', () => {
    const { ctx, set } = exchange();
    writeCookie(ctx, 'ncre_staff', 'token', PUBLIC);
    clearCookie(ctx, 'ncre_staff', PUBLIC);
    expect(set).toEqual([
      '__Host-ncre_staff=token; Path=/; HttpOnly; SameSite=Lax; Secure',
      '__Host-ncre_staff=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
    ]);
  });

  it('takes a plain name on loopback, which browsers know without https', () => {
    const { ctx, set } = exchange();
    writeCookie(ctx, 'ncre_staff', 'token', { ...LOOPBACK, maxAgeSeconds: 600 });
    expect(set).toEqual(['ncre_staff=token; Path=/; Max-Age=600; HttpOnly; SameSite=Lax']);
  });
});

describe('readCookie', () => {
  const read = (sent: string, options = PUBLIC): string | null =>
    readCookie(exchange(sent).ctx, 'ncre_staff', options);

  it('reads its own and no one that another host could have planted', () => {
    expect(read('a=b; __Host-ncre_staff=token; c=d')).toBe('token');
    expect(read('ncre_staff=planted')).toBeNull();
    expect(read('ncre_staff=planted; __Host-ncre_staff=token')).toBe('token');
    expect(read('ncre_staff=token', LOOPBACK)).toBe('token');
  });

  it('reads none that comes twice or is of another form', () => {
    expect(read('__Host-ncre_staff=one; __Host-ncre_staff=two')).toBeNull();
    expect(read('__Host-ncre_staff=a b')).toBeNull();
    expect(read('')).toBeNull();
  });
});
