import { activePhone } from '../support/api-client';
import { createPhoneApp } from '../platform/hands/phone-app';
import { createRegistrant } from '../platform/hands/registrant';
import type { QuestionName } from '../platform/hands/chat-questions';
import type { Play } from './player';

/**
 * Somebody with another phone goes as far as the named question, with the same data except what is named first:
 * `入口` opens the item that the candidate was sent last; `同证件 photo` (own e-mail and mobile), `同邮箱 photo` (the same addresses: it is the same person's other WeChat).
 */
export async function otherPerson(play: Play, said: string): Promise<void> {
  const { stage, registrant } = play;
  const [what = '', until = ''] = said.split(' ');
  if (what === '入口') return opensItem(play);
  const other = stage.platform.candidate({ nickname: '他人' });
  const { particulars } = registrant;
  const own = { email: 'taren@example.org', mobile: '13900139000' };
  const theirs = createRegistrant({
    candidate: other,
    particulars: { ...particulars, ...(what === '同证件' && own) },
    settle: () => stage.settle(),
  });
  await other.entersChat();
  await stage.settle();
  await theirs.goesOnUntil(until as QuestionName);
}

/** Somebody with an account of their own to whom the item was passed on. */
async function opensItem({ stage, candidate, show }: Play): Promise<void> {
  const { candidate: other } = await activePhone(stage);
  const phone = createPhoneApp(other, () => stage.publicUrl);
  const item = candidate
    .messages()
    .flatMap(({ menu }) => menu?.items ?? [])
    .findLast(({ kind }) => kind === 'miniprogram');
  const opened = await phone.opens(item?.pagepath ?? '');
  if (opened.ok) throw new Error('a stranger was let in');
  const [reason] = opened.error.reasons ?? [];
  show(`小程序：${opened.status} ${reason?.message}`);
}
