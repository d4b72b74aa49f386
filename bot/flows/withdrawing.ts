import { noticeOf, type NoticeId } from '../../shared/domain/season';
import { textNote, type Move, type Option, type Question, type View } from '../engine/flow';
import { hasTicked } from './facts';

/** Consents that can be taken back, the wider one first (PR1). */
const CONSENTS: readonly NoticeId[] = ['general_consent', 'sensitive_consent'];

export function withdrawable(view: View): NoticeId[] {
  return CONSENTS.filter((id) => hasTicked(view, id));
}

/** 撤回同意: as easy as giving it; what it leads to is said before the confirmation. */
export function startWithdrawing(view: View): Move {
  if (withdrawable(view).length === 0) return { notes: [textNote('withdraw.nothing')] };
  return { session: { confirming: { act: 'withdraw', reason: null }, editing: null } };
}

export function askWithdraw(view: View): Question {
  return {
    head: view.say('withdraw.ask'),
    options: withdrawable(view).map((id) => withdrawOption(id, view)),
    more: [
      {
        key: 'no',
        label: view.say('confirm.no'),
        words: ['取消', '否', '不', '不要', '先不', '算了', '不撤回', 'no', 'cancel'],
        move: () => ({ session: { confirming: null }, notes: [textNote('confirm.nothing_changed')] }),
      },
    ],
  };
}

function withdrawOption(noticeId: NoticeId, view: View): Option {
  const notice = view.season ? noticeOf(view.season, noticeId) : undefined;
  const title = notice ? view.local(notice.title) : '';
  return {
    key: `withdraw.${noticeId}`,
    label: view.say('withdraw.one', { title }),
    explicit: true,
    move: () => ({ act: { kind: 'withdraw_consent', noticeId }, session: { confirming: null } }),
  };
}
