import { passwordEn } from '../../../shared/i18n/phone/password/en';
import { passwordZhCn, type PasswordKey } from '../../../shared/i18n/phone/password/zh-CN';
import { me, recoverPassword, requestProof, setPassword } from '../../services/accounts';
import type { Called, Failure } from '../../services/failure';
import { goBack } from '../../services/navigation';
import { definePage, type DataEvent, type Outlook, type PageHandle } from '../../services/page';
import { maySignInSilently, rememberSignedOut } from '../../services/session';
import {
  missingOf,
  NOTHING_TYPED,
  passwordView,
  viaOf,
  type FieldName,
  type PasswordFacts,
} from './view-model';

type PasswordPage = PageHandle<PasswordFacts, PasswordKey>;
type Typed = DataEvent<{ name: FieldName }> & { detail: { value: string } };

definePage({
  texts: { zhCn: passwordZhCn, en: passwordEn },
  title: 'password.title',
  load,
  view: passwordView,
  keep: (before, after) => ({ ...before, account: after.account }),
  events: {
    type(page, { currentTarget, detail }: Typed) {
      const typed = { ...page.facts.typed, [currentTarget.dataset.name]: detail.value };
      page.show({ ...page.facts, typed });
    },
    reveal: ({ facts, show }) => show({ ...facts, shown: !facts.shown }),
    way: ({ facts, show }) => show({ ...facts, stage: 'address', typed: NOTHING_TYPED, error: '' }),
    act: (page) => page.once('act', () => act(page)),
  },
});

/** Recovery for whoever is not signed in, or asks for it. */
async function load({ query }: Outlook<PasswordKey>): Promise<Called<PasswordFacts>> {
  const fresh = { account: null, typed: NOTHING_TYPED, shown: false, error: '' };
  if (!maySignInSilently()) return { ok: true, body: { ...fresh, stage: 'address' } };
  const known = await me({});
  if (!known.ok) return known;
  const { account } = known.body;
  const recovers = query['recover'] !== undefined || account?.state !== 'active';
  const stage = recovers ? 'address' : account.hasPassword ? 'change' : 'set';
  return { ok: true, body: { ...fresh, account, stage } };
}

async function act(page: PasswordPage): Promise<void> {
  const { facts, words } = page;
  const { stage, typed } = facts;
  if (stage === 'done') return goBack();
  const missing = missingOf(facts);
  if (missing) return page.show({ ...facts, error: words.t(missing) });
  const address = typed.address.trim();
  const via = viaOf(address);
  if (stage === 'address') {
    const sent = await requestProof({ body: { via, value: address } });
    if (!sent.ok) return refuse(page, sent.failure, via);
    return page.show({ ...facts, stage: 'code', typed: { ...typed, address }, error: '' });
  }
  const { current, fresh: password, code } = typed;
  const done =
    stage === 'code'
      ? await recoverPassword({ body: { via, code, password } })
      : await setPassword({ body: { password, ...(stage === 'change' && { current }) } });
  if (!done.ok) return refuse(page, done.failure, via);
  if (stage === 'code') rememberSignedOut(false);
  page.show({ ...facts, stage: 'done', typed: NOTHING_TYPED, shown: false, error: '' });
}

/** The server's sentence stands beside what was typed. */
function refuse(page: PasswordPage, failure: Failure, via: string): void {
  const [text] = [...failure.fields, ...failure.reasons]
    .filter(({ field }) => field === undefined || field === 'password' || field.endsWith(via))
    .flatMap(({ message }) => message ?? []);
  if (text === undefined) page.tell(failure);
  else page.show({ ...page.facts, error: text });
}
