import type { Called, Failure, PaymentSummary } from '../platform/hands/phone-app';
import { PAGE_ACTS } from './page-acts';
import type { Play } from './player';

/** What the mini program's pages do by the public API; named as a reader would name it. */
const ACTS: Record<string, (play: Play, about: string) => Promise<void>> = {
  打开: async (play) => {
    const opened = await play.phone.opens(newestItem(play));
    if (!opened.ok) return refused(play, opened);
    const { target, again } = opened.body;
    play.opened.subjectCodes = target['subjectCodes'] as string[] | undefined;
    const { open, field } = target as { open: string; field?: string };
    play.show(`小程序：打开 ${[open, field].filter(Boolean).join(' ')}${again ? '（以前打开过）' : ''}`);
  },
  核对: async (play) => {
    const { readBack } = await summaryOf(play);
    const codes = readBack.subjects.map(({ code }) => code).join('、');
    play.show(`小程序：${readBack.name} ${readBack.documentNumber} 科目${codes} ${readBack.amountFen}分`);
  },
  下单: async (play) => {
    const answer = await order(play);
    if (answer.ok) play.show('小程序：等待付款');
  },
  支付: (play) => pay(play, 'success'),
  取消支付: (play) => pay(play, 'cancel'),
  逾期强付: async (play) => {
    const { payParams } = play.opened;
    if (!payParams) throw new Error('no order was opened');
    const paid = await play.candidate.pays(payParams, 'force');
    play.show(`小程序：${paid.errMsg}`);
  },
  核对单号: async (play) => {
    const said = play.candidate.messages().findLast(({ text }) => /NCRE[0-9A-Z]{26}/u.test(text))?.text ?? '';
    if (!said.includes(play.opened.orderId ?? '?')) throw new Error(`another number: ${said}`);
    play.show('小程序：聊天里的商户单号就是这笔订单的单号');
  },
  免费确认: async (play) => {
    const { registration, readBack } = await summaryOf(play);
    const answer = await play.phone.confirmsFree(registration.id, chosen(play, readBack));
    if (!answer.ok) return refused(play, answer);
    play.show('小程序：已确认，免费');
  },
  查询: async (play) => {
    const { registration } = await summaryOf(play);
    const answer = await play.phone.checks(registration.id, play.opened.orderId ?? '');
    if (!answer.ok) return refused(play, answer);
    play.show(`小程序：报名状态 ${answer.body.registration.state}`);
  },
  允许提醒: async (play) => {
    await play.phone.acceptsReminders(play.stage.season.templates.map(({ templateId }) => templateId));
    play.show('小程序：已允许提醒');
  },
};

export function phoneActs(play: Play, said: string): Promise<void> {
  const [name = '', about = ''] = said.split('：');
  const act = ACTS[said] ?? PAGE_ACTS[name];
  if (!act) throw new Error(`the mini program does not know how to ${said}`);
  return act(play, about);
}

async function summaryOf(play: Play): Promise<PaymentSummary> {
  const registration = await play.phone.registration();
  const summary = await play.phone.summary(registration?.id ?? '');
  if (!summary.ok) throw new Error(`the read-back answered ${summary.status}`);
  return summary.body;
}

function chosen(play: Play, readBack: PaymentSummary['readBack']): string[] {
  return play.opened.subjectCodes ?? readBack.subjects.map(({ code }) => code);
}

async function order(play: Play) {
  const { registration, readBack } = await summaryOf(play);
  const answer = await play.phone.orders(registration.id, chosen(play, readBack));
  if (!answer.ok) refused(play, answer);
  else Object.assign(play.opened, { orderId: answer.body.order.id, payParams: answer.body.payParams });
  return answer;
}

async function pay(play: Play, outcome: 'success' | 'cancel'): Promise<void> {
  const answer = await order(play);
  if (!answer.ok) return;
  const paid = await play.candidate.pays(answer.body.payParams, outcome);
  play.show(`小程序：${paid.errMsg}`);
}

function refused(play: Play, answer: Extract<Called<unknown>, { ok: false }>): void {
  const { code, message, reasons = [] }: Failure = answer.error;
  const why = reasons.flatMap((reason) => reason.message ?? []).join(' ');
  play.show(`小程序：${answer.status} ${code} ${why || message}`);
}

function newestItem({ candidate }: Play): string {
  for (const message of candidate.messages().toReversed()) {
    const item = message.menu?.items.find(({ kind }) => kind === 'miniprogram');
    if (item?.pagepath) return item.pagepath;
  }
  throw new Error('the chat has offered no page of the mini program');
}
