import type { z } from 'zod';
import type { account as accountSchema } from '../../../shared/contract/accounts';
import { maskEmail, maskMobile } from '../../../shared/domain/masks';
import type { Account } from '../../use-cases/ports/accounts';

/** An account as its owner sees it; addresses masked (PR7). */
export function presentAccount(account: Account): z.input<typeof accountSchema> {
  return {
    id: account.id,
    state: account.state === 'active' ? 'active' : 'guest',
    email: account.email && maskEmail(account.email),
    emailVerified: account.emailVerifiedAt !== null,
    mobile: account.mobile && maskMobile(account.mobile),
    mobileVerified: account.mobileVerifiedAt !== null,
    hasPassword: account.passwordHash !== null,
    locale: account.locale,
  };
}
