import type { PhoneApp } from '../../platform/hands/phone-app';
import { until } from '../../support/until';
import type { Walker, WalkOptions } from './walker';

/** Pays whatever the read-back lists, in one order, or in one for each subject. */
export async function paysAll(walker: Walker, options: WalkOptions): Promise<void> {
  const { app, script, candidate } = walker;
  const registrationId = await opensFromChat(walker, options);
  for (;;) {
    const codes = await unpaid(app, { registrationId, options });
    const wanted = script.paysOneByOne ? codes.slice(0, 1) : codes;
    if (wanted.length === 0) return;
    const { order, payParams } = await insists(options, () => app.orders(registrationId, wanted));
    const { errMsg } = await candidate.pays(payParams);
    if (errMsg !== 'requestPayment:ok' && !errMsg.includes('已支付')) throw new Error(errMsg);
    await insists(options, () => app.checks(registrationId, order.id));
    await until(
      `the payment of ${wanted.join()} is known`,
      async () => {
        const left = await unpaid(app, { registrationId, options });
        return wanted.every((code) => !left.includes(code));
      },
      { withinMs: options.patienceMs, everyMs: 200 },
    );
  }
}

/** A subject without fee is confirmed, not paid; a person presses once, and again only when no answer came. */
export async function confirmsFree({ registrant }: Walker): Promise<void> {
  await registrant.chooses('confirm_free', '确认报名');
}

async function opensFromChat({ app, candidate }: Walker, options: WalkOptions): Promise<string> {
  const item = candidate
    .messages()
    .toReversed()
    .flatMap(({ menu }) => menu?.items ?? [])
    .find(({ kind }) => kind === 'miniprogram');
  if (!item?.pagepath) throw new Error('no item of the mini program has arrived');
  await insists(options, () => app.opens(item.pagepath ?? ''));
  return until('the mini program shows the registration', async () => (await app.registration())?.id, {
    withinMs: options.patienceMs,
    everyMs: 200,
  });
}

async function unpaid(
  app: PhoneApp,
  { registrationId, options }: { registrationId: string; options: WalkOptions },
): Promise<string[]> {
  const { readBack } = await insists(options, () => app.summary(registrationId));
  return readBack.subjects.map(({ code }) => code);
}

type Answered<T> =
  { ok: true; body: T } | { ok: false; status: number; error: { code: string; retryable: boolean } };

/** Does it again while the answer is that it may be tried again, as a person presses once more. */
export async function insists<T>(
  { patienceMs }: Pick<WalkOptions, 'patienceMs'>,
  act: () => Promise<Answered<T>>,
): Promise<T> {
  let last = '';
  return until(
    () => `the mini program is answered, not ${last}`,
    async (): Promise<NonNullable<T> | undefined> => {
      const answer = await act();
      if (answer.ok) return answer.body ?? undefined;
      last = `${answer.status} ${answer.error.code}`;
      if (!answer.error.retryable && answer.status !== 409) throw new Error(last);
      return undefined;
    },
    { withinMs: patienceMs, everyMs: 300 },
  );
}
