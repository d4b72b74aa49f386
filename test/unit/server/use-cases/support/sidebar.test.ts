import { openForCustomer } from '../../../../../server/use-cases/support/open-by-desk';
import type { Handoff } from '../../../../../server/use-cases/ports/chat';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import { withdrawProposal } from '../../../../../server/use-cases/support/end-proposal';
import { proposeChange } from '../../../../../server/use-cases/support/propose-change';
import { showSidebar } from '../../../../../server/use-cases/support/show-sidebar';
import { conflictMobileHash } from '../../../../../server/use-cases/staff/staff-hashes';
import { wordsForChat, type Wanted } from '../../../../../server/use-cases/support/words-for-chat';
import { NOW } from '../../../../support/situations';
import { deskCase, SERVICER, type DeskCase } from '../../../../support/desk-case';

const WM = 'wm-of-the-chat';
const REVIEWER: StaffMember = { ...SERVICER, id: 'staff-2', userid: 'reviewer', roles: ['reviewer'] };

let desk: DeskCase;
beforeEach(async () => {
  desk = await deskCase();
  await desk.context.unitOfWork.run(async (tx) => {
    await tx.staff.replaceAll([SERVICER, REVIEWER]);
    await tx.chats.insert({
      ...{
        externalUserId: WM,
        openKfId: 'wk',
        accountId: desk.account.id,
        lastCustomerAt: NOW,
        sentSince: 0,
      },
      ...{ serviceState: 3, servicerUserid: 'KEFU', version: 1 },
    });
  });
});
afterEach(() => desk.close());

const change = (changes: {
  serviceState?: 1 | 2 | 3 | 4;
  servicerUserid?: string | null;
  lastCustomerAt?: number;
}) =>
  desk.context.unitOfWork.run(async (tx) => {
    await tx.chats.save({ ...(await tx.chats.find(WM))!, ...changes });
  });
const closed = () =>
  desk.context.unitOfWork.run(async (tx) => {
    const handoff = (await tx.handoffs.openOf(desk.account.id)) as Handoff;
    await tx.handoffs.save({ ...handoff, state: 'closed', closedAt: NOW, outcome: 'solved' });
  });
const ownMobile = () =>
  desk.context.unitOfWork.run(async (tx) => {
    await tx.accounts.save({ ...(await tx.accounts.find(desk.account.id))!, mobile: '13800138000' });
  });
const own = (): StaffMember => ({
  ...SERVICER,
  mobileHash: conflictMobileHash(desk.context.hash, '13800138000'),
});
const show = (externalUserId = WM, member = SERVICER) =>
  showSidebar(desk.context, { externalUserId, member, locale: 'zh-CN' });
const linkContext = () => ({
  ...desk.context,
  addresses: { publicUrl: 'https://ncre.test' },
  wechat: { generateUrlLink: () => Promise.resolve('https://wxaurl.test/1') },
});
const words = (wanted: Wanted, { sure = false, member = SERVICER } = {}) =>
  wordsForChat(linkContext(), { externalUserId: WM, member, wanted, sure });
const actions = async () =>
  (await desk.context.unitOfWork.read((tx) => tx.audit.list({ limit: 20, beforeSeq: null }))).map(
    ({ action }) => action,
  );

describe('showSidebar', () => {
  it('shows the conversation of whoever is in the chat, masked, and keeps the look on record (PR8, PR10)', async () => {
    const shown = await show();
    if (shown.kind !== 'conversation') throw new Error(shown.kind);
    const { sheet } = shown;
    expect(sheet).toMatchObject({ handoff: { id: desk.handoffId }, chat: { closed: null } });
    expect(JSON.stringify(sheet)).not.toContain(desk.registration.answers.documentNumber);
    expect(JSON.stringify(sheet)).not.toContain(desk.registration.answers.name);
    expect(sheet.answers.find(({ id }) => id === 'greeting')?.filled).toMatchObject({ ok: true });
    expect(sheet.pages).toEqual(expect.arrayContaining(['photo', 'name']));
    expect(await actions()).toContain('handoff.viewed');
  });

  it.each([
    ['served_by_other', { servicerUserid: 'colleague' }],
    ['not_in_wecom', { serviceState: 1, servicerUserid: null }],
    ['window_over', { lastCustomerAt: NOW - 49 * 3_600_000 }],
  ] as const)('says before anything is pressed that the chat takes no words: %s', async (why, changes) => {
    await change(changes);
    expect(await show()).toMatchObject({ sheet: { chat: { closed: why } } });
  });

  it('knows somebody whose conversation has ended, and offers to open one', async () => {
    await closed();
    expect(await show()).toMatchObject({
      kind: 'quiet',
      state: 'ready',
      person: expect.stringContaining('*'),
    });
    expect(await actions()).toContain('customer.viewed');
    const opened = await openForCustomer(desk.context, { externalUserId: WM, member: SERVICER });
    expect(opened).toMatchObject({ state: 'ticket', trigger: 'staff' });
    expect(await openForCustomer(desk.context, { externalUserId: WM, member: SERVICER })).toEqual(opened);
    expect(await show()).toMatchObject({ kind: 'conversation' });
  });

  it('tells of nobody to whom the desk is closed, of no stranger, and of no one who is the member (PR8)', async () => {
    expect(await show(WM, REVIEWER)).toEqual({ kind: 'absent' });
    expect(await show('wm-unknown')).toEqual({ kind: 'absent' });
    await ownMobile();
    expect(await show(WM, own())).toEqual({ kind: 'own' });
    expect(await openForCustomer(desk.context, { externalUserId: WM, member: own() })).toBeNull();
    expect(await openForCustomer(desk.context, { externalUserId: WM, member: REVIEWER })).toBeNull();
  });
});

describe('wordsForChat', () => {
  it('gives a prepared answer filled, and none that lacks a value', async () => {
    const where = await words({ answerId: 'where_you_are' });
    expect(where).toMatchObject({
      ok: true,
      text: expect.stringMatching(/^您的报名现在是：.+。最近的截止时间：.+。$/),
    });
    expect(JSON.stringify(where)).not.toContain('{{');
    expect(await words({ answerId: 'why_rejected' })).toMatchObject({ ok: false, why: 'lacking' });
    expect(await words({ answerId: 'no-such-answer' })).toEqual({ ok: false, why: 'absent' });
  });

  it('gives the sentence around a link to one page, in the candidate’s language', async () => {
    expect(await words({ page: 'photo' })).toMatchObject({
      ok: true,
      text: expect.stringContaining('https://wxaurl.test/1'),
    });
    expect(await actions()).toContain('link.made');
  });

  it('gives the link by which the candidate confirms the correction that waits, and none once it is over', async () => {
    expect(await words({ proposal: 'open' })).toEqual({ ok: false, why: 'absent' });
    expect(await show()).toMatchObject({ sheet: { proposed: null } });
    const proposing = { handoffId: desk.handoffId, member: SERVICER, answers: { occupation: 'teacher' } };
    const sent = await proposeChange(desk.context, {
      ...proposing,
      reason: '职业和学生证不一致',
      send: true,
    });
    if (sent.kind !== 'sent') throw new Error(sent.kind);
    expect(await show()).toMatchObject({ sheet: { proposed: ['occupation'] } });
    expect(await words({ proposal: 'open' })).toMatchObject({
      ok: true,
      text: expect.stringMatching(/https:\/\/ncre\.test\/pages\/proposal\?t=[\w-]{43}$/),
    });
    const { id: proposalId } = sent.proposal;
    await withdrawProposal(desk.context, { handoffId: desk.handoffId, proposalId, member: SERVICER });
    expect(await words({ proposal: 'open' })).toEqual({ ok: false, why: 'absent' });
    expect(await show()).toMatchObject({ sheet: { proposed: null } });
  });

  it.each([
    ['empty', '  '],
    ['too_long', '长'.repeat(700)],
    ['placeholder_left', '请在{{deadline}}之前提交'],
    ['personal', '您的号码是13800138000'],
  ])('refuses words that are %s', async (why, text) => {
    expect(await words({ text })).toEqual({ ok: false, why });
  });

  it('gives personal numbers on the second asking, never an open placeholder', async () => {
    const text = '您的号码是13800138000';
    expect(await words({ text }, { sure: true })).toEqual({ ok: true, text });
    expect(await words({ text: '{{name}}' }, { sure: true })).toMatchObject({ why: 'placeholder_left' });
  });

  it('gives nothing where the chat takes no words of this member, or is none of their business', async () => {
    expect(await words({ text: '您好' }, { member: REVIEWER })).toEqual({ ok: false, why: 'absent' });
    await change({ servicerUserid: 'colleague' });
    expect(await words({ text: '您好' })).toEqual({ ok: false, why: 'closed', closed: 'served_by_other' });
    await ownMobile();
    expect(await words({ text: '您好' }, { member: own() })).toEqual({ ok: false, why: 'own' });
    await closed();
    expect(await words({ text: '您好' })).toEqual({ ok: false, why: 'absent' });
  });

  it('keeps nothing of its own: what was sent comes back from the platform', async () => {
    await words({ text: '您好' });
    expect(await desk.context.unitOfWork.read((tx) => tx.transcripts.lastOf(desk.account.id, 9))).toEqual([]);
  });
});
