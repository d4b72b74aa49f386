import type * as contract from '../../shared/contract/accounts';
import type { TextLocale } from '../../shared/i18n/keys';
import type { Called } from './failure';
import { route, type AnswerOf } from './route';
import { changeSettings, settings } from './settings';

type Account = NonNullable<AnswerOf<typeof contract.me>['account']>;
type Spoken = Pick<Account, 'id' | 'locale'>;

/** The language that this phone and an account had in common last: whichever differs from it was changed since. */
const KEY = 'agreedLanguage';

/** Choose the language of chat, mails and messages. */
const setLocale = route<typeof contract.setLocale>({
  method: 'PUT',
  path: '/me/locale',
  access: 'signed-in',
});

/**
 * One person has one language in both channels. What was changed in the chat since is followed here; otherwise the account
 * takes the language of this phone. Whoever comes by an item of the chat for the first time goes on in the language of the
 * conversation, unless they chose another one on this phone.
 */
export async function agreeOnLanguage({ id, locale }: Spoken, comesFromChat = false): Promise<void> {
  const agreed = agreedWith(id);
  const follows = agreed === null ? comesFromChat && !settings().chosen : locale !== agreed;
  if (follows && locale !== settings().locale) changeSettings({ locale });
  if (locale === settings().locale) agree({ id, locale });
  // A failure is no obstacle: the next meeting tries again.
  else await tellAccount(id);
}

/** The assistant answered in another language than before: the person has just chosen it there. */
export function followConversation(locale: TextLocale | null): boolean {
  const kept = keptAgreement();
  if (locale === null || kept === null || locale === kept.locale) return false;
  agree({ ...kept, locale });
  changeSettings({ locale });
  return true;
}

/** The person chooses on this phone; where there is an account, its chat, mails and messages follow. */
export async function chooseLanguage(locale: TextLocale, account: Spoken | null): Promise<Called<unknown>> {
  changeSettings({ locale, chosen: true });
  return account ? tellAccount(account.id) : { ok: true, body: null };
}

async function tellAccount(id: string): Promise<Called<unknown>> {
  const { locale } = settings();
  const saved = await setLocale({ body: { locale } });
  if (saved.ok) agree({ id, locale });
  return saved;
}

function agreedWith(id: string): TextLocale | null {
  const kept = keptAgreement();
  return kept?.id === id ? kept.locale : null;
}

function keptAgreement(): Spoken | null {
  const kept: unknown = wx.getStorageSync(KEY);
  return typeof kept === 'object' && kept !== null ? (kept as Spoken) : null;
}

function agree(spoken: Spoken): void {
  wx.setStorageSync(KEY, spoken);
}
