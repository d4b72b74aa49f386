import { conflictDocumentHash } from '../../server/use-cases/staff/staff-hashes';
import type { StaffMember } from '../../server/use-cases/ports/review';
import type { State } from '../../shared/domain/lifecycle';
import { CANDIDATE, PLATFORM, REJECT, reviewerOf, reviewLife, type ReviewLife } from './review-life';
import { OTHER_SITE } from './season';
import { COMPLETE } from './situations';

/** Two reviewers and the lead of the site, now as then. */
export const [FIRST, SECOND] = [reviewerOf('first'), reviewerOf('second')];
export const LEAD = reviewerOf('lead', { roles: ['lead'] });
/** Had cards as everybody; see `staffChanges`. */
export const [LEFT, MOVED, SELF] = [reviewerOf('left'), reviewerOf('moved'), reviewerOf('self')];
export const EVERYBODY = [FIRST, SECOND, LEAD, LEFT, MOVED, SELF];
const BOTH = ['65', '15'];
const AGAIN = '已重新进入审核，请用新的卡片';

/** One way to a state, after four rounds of review. `says`: what the answer names; null where nobody there may know. */
export interface Later {
  way: string;
  live(life: ReviewLife): Promise<void>;
  says: string[] | null;
}

const approve = (life: ReviewLife) => life.decides(SECOND, { kind: 'approve' });
const reject = (life: ReviewLife) => life.decides(SECOND, REJECT);
const order = async (life: ReviewLife) => {
  await approve(life);
  const patch = { openOrderId: 'order-1' };
  await life.does('open_order', CANDIDATE, { request: { subjectCodes: BOTH }, patch });
};
const pay = async (life: ReviewLife, subjectCodes: string[]) => {
  await order(life);
  await life.does('apply_payment', PLATFORM, { request: { subjectCodes }, patch: { openOrderId: null } });
};
const remove = (life: ReviewLife) => life.does('delete', CANDIDATE, { request: { reasonGiven: true } });
const BY_SECOND = [SECOND.name];
/** The decision before the one that was taken back. */
const BY_FIRST_BEFORE = ['审核不通过', FIRST.name];

/** Every state that there is: a new one needs a row. */
export const LATER: Record<State, Later[]> = {
  draft: [
    { way: 'out of reach', live: (life) => life.standsIn({ state: 'draft' }), says: ['考生已重新填写'] },
  ],
  saved: [{ way: 'out of reach', live: (life) => life.standsIn({ state: 'saved' }), says: ['正在修改'] }],
  ready: [
    {
      way: 'at another site',
      live: async (life) => {
        await reject(life);
        const changeSet = { ...(await life.find()).answers, siteCode: OTHER_SITE };
        await life.does('edit', CANDIDATE, { patch: { changeSet } });
        await life.does('apply_changes', CANDIDATE, { request: { promised: true, movesSite: true } });
      },
      says: null,
    },
  ],
  pending: [
    { way: 'taken back', live: async () => {}, says: [AGAIN, ...BY_FIRST_BEFORE] },
    {
      way: 'submitted once more',
      live: async (life) => {
        await reject(life);
        await life.submits();
      },
      says: [AGAIN, '审核不通过', ...BY_SECOND],
    },
  ],
  rejected: [
    { way: 'rejected', live: reject, says: ['审核不通过', ...BY_SECOND] },
    {
      way: 'being edited',
      live: async (life) => {
        await reject(life);
        const { answers } = await life.find();
        await life.does('edit', CANDIDATE, { patch: { changeSet: { ...answers, name: '王晓' } } });
      },
      says: ['审核不通过', ...BY_SECOND],
    },
  ],
  approved: [{ way: 'approved', live: approve, says: ['审核通过', ...BY_SECOND] }],
  paying: [{ way: 'paying', live: order, says: ['审核通过，考生正在缴费', ...BY_SECOND] }],
  part_paid: [
    { way: 'for one subject', live: (life) => pay(life, ['65']), says: ['已缴部分科目', ...BY_SECOND] },
  ],
  paid: [{ way: 'paid', live: (life) => pay(life, BOTH), says: ['审核通过，已缴费', ...BY_SECOND] }],
  deleted: [
    { way: 'while it waited', live: remove, says: ['考生已删除报名', ...BY_FIRST_BEFORE] },
    {
      way: 'after approval',
      live: async (life) => {
        await approve(life);
        await remove(life);
      },
      says: ['考生已删除报名', '审核通过', ...BY_SECOND],
    },
    { way: 'erased', live: (life) => life.erases(), says: null },
  ],
  expired: [
    {
      way: 'while it waited',
      live: (life) => life.ends(life.season.paymentEndsAt),
      says: ['报名已过期', ...BY_FIRST_BEFORE],
    },
    {
      way: 'after a rejection',
      live: async (life) => {
        await reject(life);
        await life.ends(life.season.paymentEndsAt);
      },
      says: ['报名已过期', '审核不通过', ...BY_SECOND],
    },
  ],
};

/** Rejected twice, once with a change between, approved, and taken back: cards of four rounds and two revisions. */
export async function fourRounds(): Promise<ReviewLife> {
  const life = await reviewLife(EVERYBODY);
  await life.submits();
  await life.decides(SECOND, REJECT);
  await life.submits();
  await life.decides(FIRST, REJECT);
  await life.submits({ name: '王晓明' });
  await life.decides(FIRST, { kind: 'approve' });
  await life.takesBack(LEAD);
  return life;
}

/** One left, one is at another site now, and one turned out to be the candidate. */
export async function staffChanges(life: ReviewLife): Promise<void> {
  const { documentType: type = 'resident_id', documentNumber: number = '' } = COMPLETE;
  const documentHash = conflictDocumentHash(life.context.hash, { type, number });
  const moved: StaffMember = { ...MOVED, siteCodes: ['359999'] };
  await life.staffed([FIRST, SECOND, LEAD, moved, { ...SELF, documentHash }]);
}
