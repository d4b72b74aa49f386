import { searchPeople } from '../../../../../server/use-cases/support/search-people';
import { deskCase, SERVICER, type DeskCase } from '../../../../support/desk-case';
import { COMPLETE } from '../../../../support/situations';

describe('searchPeople', () => {
  let desk: DeskCase;
  beforeEach(async () => {
    desk = await deskCase();
  });
  afterEach(() => desk.close());

  const search = async (by: { name: string; number: string; way: 'mobile' | 'number' }) => {
    const context = { ...desk.context, limiter: { take: () => Promise.resolve({ ok: true } as const) } };
    const found = await searchPeople(context, { member: SERVICER, search: by, locale: 'zh-CN' });
    return found.kind === 'found' ? found.people.map(({ registrationId }) => registrationId) : found.kind;
  };
  const byName = () =>
    search({ way: 'mobile', name: String(COMPLETE.name), number: String(COMPLETE.mobile).slice(-4) });
  const byNumber = () => search({ way: 'number', name: '', number: desk.registration.id });

  it('finds nobody who has deleted their account, by whatever words (PR14)', async () => {
    expect([await byName(), await byNumber()]).toEqual([[desk.registration.id], [desk.registration.id]]);
    await desk.context.unitOfWork.run((tx) => tx.accounts.save({ ...desk.account, state: 'closed' }));
    expect([await byName(), await byNumber()]).toEqual([[], []]);
  });
});
