import { openPage } from '../../services/navigation';
import { mintPayLink } from '../../services/pay-links';
import type { PaymentPage } from './pay';

/** Makes the link by which somebody else pays for what is ticked; the next page sends it. */
export async function askSomeone(page: PaymentPage): Promise<void> {
  const { facts, show, tell, reload } = page;
  if (facts.ticked.length === 0) return show({ ...facts, news: 'none_ticked' });
  const registration = facts.registration.id;
  const minted = await mintPayLink({
    params: { registrationId: registration },
    body: { subjectCodes: facts.ticked },
  });
  if (minted.ok) return openPage({ page: 'paylink', query: { registration, token: minted.body.token } });
  tell(minted.failure);
  await reload();
}
