import { createOneTimeCodes } from '../../../../../server/secrets/one-time-codes';
import { importStaff } from '../../../../../server/use-cases/staff/import-staff';
import { storeSeason } from '../../../../../server/use-cases/seasons/import-season';
import { conflictDocumentHash, conflictMobileHash } from '../../../../../server/use-cases/staff/staff-hashes';
import type { Actor } from '../../../../../shared/domain/registration';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';
import { REVIEWING_SITE, smallSeason } from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const actor: Actor = { role: 'administrator', id: 'command', channel: 'command' };
const document = { type: 'resident_id' as const, number: '359999200503150015' };
const admin = { name: '示例管理员', userid: 'admin', roles: ['administrator'] };
const reviewer = {
  name: '示例审核员',
  userid: 'Reviewer',
  roles: ['reviewer'],
  sites: [REVIEWING_SITE],
  mobile: '13800138000',
  document,
};

let embedded: EmbeddedContext;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
  await storeSeason(embedded.context, { season: smallSeason({ now: NOW }), actor });
});
afterEach(() => embedded.close());

const importing = (...staff: object[]) =>
  importStaff(
    { ...embedded.context, oneTimeCodes: createOneTimeCodes() },
    { text: JSON.stringify({ staff }), actor },
  );

describe('importStaff', () => {
  it('replaces the whole list and changes nothing the second time', async () => {
    expect(await importing(admin, reviewer)).toMatchObject({ ok: true, added: 2, warnings: [] });
    expect(await importing(admin, reviewer)).toMatchObject({ ok: true, added: 0, changed: 0, removed: 0 });
    expect(await importing(admin)).toMatchObject({ ok: true, added: 0, changed: 0, removed: 1 });
  });

  it('keeps own phone and document as keyed hashes only', async () => {
    await importing(admin, reviewer);
    const [found] = await embedded.context.unitOfWork.read((tx) => tx.staff.reviewersOf(REVIEWING_SITE));
    const { hash } = embedded.context;
    expect(found?.documentHash).toBe(conflictDocumentHash(hash, document));
    expect(found?.mobileHash).toBe(conflictMobileHash(hash, '13800138000'));
    expect(JSON.stringify(found)).not.toContain(document.number);
  });

  it('keeps the id of a person from file to file', async () => {
    const idOf = () =>
      embedded.context.unitOfWork.read(async (tx) => (await tx.staff.findByUserid('reviewer'))?.id);
    await importing(admin, reviewer);
    const id = await idOf();
    await importing({ ...reviewer, userid: 'REVIEWER', onDuty: false }, admin);
    expect(id).toBeDefined();
    expect(await idOf()).toBe(id);
  });

  it('refuses a site that no season has', async () => {
    expect(await importing(admin, { ...reviewer, sites: ['359999'] })).toEqual({
      ok: false,
      problems: [{ path: 'staff[1].sites[0]', code: 'staff.site_unknown', params: { site: '359999' } }],
    });
  });

  it('warns of a reviewing site without a reviewer', async () => {
    expect(await importing(admin)).toMatchObject({
      ok: true,
      warnings: [{ code: 'staff.reviewer_missing', params: { site: REVIEWING_SITE } }],
    });
  });
});
