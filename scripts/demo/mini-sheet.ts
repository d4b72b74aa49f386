import type { AppCall, Called, PaymentSummary, PhoneApp } from '../../test/platform/hands/phone-app';
import type { LocalText } from '../../shared/domain/season';
import { formatFen } from '../../shared/domain/money';
import type { RequestPaymentParams } from '../../test/platform/wechatpay/signing';
import { questionSheet } from './question-sheet';

export type Words = string | LocalText;

/** What the stand-in of the mini program shows of one page. */
export interface Sheet {
  title: Words;
  lines: { label: Words; value: Words }[];
  checks: { key: string; label: Words; checked: boolean }[];
  notes: Words[];
  buttons: { key: string; label: Words; primary?: boolean }[];
  calls: AppCall[];
  /** Opens WeChat's own sheet with what `wx.requestPayment` takes. */
  pay?: { amountFen: number; params: RequestPaymentParams };
  closes?: boolean;
}

/** One opened page of the mini program, kept between the presses of its buttons. */
export interface MiniPage {
  press(input: { button: string; checks: string[]; result: string }): Promise<Sheet>;
  sheet: Sheet;
}

export const EMPTY = { lines: [], checks: [], notes: [], buttons: [] };
export const CLOSE = { key: 'close', label: { zh: '返回聊天', en: 'Back to the chat' } };

/** Opens an item of the chat: the calls its page makes, and what the page shows. */
export async function openMiniPage(
  app: PhoneApp,
  { pagepath, templateIds }: { pagepath: string; templateIds: string[] },
): Promise<MiniPage> {
  const opened = await app.opens(pagepath);
  const registration = await app.registration();
  const target = opened.ok
    ? opened.body.target
    : { open: pagepath.includes('payment') ? 'payment' : 'question' };
  if (!registration) return fixed(refusalSheet(app, opened));
  if (target['open'] === 'payment') return paymentPage(app, { registrationId: registration.id, templateIds });
  return fixed(await questionSheet(app, { target, registration }));
}

function fixed(sheet: Sheet): MiniPage {
  return { sheet, press: () => Promise.resolve({ ...sheet, closes: true }) };
}

async function paymentPage(
  app: PhoneApp,
  { registrationId, templateIds }: { registrationId: string; templateIds: string[] },
): Promise<MiniPage> {
  let orderId = '';
  async function readBack(): Promise<Sheet> {
    const summary = await app.summary(registrationId);
    return summary.ok ? summarySheet(app, summary.body) : refusalSheet(app, summary);
  }
  async function order(codes: string[]): Promise<Sheet> {
    const summary = await app.summary(registrationId);
    if (
      summary.ok &&
      summary.body.readBack.subjects.every(({ code, feeFen }) => feeFen === 0 || !codes.includes(code))
    ) {
      const confirmed = await app.confirmsFree(registrationId, codes);
      return confirmed.ok ? readBack() : refusalSheet(app, confirmed);
    }
    const opened = await app.orders(registrationId, codes);
    if (!opened.ok) return refusalSheet(app, opened);
    orderId = opened.body.order.id;
    const { amountFen } = opened.body.order;
    return { ...(await readBack()), pay: { amountFen, params: opened.body.payParams } };
  }
  async function done(result: string): Promise<Sheet> {
    // What the phone says proves nothing; the server is asked to look for itself.
    if (result === 'requestPayment:ok') await app.checks(registrationId, orderId);
    return readBack();
  }
  return {
    sheet: await readBack(),
    async press({ button, checks, result }) {
      if (button === 'pay') return order(checks);
      if (button === 'paid') return done(result);
      if (button === 'remind') {
        await app.acceptsReminders(templateIds.slice(0, 3));
        return readBack();
      }
      return { title: '', ...EMPTY, calls: app.calls, closes: true };
    },
  };
}

function summarySheet(app: PhoneApp, { readBack, order, proofs, refunds }: PaymentSummary): Sheet {
  const { subjects } = readBack;
  const paid = proofs.map(({ subjectCodes, amountFen, orderId }) => ({
    label: { zh: `已支付 ${subjectCodes.join('、')}`, en: `Paid: ${subjectCodes.join(', ')}` },
    value: `${formatFen(amountFen)}${orderId ? ` · ${orderId}` : ''}`,
  }));
  const back = refunds.map(({ amountFen, state }) => ({
    label: { zh: '退款', en: 'Refund' },
    value: `${formatFen(amountFen)} · ${state}`,
  }));
  const remind = { key: 'remind', label: { zh: '接收提醒（订阅消息）', en: 'Get reminders' } };
  const payable = subjects.length > 0;
  const pay = { key: 'pay', primary: true, label: payLabel(readBack.amountFen, order !== null) };
  return {
    title: payable ? { zh: '支付前请核对', en: 'Check before you pay' } : paidTitle(paid.length > 0),
    lines: [
      { label: { zh: '姓名', en: 'Name' }, value: readBack.name },
      { label: { zh: '证件号码', en: 'Document' }, value: readBack.documentNumber },
      { label: { zh: '考点', en: 'Site' }, value: readBack.site ?? '—' },
      ...paid,
      ...back,
    ],
    checks: subjects.map(({ code, name, feeFen }) => ({
      key: code,
      label: {
        zh: `${code} ${name.zh} · ${formatFen(feeFen)}`,
        en: `${code} ${name.en} · ${formatFen(feeFen)}`,
      },
      checked: true,
    })),
    notes: payable
      ? [{ zh: '一旦缴费成功，所有信息不能修改。', en: 'Once paid, nothing can be changed.' }]
      : [{ zh: '接下来的事会在聊天里告诉您。', en: 'The chat tells you what comes next.' }],
    buttons: [...(payable ? [pay] : []), remind, CLOSE],
    calls: app.calls,
  };
}

function paidTitle(isPaid: boolean): LocalText {
  return isPaid ? { zh: '✓ 缴费成功', en: '✓ Payment received' } : { zh: '缴费结果', en: 'Payment' };
}

function payLabel(amountFen: number, resumes: boolean): LocalText {
  if (amountFen === 0) return { zh: '确认报名（免费）', en: 'Confirm (free)' };
  return resumes ? { zh: '继续支付', en: 'Resume payment' } : { zh: '去支付', en: 'Pay' };
}

/** Why the page shows nothing: the words of the API. */
function refusalSheet(app: PhoneApp, answer: Called<unknown>): Sheet {
  const error = answer.ok ? undefined : answer.error;
  const reasons = (error?.reasons ?? []).map(({ message, code }) => message ?? code);
  return {
    ...EMPTY,
    title: { zh: '现在不能继续', en: 'Not possible now' },
    notes: [error?.message ?? '', ...reasons].filter(Boolean),
    buttons: [CLOSE],
    calls: app.calls,
  };
}
