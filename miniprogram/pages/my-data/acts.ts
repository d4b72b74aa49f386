import type { MyDataKey } from '../../../shared/i18n/phone/my-data/zh-CN';
import { me } from '../../services/accounts';
import type { Failure } from '../../services/failure';
import { goHome, openPage } from '../../services/navigation';
import {
  deleteAccount,
  exportOwnData,
  requestIdentityProof,
  type IdentityProof,
} from '../../services/own-data';
import type { PageHandle } from '../../services/page';
import { privacyTrouble } from '../../services/privacy';
import { newIdempotencyKey } from '../../services/route';
import { dropSession, rememberSignedOut } from '../../services/session';
import type { MyDataFacts, Via, Wish } from './stages';

export type MyDataPage = PageHandle<MyDataFacts, MyDataKey>;

/** A row of a card. */
export function open({ facts, show }: MyDataPage, key: string): void {
  const query = { registration: facts.registration?.id ?? '' };
  if (key === 'export') return show({ ...facts, ...asked('export', facts) });
  if (key === 'account') return show({ ...facts, stage: 'delete', wish: 'delete', error: '' });
  if (key === 'check') return openPage({ page: 'check', query });
  if (key === 'registration') return openPage({ page: 'deletion', query });
  openPage({ page: 'consent', query: { ...query, notice: key } });
}

/** The main act of the stage. */
export async function act(page: MyDataPage): Promise<void> {
  const { facts, words, show } = page;
  switch (facts.stage) {
    case 'delete':
      if (facts.reason === '') return show({ ...facts, error: words.t('my-data.reason.missing') });
      if (provesNothing(facts)) return carryOut(page, null);
      return show({ ...facts, ...asked('delete', facts) });
    case 'code':
      if (!/^\d{6}$/.test(facts.typed)) return show({ ...facts, error: words.t('my-data.code.missing') });
      return carryOut(page, { via: facts.via, code: facts.typed });
    case 'password':
      if (facts.typed === '') return show({ ...facts, error: words.t('my-data.password.missing') });
      return carryOut(page, { password: facts.typed });
    case 'exported':
      return copy(page);
    default:
      return goHome();
  }
}

/** Beside it: back to where nothing has happened yet. */
export function second({ facts, show }: MyDataPage): void {
  show({ ...facts, stage: 'start', typed: '', error: '', exported: null, copy: '' });
}

/** A way to prove who it is. */
export async function prove(page: MyDataPage, way: Via | 'password' | 'prove'): Promise<void> {
  const { facts, show } = page;
  if (way === 'password' || way === 'prove') return show({ ...facts, stage: way, typed: '', error: '' });
  const sent = await requestIdentityProof({ body: { via: way } });
  if (!sent.ok) return refuse(page, sent.failure);
  show({ ...facts, stage: 'code', via: way, typed: '', error: '' });
}

function asked(wish: Wish, facts: MyDataFacts): Pick<MyDataFacts, 'stage' | 'wish' | 'typed' | 'error'> {
  return { stage: 'prove', wish: provesNothing(facts) ? facts.wish : wish, typed: '', error: '' };
}

/** Nothing but this WeChat is known of the person yet. */
function provesNothing({ account }: MyDataFacts): boolean {
  return !account?.emailVerified && !account?.mobileVerified && !account?.hasPassword;
}

async function carryOut(page: MyDataPage, proof: IdentityProof): Promise<void> {
  const { facts, show } = page;
  if (facts.wish === 'delete') return remove(page, proof);
  const made = await exportOwnData({ body: { proof } });
  if (!made.ok) return refuse(page, made.failure);
  show({ ...facts, stage: 'exported', exported: made.body, typed: '', error: '', copy: '' });
}

async function remove(page: MyDataPage, proof: IdentityProof): Promise<void> {
  const { facts, show } = page;
  const { reason, key } = facts;
  if (reason === '') return;
  const done = await deleteAccount({ body: { proof, reason }, idempotencyKey: key });
  if (!done.ok && !(await isGone(done.failure))) {
    // What the server refused is answered under its key for good: the next try is another act.
    const next = done.failure.kind === 'server' ? { ...facts, key: newIdempotencyKey() } : facts;
    return refuse({ ...page, facts: next }, done.failure);
  }
  dropSession();
  rememberSignedOut(true);
  show({ ...facts, stage: 'deleted', account: null, typed: '', error: '' });
}

/** The answer may have been lost on its way: nobody is behind this WeChat any more. */
async function isGone({ nothingHappened, code }: Failure): Promise<boolean> {
  if (nothingHappened && code !== 'NOT_FOUND') return false;
  const known = await me({});
  return known.ok && known.body.account === null;
}

/** Without the clipboard the address is copied by hand: it can be selected. */
async function copy({ facts, show, words }: MyDataPage): Promise<void> {
  try {
    await wx.setClipboardData({ data: facts.exported?.url ?? '' });
    show({ ...facts, copy: 'copied' });
    void wx.showToast({ title: words.t('my-data.exported.copied'), icon: 'success' });
  } catch (failure) {
    const trouble = privacyTrouble(failure as { errno?: number; errMsg?: string });
    show({ ...facts, copy: trouble === 'refused' ? 'by_hand.privacy' : 'by_hand' });
  }
}

/** The server's sentence stands beside what was typed. */
function refuse(page: MyDataPage, failure: Failure): void {
  const [text] = [...failure.fields, ...failure.reasons].flatMap(({ message }) => message ?? []);
  page.show({ ...page.facts, error: text ?? '' });
  if (text === undefined) page.tell(failure);
}
