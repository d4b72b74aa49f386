import { exportDecided } from '../../../../../server/use-cases/review/export-decided';
import { deskCase, SERVICER, type DeskCase } from '../../../../support/desk-case';
import { COMPLETE } from '../../../../support/situations';

describe('exportDecided', () => {
  let desk: DeskCase;
  beforeEach(async () => {
    desk = await deskCase({ state: 'paid' });
  });
  afterEach(() => desk.close());

  async function exported(): Promise<string> {
    const { seasonId } = desk.registration;
    const siteCode = String(COMPLETE.siteCode);
    const rows = await exportDecided(desk.context, {
      ...{ seasonId, siteCode, list: 'paid', fullFor: 'exam_office', locale: 'zh-CN' },
      member: { ...SERVICER, roles: ['lead'], siteCodes: [siteCode] },
    });
    const cells: string[] = [];
    for await (const row of rows ?? []) cells.push(row.join('|'));
    return cells.join('\n');
  }

  it('masks whoever has deleted their account, also in an export in full (PR14)', async () => {
    const before = await exported();
    const { name, documentNumber, mobile, email } = COMPLETE;
    const personal = [name, documentNumber, mobile, email].map(String);
    for (const value of personal) expect(before).toContain(value);
    await desk.context.unitOfWork.run((tx) => tx.accounts.save({ ...desk.account, state: 'closed' }));
    const after = await exported();
    expect(after).toContain(desk.registration.id);
    for (const value of personal) expect(after).not.toContain(value);
  });
});
