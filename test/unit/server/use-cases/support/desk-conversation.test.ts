import { callSupport, type SupportContext } from '../../../../../server/use-cases/support/call-support';
import { closeFromDesk } from '../../../../../server/use-cases/support/close-from-desk';
import {
  deskConversation,
  isOwnConversation,
} from '../../../../../server/use-cases/support/desk-conversation';
import type { MoveContext } from '../../../../../server/use-cases/support/move-conversation';
import { noteOnConversation } from '../../../../../server/use-cases/support/note-on-conversation';
import {
  transferOrRelease,
  type TransferContext,
} from '../../../../../server/use-cases/support/transfer-or-release';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import { showConversation } from '../../../../../server/use-cases/support/show-conversation';
import { conflictDocumentHash, conflictMobileHash } from '../../../../../server/use-cases/staff/staff-hashes';
import { takeFromDesk } from '../../../../../server/use-cases/support/take-from-desk';
import { transferHandoff } from '../../../../../server/use-cases/support/transfer-handoff';
import { writeToCandidate } from '../../../../../server/use-cases/support/write-to-candidate';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';
import { fakeConversation, supporter } from '../../../../support/desk';
import { deskCase, type DeskCase } from '../../../../support/desk-case';
import { COMPLETE } from '../../../../support/situations';

describe('deskConversation', () => {
  let desk: DeskCase;
  let context: MoveContext;
  let own: StaffMember;
  const other = supporter('mei');
  beforeEach(async () => {
    desk = await deskCase();
    context = { ...desk.context, kf: fakeConversation(0).kf as MoveContext['kf'] };
    own = supporter('wei', { mobileHash: conflictMobileHash(desk.context.hash, String(COMPLETE.mobile)) });
    await context.unitOfWork.run((tx) => tx.staff.replaceAll([own, other]));
  });
  afterEach(() => desk.close());

  const find = (member: StaffMember) =>
    context.unitOfWork.read((tx) => deskConversation(tx, context, { handoffId: desk.handoffId, member }));
  const present = () => context.unitOfWork.read((tx) => tx.handoffs.find(desk.handoffId));

  it('is absent for who is not of the desk, and one’s own for the candidate, by document or mobile', async () => {
    const number = String(COMPLETE.documentNumber);
    const type = COMPLETE.documentType ?? 'resident_id';
    const byDocument = { documentHash: conflictDocumentHash(context.hash, { type, number }) };
    expect(await find(supporter('lin', { roles: ['reviewer'] }))).toBe('absent');
    expect(await find(own)).toBe('own');
    expect(await find(supporter('lin', byDocument))).toBe('own');
    expect(await find(other)).toMatchObject({ id: desk.handoffId });
  });

  it('lets no member open or work on it (domain.md 2)', async () => {
    const { handoffId } = desk;
    const asked = { handoffId, member: own };
    const writing = { ...asked, text: '您好', road: 'mail', mark: 'mark-1', sure: false } as const;
    expect(await showConversation(context, { ...asked, locale: 'zh-CN', before: null })).toBe('own');
    expect(await noteOnConversation(context, { ...asked, text: '已查', mark: 'note-1' })).toBe('own');
    expect(await writeToCandidate(context, writing)).toMatchObject({ ok: false, why: 'own' });
    expect(await takeFromDesk(context, asked)).toMatchObject({ ok: false, why: 'own' });
    expect(await closeFromDesk(context, { ...asked, outcome: 'solved' })).toMatchObject({ why: 'own' });
    expect(await present()).toMatchObject({ state: 'queued', ownerStaffId: null });
  });

  it('goes to no such colleague, by an owner’s hand or where an owner is gone', async () => {
    const { handoffId } = desk;
    expect(await takeFromDesk(context, { handoffId, member: other })).toMatchObject({ ok: true });
    const passed = await transferHandoff(context, { handoffId, from: other, toStaffId: own.id });
    expect(passed).toMatchObject({ ok: false, why: 'recipient_away' });
    const addresses = { publicUrl: 'https://exam.example', miniProgramAppId: 'wx1' };
    await context.unitOfWork.run((tx) => tx.staff.replaceAll([own, other, supporter('zoe')]));
    const handoff = await present();
    if (handoff)
      await transferOrRelease({ ...context, addresses } as TransferContext, {
        handoff,
        reason: 'owner_idle',
      });
    expect((await present())?.ownerStaffId).toBe('zoe');
  });
});

describe('showConversation', () => {
  it('shows nothing, and has no look on record, where nothing is new since the last one (PR10)', async () => {
    const desk = await deskCase();
    const { context, handoffId } = desk;
    const member = supporter('mei');
    await context.unitOfWork.run((tx) => tx.staff.replaceAll([member]));
    const look = async (seenMark: string | null) => {
      const asked = { handoffId, member, locale: 'zh-CN', before: null, seenMark } as const;
      const shown = await showConversation(context, asked);
      return typeof shown === 'string' ? shown : shown.mark;
    };
    const rows = { action: 'handoff.viewed', beforeSeq: null, limit: 9 };
    const looks = async () => (await context.unitOfWork.read((tx) => tx.audit.list(rows))).length;
    const first = await look(null);
    expect(await look(first)).toBe('seen');
    expect(await looks()).toBe(1);
    await noteOnConversation(context, { handoffId, member, text: '已查', mark: 'note-1' });
    const second = await look(first);
    expect(second).not.toBe(first);
    expect(await look(second)).toBe('seen');
    expect(await looks()).toBe(2);
    await desk.close();
  });
});

describe('isOwnConversation', () => {
  let world: AccountWorld;
  beforeEach(async () => {
    world = await accountWorld();
  });
  afterEach(() => world.close());

  it('knows the member by the mobile of an account without a registration', async () => {
    const account = await world.passport({ mobile: '13800138009' });
    const isOwn = (mobile: string) =>
      world.read((tx) => {
        const member = supporter('wei', { mobileHash: conflictMobileHash(world.context.hash, mobile) });
        return isOwnConversation(tx, world.context, { member, handoff: { accountId: account.id } });
      });
    expect(await isOwn('13800138009')).toBe(true);
    expect(await isOwn('13800138008')).toBe(false);
  });
});

describe('callSupport', () => {
  let desk: DeskCase;
  beforeEach(async () => {
    desk = await deskCase();
  });
  afterEach(() => desk.close());

  it('calls nobody about themselves', async () => {
    const mobileHash = conflictMobileHash(desk.context.hash, String(COMPLETE.mobile));
    await desk.context.unitOfWork.run((tx) =>
      tx.staff.replaceAll([supporter('wei', { mobileHash }), supporter('mei')]),
    );
    const told: string[] = [];
    const messageSend = async ({ toUsers }: { toUsers: string[] }) => {
      told.push(...toUsers);
      return { reached: toUsers, responseCode: null };
    };
    const context = {
      ...desk.context,
      limiter: { take: () => Promise.resolve({ ok: true }) },
      kf: {},
      wecom: { messageSend },
      addresses: { publicUrl: 'https://exam.example', miniProgramAppId: 'wx1' },
    } as unknown as SupportContext;
    await callSupport(context, { outboxId: 'row-1', handoffId: desk.handoffId });
    expect(told).toEqual(['userid-mei']);
  });
});
