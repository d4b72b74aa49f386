import { codeAt, createOneTimeCodes } from '../../../../../server/secrets/one-time-codes';
import { memorySessionStore } from '../../../../../server/sessions/memory-session-store';
import { memoryRateLimiter } from '../../../../../server/sessions/rate-limiter';
import { administerStaff } from '../../../../../server/use-cases/staff/administer-staff';
import { importStaff } from '../../../../../server/use-cases/staff/import-staff';
import { storeSeason } from '../../../../../server/use-cases/seasons/import-season';
import { TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import {
  beginEnrolment,
  confirmEnrolment,
  proveSecondFactor,
  secondFactorState,
  type SecondFactorContext,
} from '../../../../../server/use-cases/staff/second-factor';
import { startStaffSession } from '../../../../../server/use-cases/staff/sign-in-staff';
import type { AccessNoticeContext } from '../../../../../server/use-cases/staff/tell-access-changed';
import { staffHandlers } from '../../../../../server/worker/handlers/staff';
import { DAY_MS } from '../../../../../shared/domain/time';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';
import { REVIEWING_SITE, smallSeason } from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const actor = { role: 'administrator', id: 'command', channel: 'command' } as const;
const admin = { name: '示例管理员', userid: 'admin', roles: ['administrator'] };
const reviewer = { name: '示例审核员', userid: 'lin', roles: ['reviewer'], sites: [REVIEWING_SITE] };
const outside = { ...reviewer, name: '校外审核员', userid: undefined, email: 'outside@example.org' };

let embedded: EmbeddedContext;
let context: AccessNoticeContext & SecondFactorContext;
/** Whom what was told. */
let told: { to: string; text: string }[];
/** Whom WeCom lets a message reach. */
let isReached: boolean;

beforeEach(async () => {
  embedded = await embeddedContext(NOW);
  told = [];
  isReached = true;
  const { clock } = embedded.context;
  context = {
    ...embedded.context,
    ...{ sessions: memorySessionStore({ clock }), limiter: memoryRateLimiter(clock) },
    ...{ oneTimeCodes: createOneTimeCodes() },
    addresses: { publicUrl: 'https://exam.example', miniProgramAppId: 'wx1' },
    wecom: {
      messageSend: async ({ toUsers, text }: { toUsers: string[]; text: { content: string } }) => {
        if (!isReached) return { reached: [] };
        told.push({ to: toUsers.join(), text: text.content });
        return { reached: toUsers };
      },
    } as unknown as AccessNoticeContext['wecom'],
    mailer: { sendMail: async ({ to, text }) => void told.push({ to, text }) },
  };
  await storeSeason(context, { season: smallSeason({ now: NOW }), actor });
  await importing(admin, reviewer, outside);
});
afterEach(() => embedded.close());

const importing = (...staff: object[]) => importStaff(context, { text: JSON.stringify({ staff }), actor });
const member = async (name: string): Promise<StaffMember> =>
  (await context.unitOfWork.read((tx) => tx.staff.list())).find((one) => one.name === name)!;

/** Runs each job of the staff twice, as after a lost mark. */
async function work(): Promise<void> {
  const claim = { owner: 'test', now: NOW + DAY_MS, leaseMs: 1, limit: 100 };
  const handlers = staffHandlers(context);
  for (const row of await embedded.queue.claim(claim)) {
    if (row.topic !== 'staff.access_changed') continue;
    await handlers[row.topic]?.(row);
    await handlers[row.topic]?.(row);
  }
}

describe('tellAccessChanged', () => {
  it('says nothing of whom the list has for the first time, nor of an import that changes nothing', async () => {
    await importing(admin, reviewer, outside);
    await work();
    expect(told).toEqual([]);
  });

  it('tells once who has other roles or sites, or none any more, by WeCom or mail', async () => {
    await importing(admin, { ...reviewer, roles: ['lead'] });
    await work();
    expect(told.map(({ to, text }) => `${to} ${text.split('\n')[0]}`).toSorted()).toEqual([
      'lin 您在报考助手的角色或负责的考点有变更，现在的情况见：https://exam.example/staff/account',
      'outside@example.org 您在报考助手的工作权限已结束，不能再登录。',
    ]);
  });

  it('tells by mail whom WeCom does not reach, once', async () => {
    await importing(admin, { ...reviewer, email: 'lin@example.org' });
    isReached = false;
    await importing(admin, { ...reviewer, email: 'lin@example.org', roles: ['lead'] });
    await work();
    expect(told.filter(({ text }) => text.includes('角色')).map(({ to }) => to)).toEqual(['lin@example.org']);
  });

  it('sends no mail beside to whom WeCom reaches', async () => {
    await importing(admin, { ...reviewer, email: 'lin@example.org' }, outside);
    await importing(admin, { ...reviewer, email: 'lin@example.org', roles: ['lead'] }, outside);
    await work();
    expect(told.filter(({ text }) => text.includes('角色')).map(({ to }) => to)).toEqual(['lin']);
  });

  it('sends no second mail after one that may have arrived (promise 5)', async () => {
    let mails = 0;
    context.mailer.sendMail = async () => {
      mails += 1;
      throw new TransportError({ platform: 'mail', path: '/', reason: 'timeout' });
    };
    await importing(admin, reviewer);
    await work();
    expect(mails).toBe(1);
  });

  it('says nothing more where WeCom reaches nobody and no mail address is known', async () => {
    isReached = false;
    await importing(admin, { ...reviewer, roles: ['lead'] }, outside);
    await work();
    expect(told).toEqual([]);
  });

  it('tells of a reset who did it, when, and what to do if it is strange', async () => {
    const administrator = await member(admin.name);
    const { id: staffId } = await member(reviewer.name);
    await administerStaff(context, { administrator, staffId, act: 'reset_second_factor' });
    await work();
    expect(told).toHaveLength(1);
    expect(told[0]?.to).toBe('lin');
    expect(told[0]?.text).toContain('时间：2027年1月2日（周六）10:00；操作：管理员示例管理员。');
    expect(told[0]?.text).toContain('请马上联系本单位的报考助手管理员');
  });

  it('tells of a second factor that was set up by one’s own login', async () => {
    const lin = await member(reviewer.name);
    const token = (await startStaffSession(context, { staffId: lin.id, secondFactorAt: null })) ?? '';
    await beginEnrolment(context, { member: lin });
    const secret = (await secondFactorState(context, lin)).pendingSecret ?? '';
    await confirmEnrolment(context, { member: lin, token, code: codeAt(secret, Math.floor(NOW / 30_000)) });
    await work();
    expect(told.map(({ text }) => text.split('\n').slice(0, 2))).toEqual([
      ['您的报考助手工作账号设置了新的二次验证。', '时间：2027年1月2日（周六）10:00；操作：用您的账号。'],
    ]);
  });

  it('tells of five wrong codes in a row, once, and not of each that is refused then (PR9)', async () => {
    const lin = await member(reviewer.name);
    const token = (await startStaffSession(context, { staffId: lin.id, secondFactorAt: null })) ?? '';
    await context.unitOfWork.run(async (tx) => {
      const credentials = await tx.staffCredentials.open(lin.id);
      await tx.staffCredentials.save({ ...credentials, totpSecret: context.oneTimeCodes.newSecret() });
    });
    for (let tried = 0; tried < 7; tried += 1)
      await proveSecondFactor(context, { member: lin, token, code: 'no code' });
    await work();
    expect(told.map(({ to, text }) => [to, text.split('\n')[0]])).toEqual([
      ['lin', '您的报考助手工作账号连续5次输错二次验证的验证码，15分钟内不再接受验证码。'],
    ]);
  });
});
