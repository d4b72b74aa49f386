import type { AccountKey } from '../../../shared/i18n/phone/account/zh-CN';
import { confirmPhone, confirmProof, passwordSignIn, requestProof } from '../../services/accounts';
import { serverNow } from '../../services/clock';
import type { Called, Failure } from '../../services/failure';
import { fieldFailure } from '../../services/failure-words';
import { goHome } from '../../services/navigation';
import { goNext } from '../../services/next-step';
import type { PageHandle } from '../../services/page';
import { readRegistration, startRegistration } from '../../services/registrations';
import { rememberSignedOut, type Account } from '../../services/session';
import { factsOf, type AccountFacts } from './stages';
import { phoneTrouble, viaOf } from './view-model';

export type AccountPage = PageHandle<AccountFacts, AccountKey>;
export interface PhoneDetail {
  code?: string;
  errMsg?: string;
  errno?: number;
}

/** The main act of the stage. */
export async function act(page: AccountPage): Promise<void> {
  switch (page.facts.stage) {
    case 'address':
      return send(page, null);
    case 'code':
      return confirm(page);
    case 'password':
      return enter(page);
    case 'signed_out':
      rememberSignedOut(false);
      return page.reload();
    default:
      return goOn(page);
  }
}

/** The code goes to the address; the answer is the same whether it is known or not (PR21). */
export async function send(page: AccountPage, news: AccountKey | null): Promise<void> {
  const { facts, words } = page;
  const { via, typed } = facts;
  const value = typed.address.trim();
  if (value === '') return page.show({ ...facts, error: words.t('account.address.missing') });
  const sent = await requestProof({ body: { via, value } });
  if (!sent.ok) return refuse(page, sent.failure);
  const kept = { ...typed, address: value, code: '' };
  page.show({ ...facts, stage: 'code', typed: kept, sentAt: serverNow(), error: '', news });
}

/** WeChat's own number; without one the typed number is the other way. */
export async function takeNumber(page: AccountPage, detail: PhoneDetail): Promise<void> {
  if (!detail.code) {
    const news = phoneTrouble(detail);
    const stage = news === 'account.phone.failed' ? 'phone' : 'address';
    return page.show({ ...page.facts, stage, via: 'mobile', error: '', news });
  }
  proven(page, await confirmPhone({ body: { code: detail.code } }));
}

async function confirm(page: AccountPage): Promise<void> {
  const { facts, words } = page;
  const { via, typed } = facts;
  if (!/^\d{6}$/.test(typed.code)) return page.show({ ...facts, error: words.t('account.code.missing') });
  proven(page, await confirmProof({ body: { via, code: typed.code } }));
}

/** Registering and logging in are one act: the server tells which one it was (S4, S7). */
function proven(page: AccountPage, called: Called<{ kind: 'verified' | 'joined'; account: Account }>): void {
  if (!called.ok) return refuse(page, called.failure);
  const { kind, account } = called.body;
  if (kind === 'joined') return page.show(factsOf(account, 'account.news.joined'));
  const half = account.mobileVerified ? 'account.news.verified_mobile' : 'account.news.verified_email';
  page.show(factsOf(account, account.state === 'active' ? null : half));
}

async function enter(page: AccountPage): Promise<void> {
  const { facts, words } = page;
  const { address, password } = facts.typed;
  const value = address.trim();
  if (value === '' || password === '')
    return page.show({ ...facts, error: words.t('account.password.missing') });
  const signed = await passwordSignIn({ body: { via: viaOf(value), value, password } });
  if (signed.ok) page.show(factsOf(signed.body.account, 'account.news.joined'));
  else refuse(page, signed.failure);
}

/** To the registration or the sitting that was chosen before; home without either. */
async function goOn(page: AccountPage): Promise<void> {
  const { season: seasonId, registration: registrationId } = page.query;
  if (registrationId) {
    const read = await readRegistration({ params: { registrationId } });
    return read.ok ? goNext(read.body.registration) : page.tell(read.failure);
  }
  if (!seasonId) return goHome();
  const started = await startRegistration({ body: { seasonId } });
  if (started.ok) goNext(started.body.registration);
  else page.tell(started.failure);
}

/** What the server found wrong stands beside the input, which keeps what was typed. */
function refuse(page: AccountPage, failure: Failure): void {
  const said = failure.reasons.flatMap(({ message }) => message ?? [])[0];
  const error = fieldFailure(failure, page.facts.via) ?? said ?? null;
  if (error === null) page.tell(failure);
  else page.show({ ...page.facts, error, news: null });
}
