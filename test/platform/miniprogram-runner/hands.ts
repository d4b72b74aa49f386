import { formatFen } from '../../../shared/domain/money';
import type { Candidate } from '../hands/candidate';
import type { Platform } from '../platform';
import type { SubscribeAnswer } from '../wechat/subscribe';
import type { RequestPaymentParams } from '../wechatpay/signing';

/** An entry that the mini program put into the phone's calendar. */
export interface CalendarEntry {
  title: string;
  startTime: number;
  endTime?: string;
  description?: string;
  location?: string;
}

/** A card that the person sent to a friend; a tap on it opens the mini program at its path. */
export interface SharedCard {
  title: string;
  path: string;
}

/** One person's phone as the mini program reaches it through WeChat. */
export interface PhoneHands {
  /** Answers what the running mini program asks; throws on what it does not know. */
  answer(name: string, input: unknown): Promise<unknown>;
  calendar: CalendarEntry[];
  clipboard: string[];
  calls: string[];
  shared: SharedCard[];
}

export function phoneHands(platform: Pick<Platform, 'pay'>, candidate: Candidate): PhoneHands {
  const calendar: CalendarEntry[] = [];
  const clipboard: string[] = [];
  const calls: string[] = [];
  const shared: SharedCard[] = [];
  const answers: Record<string, (input: never) => unknown> = {
    login: () => ({ code: candidate.loginCode() }),
    phoneNumberCode: () => ({ code: candidate.phoneCode() }),
    paymentSum: ({ request }: { request: RequestPaymentParams }) => orderShown(platform, request),
    pay: ({ request, outcome }: { request: RequestPaymentParams; outcome: 'success' | 'cancel' }) =>
      candidate.pays(request, outcome),
    async subscribe({ answers: given }: { answers: Record<string, SubscribeAnswer> }) {
      await candidate.answersSubscription(given);
      return {};
    },
    async chat({ url }: { url: string }) {
      await candidate.followsChatLink(url);
      return {};
    },
    calendar: (entry: CalendarEntry) => ({ kept: calendar.push(entry) }),
    clipboard: ({ data }: { data: string }) => ({ kept: clipboard.push(data) }),
    share: (card: SharedCard) => ({ kept: shared.push(card) }),
    call: ({ number }: { number: string }) => ({ kept: calls.push(number) }),
  };
  return {
    calendar,
    clipboard,
    calls,
    shared,
    async answer(name, input) {
      const act = answers[name];
      if (!act) throw new Error(`the phone does not know "${name}"`);
      return act(input as never);
    },
  };
}

/** What WeChat's own sheet shows; it knows the order from the server, not from the mini program. */
function orderShown(
  platform: Pick<Platform, 'pay'>,
  request: RequestPaymentParams,
): { sum: string; what: string } {
  const prepayId = request.package.replace(/^prepay_id=/, '');
  const order = [...platform.pay.orders.values()].find(({ prepayIds }) => prepayIds.has(prepayId));
  return order ? { sum: formatFen(order.totalFen), what: order.description } : { sum: '', what: '' };
}
