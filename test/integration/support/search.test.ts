import { indexPeople } from '../../../server/use-cases/support/index-people';
import type { Registration } from '../../../shared/domain/registration';
import { residentIdOf } from '../../support/ids';
import { OTHER_SITE, REVIEWING_SITE } from '../../support/season';
import { COMPLETE } from '../../support/situations';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { reviewerEntry, staffed, submitted } from '../review/review-desk';
import { handedOver } from './support-desk';

const ELSEWHERE = 'search-elsewhere';
const NUMBER = residentIdOf({ birthDate: '2004-05-06', sequence: 41 });
const PERSON = { name: '欧阳·明', documentNumber: NUMBER, mobile: '13800135678' };

describe('Looking people up', () => {
  let stage: Stage;
  let found: Registration;
  beforeAll(async () => {
    stage = await startStage();
    found = await submitted(stage, { answers: { ...PERSON, student: true, studentNumber: '2024-0017' } });
    await submitted(stage, {
      answers: { documentNumber: residentIdOf({ birthDate: '2004-05-06', sequence: 43 }) },
    });
    stage.platform.reviewer({ userid: ELSEWHERE, name: ELSEWHERE });
    await staffed(stage, [
      reviewerEntry(PEOPLE.reviewer, { sites: [REVIEWING_SITE] }),
      reviewerEntry(ELSEWHERE, { sites: [OTHER_SITE] }),
      { userid: PEOPLE.support, name: '客服', roles: ['support'], sites: [] },
    ]);
  });
  afterAll(() => stage.stop());

  const support = () => stage.servicer.wecom;
  const search = async (fields: Record<string, string>, who = support()) => {
    const page = await who.opens(`${stage.publicUrl}/staff/search`);
    return who.browser.submit(page, { button: '查找', fields });
  };
  const audited = () =>
    stage.app.context.unitOfWork.read((tx) =>
      tx.audit.list({ action: 'search.made', beforeSeq: null, limit: 5 }),
    );

  it.each([
    [
      'a name and the end of the document number',
      { way: 'document', name: '欧阳・明', number: NUMBER.slice(-4) },
    ],
    ['a name and the end of the mobile number', { way: 'mobile', name: '欧阳明', number: '５６７８' }],
    ['a student number', { way: 'student', number: '20240017' }],
  ])('finds somebody by %s, masked (PR8)', async (_what, fields) => {
    const page = await search(fields);
    expect(page.text).toContain('找到1个');
    expect(page.text).toContain('欧***');
    const typed = Object.values(fields);
    for (const value of [PERSON.documentNumber, PERSON.mobile, PERSON.name])
      if (!typed.includes(value)) expect(page.text).not.toContain(value);
    expect(page.url).not.toContain('?');
  });

  it('finds a registration by its own number', async () => {
    expect((await search({ way: 'number', number: found.id })).text).toContain('欧***');
  });

  it('keeps who, by what and how many on record, and no word of it (PR10)', async () => {
    await search({ way: 'mobile', name: '没有的人', number: '0000' });
    const [newest] = await audited();
    expect(newest).toMatchObject({ reason: 'by=mobile hits=0', actor: { role: 'support' } });
    expect(JSON.stringify(newest)).not.toContain('没有的人');
  });

  it('tells reviewers of other sites no more than of nobody', async () => {
    const fields = { way: 'document', name: '欧阳明', number: NUMBER.slice(-4) };
    expect((await search(fields, stage.reviewer())).text).toContain('查看报名');
    const other = stage.platform.reviewer({ userid: ELSEWHERE, name: ELSEWHERE });
    const [foreign, absent] = [
      await search(fields, other),
      await search({ ...fields, number: '0001' }, other),
    ];
    expect(foreign.text).toContain('没有找到');
    expect(foreign.html.replaceAll(NUMBER.slice(-4), '')).toEqual(absent.html.replaceAll('0001', ''));
  });

  it('leads support to the open conversation, or opens one that leaves the bot as it is', async () => {
    const fields = { way: 'student', number: '20240017' };
    const opened = await support().browser.submit(await search(fields), { button: '开始处理' });
    const handoff = await stage.app.context.unitOfWork.read((tx) => tx.handoffs.openOf(found.accountId));
    expect(opened.url).toContain(`/staff/support/${handoff?.id}`);
    expect(handoff).toMatchObject({ trigger: 'staff', state: 'ticket', ownerStaffId: null });
    const again = await search(fields);
    expect(again.links.map(({ href }) => href)).toContain(opened.url);
    expect((await handedOver(stage, found)).id).toBe(handoff?.id);
  });

  it('asks for both parts, and is limited', async () => {
    expect((await search({ way: 'document', name: '', number: '1234' })).status).toBe(422);
    const statuses: number[] = [];
    for (let n = 0; n < 30; n += 1) statuses.push((await search({ way: 'student', number: '9' })).status);
    expect(statuses).toContain(429);
    stage.clock.at += 11 * 60_000;
    expect((await search({ way: 'student', number: '9' })).status).toBe(200);
  });

  it('gives registrations of before their keys, once', async () => {
    const { context } = stage.app;
    expect(await indexPeople(context, { pass: 1, after: '' }, 1)).toBe(1);
    await stage.settle();
    expect((await search({ way: 'student', number: '20240017' })).text).toContain('找到1个');
    expect(COMPLETE.studentNumber).toBeUndefined();
  });
});
