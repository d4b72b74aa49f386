import { codeAt, createOneTimeCodes } from '../../../../../server/secrets/one-time-codes';
import { memoryRateLimiter } from '../../../../../server/sessions/rate-limiter';
import { memorySessionStore } from '../../../../../server/sessions/memory-session-store';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import {
  signInStaffWithPassword,
  type StaffPasswordContext,
} from '../../../../../server/use-cases/staff/sign-in-staff-with-password';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';

const NOW = Date.parse('2026-12-28T10:00:00+08:00');
const MEMBER: StaffMember = {
  ...{ id: 'staff-1', userid: null, email: 'li@example.org', name: '李老师' },
  ...{ roles: ['reviewer'], siteCodes: ['350101'], onDuty: true, mobileHash: null, documentHash: null },
};

describe('signInStaffWithPassword', () => {
  let embedded: EmbeddedContext;
  let context: StaffPasswordContext;
  let totpSecret: string;
  /** What happens while the password is being verified. */
  let meanwhile: () => Promise<void>;

  const keep = (changes: { passwordHash: string; totpSecret?: string }) =>
    context.unitOfWork.run(async (tx) => {
      const credentials = await tx.staffCredentials.open(MEMBER.id);
      await tx.staffCredentials.save({ ...credentials, ...changes });
    });

  beforeEach(async () => {
    embedded = await embeddedContext(NOW);
    const { clock } = embedded.context;
    const oneTimeCodes = createOneTimeCodes();
    totpSecret = oneTimeCodes.newSecret();
    meanwhile = async () => undefined;
    context = {
      ...embedded.context,
      ...{ oneTimeCodes, sessions: memorySessionStore({ clock }), limiter: memoryRateLimiter(clock) },
      passwords: {
        hash: async (password) => `hash of ${password}`,
        verify: async (password, stored) => {
          await meanwhile();
          return stored === `hash of ${password}`;
        },
      },
    };
    await context.unitOfWork.run((tx) => tx.staff.replaceAll([MEMBER]));
    await keep({ passwordHash: 'hash of old', totpSecret });
  });
  afterEach(() => embedded.close());

  const signIn = (password: string) =>
    signInStaffWithPassword(context, {
      ...{ email: 'li@example.org', password },
      code: codeAt(totpSecret, Math.floor(NOW / 30_000)),
    });

  it('lets somebody in by address, password and code', async () => {
    expect(await signIn('old')).toMatchObject({ ok: true, member: { id: 'staff-1' } });
  });

  it('begins no session by a password that was replaced while it was looked at (PR9)', async () => {
    meanwhile = () => keep({ passwordHash: 'hash of new' });
    expect(await signIn('old')).toEqual({ ok: false, code: 'wrong' });
  });
});
